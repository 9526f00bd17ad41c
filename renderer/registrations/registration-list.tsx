import type { ReactNode } from 'react';
import type { RegistrationRow } from '../../shared/registration.ts';
import { countryName } from '../fields/country-names.ts';
import { showDate, showMoment } from '../fields/date-text.ts';
import { listMore, openRegistration } from '../flows/registrations-flow.ts';
import { OpenRow, RowTable } from '../shell/row-table.tsx';
import { useDesk } from '../store/desk-store.ts';
import { EVERYONE } from '../store/registrations-slice.ts';
import { useLanguage, useTexts } from '../texts/use-texts.ts';

/** Found registrations, latest first; the name opens one. */
export function RegistrationList(): ReactNode {
  const texts = useTexts();
  const rows = useDesk((state) => state.rows);
  const next = useDesk((state) => state.next);
  const listed = useDesk((state) => state.listed);
  const everyone = useDesk(
    ({ search }) => search.query === '' && search.from === EVERYONE.from && search.to === EVERYONE.to,
  );
  const { columns } = texts.registrations;
  if (listed.kind === 'failed')
    return (
      <p className="registrations-none" role="alert">
        {texts.errors[listed.code]}
      </p>
    );
  if (rows.length === 0) {
    if (listed.kind === 'loading') return <p className="registrations-none quiet">…</p>;
    return (
      <p className="registrations-none">{everyone ? texts.registrations.nobodyYet : texts.registrations.nobody}</p>
    );
  }
  return (
    <RowTable
      columns={[
        columns.name,
        columns.birth,
        columns.nationality,
        columns.number,
        columns.room,
        columns.stay,
        columns.confirmed,
      ]}
      more={next === null ? null : { words: texts.registrations.more, show: () => void listMore() }}
    >
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </RowTable>
  );
}

function Row({ row }: { readonly row: RegistrationRow }): ReactNode {
  const texts = useTexts();
  const language = useLanguage();
  const opened = useDesk((state) => state.opened?.id === row.id);
  const stay = [row.arrival, row.departure].map(showDate).filter(Boolean).join(' – ');
  return (
    <OpenRow
      name={[row.surname, row.givenNames].filter(Boolean).join(' ')}
      opened={opened}
      onOpen={() => void openRegistration(row.id)}
    >
      <td>{showDate(row.birthDate)}</td>
      <td>{countryName(row.nationality, language)}</td>
      <td className="mono">
        <MaskedNumber text={row.maskedNumber} words={texts.registrations.masked} />
      </td>
      <td>{row.room}</td>
      <td>{stay}</td>
      <td>{showMoment(row.confirmedAt)}</td>
    </OpenRow>
  );
}

/** Dots are seen, a sentence is heard. */
function MaskedNumber({ text, words }: { readonly text: string; readonly words: (tail: string) => string }): ReactNode {
  return (
    <>
      <span aria-hidden="true">{text}</span>
      <span className="only-heard">{words(text.replaceAll('•', ''))}</span>
    </>
  );
}
