import type { ReactNode } from 'react';
import type { UpdateSettings } from '../../../shared/updates.ts';
import { changeUpdates } from '../../flows/updates-flow.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ToggleSetting } from '../toggle-setting.tsx';
import { QuietHours } from './quiet-hours.tsx';
import { UpdateCard } from './update-card.tsx';
import './updates.css';

/** Which version this is, whether there is a newer one, and when the desk may restart into it. */
export function UpdatesSection(): ReactNode {
  const { updates: words } = useTexts();
  const settings = useDesk((state) => state.settings.updates);
  return (
    <>
      <UpdateCard />
      <ToggleSetting
        name="updates-automatic"
        setting="updates.automatic"
        label={words.automatic}
        options={['on', 'off'] as const}
        words={words.automaticWords}
        note={words.automaticNote}
        value={settings.automatic ? 'on' : 'off'}
        onChange={(chosen) => void changeUpdates({ automatic: chosen === 'on' })}
      />
      <ToggleSetting<UpdateSettings['channel']>
        name="updates-channel"
        setting="updates.channel"
        label={words.channel}
        options={['stable', 'beta']}
        words={words.channels}
        note={words.channelNote}
        value={settings.channel}
        onChange={(channel) => void changeUpdates({ channel })}
      />
      {settings.automatic ? <QuietHours /> : null}
    </>
  );
}
