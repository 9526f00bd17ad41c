import type { ReactNode } from 'react';
import type { AskedReading, GroupCard } from '../../shared/group.ts';
import { showDate } from '../fields/date-text.ts';
import { showCapture } from '../flows/draft-flow.ts';
import { assignReading } from '../flows/groups-flow.ts';
import { Button } from '../shell/button.tsx';
import { Choice } from '../shell/choice.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** Documents nobody is expected with: a person says whose they are. */
export function AskedReadings({ group }: { readonly group: GroupCard }): ReactNode {
  const { groups: words } = useTexts();
  return (
    <section className="group-asked" aria-labelledby="group-asked">
      <h3 id="group-asked">{words.askedHeading}</h3>
      <p className="quiet">{words.askedLead}</p>
      <ul>
        {group.askedReadings.map((reading) => (
          <Asked key={`${reading.captureId} ${reading.document}`} group={group} reading={reading} />
        ))}
      </ul>
    </section>
  );
}

function Asked({ group, reading }: { readonly group: GroupCard; readonly reading: AskedReading }): ReactNode {
  const { groups: words } = useTexts();
  const { captureId, document, guess } = reading;
  const name = [reading.surname, reading.givenNames].filter(Boolean).join(' ');
  const free = group.guests.filter(({ state }) => state.kind === 'expected');
  // The one it most resembles stands first.
  const ordered = [...free.filter(({ id }) => id === guess), ...free.filter(({ id }) => id !== guess)];
  const assign = (to: string): void => {
    if (to !== '') void assignReading({ groupId: group.id, captureId, document, to });
  };
  return (
    <li>
      <span className="group-asked-who">
        <strong>{name}</strong>
        <span className="quiet">{[showDate(reading.birthDate), reading.maskedNumber].filter(Boolean).join(' · ')}</span>
      </span>
      <Choice
        label={words.askedWho(name)}
        hideLabel
        value=""
        options={[
          { value: '', label: words.choose },
          ...ordered.map((guest) => ({
            value: guest.id,
            label: [`${guest.surname} ${guest.givenNames}`.trim(), showDate(guest.birthDate)].filter(Boolean).join(', '),
          })),
          { value: 'another', label: words.another },
          { value: 'nobody', label: words.nobody },
        ]}
        onChange={assign}
      />
      <Button look="quiet" aria-label={words.showGuest(name)} onClick={() => void showCapture(captureId, document)}>
        {words.show}
      </Button>
    </li>
  );
}
