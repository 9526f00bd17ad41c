import { useEffect, type ReactNode } from 'react';
import type { Operation } from '../../../shared/operation.ts';
import { loadAdmin } from '../../flows/admin-flow.ts';
import { loadScreen } from '../../flows/screen-flow.ts';
import { changeSettings } from '../../flows/settings-flow.ts';
import { desk, useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ToggleSetting } from '../toggle-setting.tsx';
import { DeskPin } from './desk-pin.tsx';
import { SecretsPart } from './secrets-part.tsx';
import './operation.css';

const changeOperation = (change: Partial<Operation>): Promise<void> =>
  changeSettings({ operation: { ...desk().settings.operation, ...change } });

/** How the program runs on this computer; each change holds at once. */
export function OperationSection(): ReactNode {
  const { operation: words } = useTexts();
  const operation = useDesk((state) => state.settings.operation);
  useEffect(() => {
    void loadScreen();
    void loadAdmin();
  }, []);
  return (
    <>
      <LockAfter />
      <DeskPin />
      <ToggleSetting
        name="screenshots"
        setting="operation.hideFromScreenshots"
        label={words.screenshots}
        options={['on', 'off'] as const}
        words={words.screenshotsWords}
        note={words.screenshotsNote}
        value={operation.hideFromScreenshots ? 'on' : 'off'}
        onChange={(chosen) => void changeOperation({ hideFromScreenshots: chosen === 'on' })}
      />
      <ToggleSetting
        name="login"
        setting="operation.startAtLogin"
        label={words.login}
        options={['on', 'off'] as const}
        words={words.loginWords}
        note={words.loginNote}
        value={operation.startAtLogin ? 'on' : 'off'}
        onChange={(chosen) => void changeOperation({ startAtLogin: chosen === 'on' })}
      />
      <SecretsPart />
    </>
  );
}

/** Minutes that are offered; another number that a policy file sets is shown beside them. */
const OFFERED = [2, 5, 15, 30] as const;

function LockAfter(): ReactNode {
  const { operation: words } = useTexts();
  const minutes = useDesk((state) => state.settings.operation.lockAfterMinutes);
  const offered = minutes === null || OFFERED.some((one) => one === minutes) ? OFFERED : [...OFFERED, minutes];
  const options = ['off', ...offered.toSorted((a, b) => a - b).map(String)];
  return (
    <ToggleSetting
      name="lock-after"
      setting="operation.lockAfterMinutes"
      label={words.lockAfter}
      options={options}
      words={Object.fromEntries(options.map((one) => [one, one === 'off' ? words.lockOff : words.minutes(Number(one))]))}
      note={words.lockNote}
      value={minutes === null ? 'off' : String(minutes)}
      onChange={(chosen) => void changeOperation({ lockAfterMinutes: chosen === 'off' ? null : Number(chosen) })}
    />
  );
}
