import { Switch } from '@base-ui/react/switch';
import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { GroupCard, GroupGuest } from '../../shared/group.ts';
import { showDate, showMoment } from '../fields/date-text.ts';
import { showCapture } from '../flows/draft-flow.ts';
import { checkInGroup, offerConfirmAll, offerGroupRemoval, removeGuest, takeWaiting } from '../flows/groups-flow.ts';
import { openRegistration } from '../flows/registrations-flow.ts';
import { Button, Hint } from '../shell/button.tsx';
import { DoneIcon, LookIcon, PrintIcon, SureIcon, WaitIcon } from '../shell/icons.tsx';
import { desk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AskedReadings } from './asked-readings.tsx';

const nameOf = ({ surname, givenNames }: GroupGuest): string => [surname, givenNames].filter(Boolean).join(' ');

/** When the page was last asked to print, UTC milliseconds; by the button or by the keyboard. */
function usePrintedAt(): number {
  const [printedAt, setPrintedAt] = useState(() => Date.now());
  useEffect(() => {
    // At once: the page is drawn on paper as soon as this event is over.
    const note = (): void => flushSync(() => setPrintedAt(Date.now()));
    window.addEventListener('beforeprint', note);
    return () => window.removeEventListener('beforeprint', note);
  }, []);
  return printedAt;
}

/** One group: how far it is, who is asked about, and every guest. Prints as a list. */
export function GroupCardView({ group }: { readonly group: GroupCard }): ReactNode {
  const { groups: words } = useTexts();
  const { columns } = words;
  const printedAt = usePrintedAt();
  return (
    <article className="group-card" aria-labelledby="group-name">
      <header className="group-head">
        <div>
          <h2 id="group-name">{group.name}</h2>
          <p className="quiet">{words.stay([group.arrival, group.departure].map(showDate).filter(Boolean).join(' – '), group.rooms)}</p>
        </div>
        <p className="group-progress" role="status">
          <strong>{words.progress(group.done, group.of)}</strong> {words.done}
          <progress className="batch-progress" aria-label={words.done} value={group.done} max={Math.max(1, group.of)} />
        </p>
      </header>
      <div className="group-deeds">
        <label className="switch-row" title={words.checkInNote}>
          <Switch.Root
            className="switch"
            aria-label={words.checkIn}
            checked={group.checkingIn}
            onCheckedChange={(on) => void checkInGroup(group.id, on)}
          >
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
          {words.checkIn}
        </label>
        <Button
          look={group.confirmable > 0 ? 'accent' : 'plain'}
          disabled={group.confirmable === 0}
          onClick={() => void offerConfirmAll(group.id)}
        >
          {words.confirmAll(group.confirmable)}
        </Button>
        <Hint text={words.takeWaitingHint}>
          <Button onClick={() => void takeWaiting(group.id)}>{words.takeWaiting}</Button>
        </Hint>
        <Button onClick={() => window.print()}>
          <PrintIcon />
          {words.print}
        </Button>
        <Button onClick={() => desk().setGroups({ groupForm: 'edit' })}>{words.edit}</Button>
        <Button look="quiet" onClick={() => offerGroupRemoval(group)}>
          {words.remove}
        </Button>
      </div>
      <p className="group-print-note">{words.printed(group.name, showMoment(printedAt))}</p>
      {group.askedReadings.length === 0 ? null : <AskedReadings group={group} />}
      {group.guests.length === 0 ? (
        <p className="quiet group-empty">{words.emptyList}</p>
      ) : (
        <div className="registrations-scroll">
          <table className="registrations-table group-table">
            <thead>
              <tr>
                <th scope="col">{columns.number}</th>
                <th scope="col">{columns.name}</th>
                <th scope="col">{columns.birth}</th>
                <th scope="col">{columns.document}</th>
                <th scope="col">{columns.room}</th>
                <th scope="col">{columns.state}</th>
                <th scope="col">
                  <span className="only-heard">{columns.deeds}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {group.guests.map((guest, index) => (
                <GuestRow key={guest.id} group={group} guest={guest} number={index + 1} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </article>
  );
}

function GuestRow({
  group,
  guest,
  number,
}: {
  readonly group: GroupCard;
  readonly guest: GroupGuest;
  readonly number: number;
}): ReactNode {
  const { groups: words } = useTexts();
  const { state } = guest;
  const name = nameOf(guest);
  const read = state.kind === 'read' ? state.reading : null;
  return (
    <tr>
      <td>{number}</td>
      <th scope="row" title={name}>
        {name}
      </th>
      <td>{showDate(guest.birthDate || (read?.birthDate ?? ''))}</td>
      <td className="mono">{guest.maskedNumber || read?.maskedNumber}</td>
      <td>{guest.room || group.rooms}</td>
      <td>
        <GuestState guest={guest} />
      </td>
      <td>
        {state.kind === 'read' ? (
          <Button
            look="quiet"
            aria-label={words.showGuest(name)}
            onClick={() => void showCapture(state.reading.captureId, state.reading.document)}
          >
            {words.show}
          </Button>
        ) : state.kind === 'done' ? (
          <Button
            look="quiet"
            aria-label={words.showGuest(name)}
            onClick={() => void openRegistration(state.registrationId)}
          >
            {words.show}
          </Button>
        ) : (
          <Button look="quiet" aria-label={words.dropGuest(name)} onClick={() => void removeGuest(group.id, guest.id)}>
            {words.drop}
          </Button>
        )}
      </td>
    </tr>
  );
}

function GuestState({ guest: { state } }: { readonly guest: GroupGuest }): ReactNode {
  const { groups: words } = useTexts();
  switch (state.kind) {
    case 'expected':
      return (
        <span className="batch-result quiet">
          <WaitIcon />
          {words.states.expected}
        </span>
      );
    case 'read':
      return (
        <span className="batch-result" data-tone={state.reading.status === 'sure' ? 'sure' : 'look'}>
          {state.reading.status === 'sure' ? <SureIcon /> : <LookIcon />}
          <span>
            {words.states[state.reading.status]}
            <span className="batch-why">{words.by[state.by]}</span>
          </span>
        </span>
      );
    case 'done':
      return (
        <span className="batch-result">
          <DoneIcon />
          {words.states.done}
        </span>
      );
  }
}
