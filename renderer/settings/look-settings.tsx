import type { ReactNode } from 'react';
import type { Settings } from '../../shared/settings.ts';
import { changeSettings } from '../flows/settings-flow.ts';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ToggleSetting } from './toggle-setting.tsx';

const LANGUAGES = ['system', 'ru', 'en'] as const satisfies readonly Settings['language'][];
const THEMES = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][];

const ON_OFF = ['on', 'off'] as const;

/** Language, look and keys; each change holds at once. */
export function LookSettings(): ReactNode {
  const texts = useTexts();
  const settings = useDesk((state) => state.settings);
  return (
    <>
      <ToggleSetting
        name="language"
        setting="language"
        label={texts.settings.language}
        options={LANGUAGES}
        words={texts.settings.languages}
        value={settings.language}
        onChange={(language) => void changeSettings({ language })}
      />
      <ToggleSetting
        name="theme"
        setting="theme"
        label={texts.settings.theme}
        options={THEMES}
        words={texts.settings.themes}
        value={settings.theme}
        onChange={(theme) => void changeSettings({ theme })}
      />
      <ToggleSetting
        name="single-keys"
        setting="singleKeys"
        label={texts.settings.singleKeys}
        options={ON_OFF}
        words={texts.settings.onOff}
        note={texts.settings.singleKeysNote}
        value={settings.singleKeys ? 'on' : 'off'}
        onChange={(chosen) => void changeSettings({ singleKeys: chosen === 'on' })}
      />
    </>
  );
}
