import type { ReactNode } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Dotted name of a setting, as the policy file names it; undefined for what is none. */
export type SettingName = string | undefined;

/** Whether the policy file of this computer holds this setting, so that nobody here may change it. */
export const useHeld = (setting: SettingName): boolean =>
  useDesk(({ lockedSettings }) => setting !== undefined && lockedSettings.includes(setting));

/** Says that somebody else sets this; nothing where nobody does. */
export function HeldNote({ setting }: { readonly setting: SettingName }): ReactNode {
  const { operation } = useTexts();
  return useHeld(setting) ? <p className="setting-held">{operation.held}</p> : null;
}
