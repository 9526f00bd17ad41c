import { useEffect, type ReactNode } from 'react';
import type { BackupCode, BackupRun } from '../../../shared/backup.ts';
import { showMoment } from '../../fields/date-text.ts';
import { backUpNow, changeBackup, loadBackups, showRecoveryKey } from '../../flows/backup-flow.ts';
import { Button } from '../../shell/button.tsx';
import { Choice } from '../../shell/choice.tsx';
import { LookIcon, StopIcon, SureIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import type { Texts } from '../../texts/ru.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { HeldNote, useHeld } from '../held.tsx';
import { ToggleSetting } from '../toggle-setting.tsx';
import { RecoveryKey } from './recovery-key.tsx';
import { RestorePart } from './restore-part.tsx';
import './backup.css';

/** Where backups go and how they fare, the key on paper, and becoming another desk. */
export function BackupSection(): ReactNode {
  const { backup: words } = useTexts();
  const { backup } = useDesk((state) => state.settings.operation);
  const destinations = useDesk((state) => state.settings.destinations);
  const state = useDesk((one) => one.backups);
  const held = useHeld('operation.backup');
  useEffect(() => void loadBackups(), []);
  const places = destinations.filter(({ kind }) => kind !== 'bitrix');
  const running = state?.running === true;
  return (
    <>
      <p className="settings-lead quiet">{words.lead}</p>
      <KeyPart shownAt={state?.keyShownAt ?? null} />
      {places.length === 0 ? (
        <p>{words.noPlace}</p>
      ) : (
        <div className="setting">
          <Choice
            label={words.to}
            value={backup.to ?? ''}
            disabled={held}
            options={[{ value: '', label: words.off }, ...places.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(id) => void changeBackup({ to: id === '' ? null : id })}
          />
          <HeldNote setting="operation.backup" />
          <p className="quiet">{words.toNote}</p>
        </div>
      )}
      {backup.to === null ? null : (
        <>
          <ToggleSetting
            name="backup-every"
            setting="operation.backup"
            label={words.every}
            options={['day', 'week'] as const}
            words={words.periods}
            value={backup.every}
            note={words.keeps(backup.keep)}
            onChange={(every) => void changeBackup({ every })}
          />
          <div className="destination-actions">
            <Button disabled={running} focusableWhenDisabled onClick={() => void backUpNow()}>
              {running ? words.running : words.now}
            </Button>
            {state?.nextAt == null || running ? null : <p className="quiet backup-next">{words.next(showMoment(state.nextAt))}</p>}
          </div>
        </>
      )}
      <Runs runs={state?.runs ?? []} />
      <RestorePart />
      <RecoveryKey />
    </>
  );
}

/** A backup that nobody can open is none: the key comes first. */
function KeyPart({ shownAt }: { readonly shownAt: number | null }): ReactNode {
  const { backup: words } = useTexts();
  return (
    <section className="backup-key" data-shown={shownAt !== null}>
      {shownAt === null ? <LookIcon /> : <SureIcon />}
      <p>{shownAt === null ? words.keyMissing : words.keyShown(showMoment(shownAt))}</p>
      <Button look={shownAt === null ? 'accent' : 'plain'} onClick={() => void showRecoveryKey()}>
        {shownAt === null ? words.keyPrint : words.keyAgain}
      </Button>
    </section>
  );
}

function Runs({ runs }: { readonly runs: readonly BackupRun[] }): ReactNode {
  const texts = useTexts();
  const words = texts.backup;
  const destinations = useDesk((state) => state.settings.destinations);
  if (runs.length === 0) return null;
  return (
    <section className="policy-part">
      <h3>{words.made}</h3>
      <ul className="backup-runs">
        {runs.slice(0, 8).map((run) => (
          <li key={run.finishedAt} data-good={run.code === null}>
            {run.code === null ? <SureIcon /> : <StopIcon />}
            <span className="backup-when">{showMoment(run.finishedAt)}</span>
            <span>
              {destinations.find(({ id }) => id === run.destinationId)?.name ?? run.destinationId}:{' '}
              {run.code === null ? words.good(run.registrations, Math.ceil(run.bytes / 1_000_000)) : sentenceOf(run.code, texts)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sentenceOf(code: BackupCode, { backup, deliveryCodes }: Texts): string {
  switch (code) {
    case 'backup.placeMissing':
    case 'backup.notWhole':
    case 'backup.failed':
    case 'backup.keychain':
      return backup.codes[code];
    default:
      return deliveryCodes[code];
  }
}
