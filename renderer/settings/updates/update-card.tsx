import type { ReactNode } from 'react';
import type { UpdateHold, UpdateState } from '../../../shared/updates.ts';
import { showMoment } from '../../fields/date-text.ts';
import { lookForUpdate, restartToUpdate } from '../../flows/updates-flow.ts';
import { Button } from '../../shell/button.tsx';
import { StopIcon, SureIcon, WaitIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import type { Texts } from '../../texts/ru.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** The version that runs, how it stands with a newer one in a sentence, and what can be done about it. */
export function UpdateCard(): ReactNode {
  const texts = useTexts();
  const words = texts.updates;
  const version = useDesk((state) => state.info?.version ?? '');
  const update = useDesk((state) => state.update);
  if (update === null) return null;
  const busy = update.kind === 'checking' || update.kind === 'downloading' || update.kind === 'installing';
  return (
    <section className="update-card" data-kind={update.kind}>
      <Shape of={update} />
      <div className="update-told">
        <h3>{words.version(version)}</h3>
        <p role="status">{sentenceOf(update, texts)}</p>
        {update.kind === 'downloading' ? (
          <progress aria-label={words.progress(update.version)} value={update.fraction} />
        ) : null}
        {update.kind === 'ready' ? <Waiting holds={update.holds} /> : null}
      </div>
      {update.kind === 'off' ? null : (
        <div className="update-deeds">
          {update.kind === 'ready' ? (
            <Button look="accent" onClick={() => void restartToUpdate()}>
              {words.restart}
            </Button>
          ) : null}
          <Button disabled={busy} focusableWhenDisabled onClick={() => void lookForUpdate()}>
            {words.check}
          </Button>
        </div>
      )}
    </section>
  );
}

/** When it would restart by itself, and what of that is not so yet. */
function Waiting({ holds }: { readonly holds: readonly UpdateHold[] }): ReactNode {
  const { updates: words } = useTexts();
  const { automatic, quietFrom, quietTo } = useDesk((state) => state.settings.updates);
  if (!automatic) return <p className="quiet">{words.byHand}</p>;
  // Where somebody must press the button, the rest of what it waits for is no news.
  const person = holds.find((hold) => hold === 'needsPerson' || hold === 'failedBefore');
  if (person !== undefined) return <p className="quiet">{words.holds[person]}</p>;
  const shown = holds.filter((hold) => hold !== 'notQuiet');
  return (
    <>
      <p className="quiet">{quietFrom === quietTo ? words.byHand : words.byItself(quietFrom, quietTo)}</p>
      {shown.length === 0 ? null : (
        <div className="update-holds">
          <p id="update-holds">{words.waits}</p>
          <ul aria-labelledby="update-holds">
            {shown.map((hold) => (
              <li key={hold}>{words.holds[hold]}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Shape({ of }: { readonly of: UpdateState }): ReactNode {
  switch (of.kind) {
    case 'off':
    case 'checking':
    case 'downloading':
    case 'installing':
    case 'ready':
      return <WaitIcon />;
    case 'current':
      return of.checkedAt === null ? <WaitIcon /> : <SureIcon />;
    case 'failed':
      return <StopIcon />;
  }
}

function sentenceOf(update: UpdateState, { updates: words }: Texts): string {
  switch (update.kind) {
    case 'off':
      return words.off[update.why];
    case 'current':
      return update.checkedAt === null ? words.notLooked : words.current(showMoment(update.checkedAt));
    case 'checking':
      return words.checking;
    case 'downloading':
      return words.downloading(update.version, Math.floor(update.fraction * 100));
    case 'ready':
      return words.ready(update.version);
    case 'installing':
      return words.installing(update.version);
    case 'failed':
      return `${words.failed(showMoment(update.at))} ${words.failures[update.code]}`;
  }
}
