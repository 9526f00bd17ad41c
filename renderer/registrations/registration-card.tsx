import { useEffect, useRef, type ReactNode } from 'react';
import { isPnrus } from '../../shared/mrz/formats.ts';
import { FIELD_NAMES, type FieldName } from '../../shared/reading.ts';
import type { Registration, Stay } from '../../shared/registration.ts';
import { countryName } from '../fields/country-names.ts';
import { showDate } from '../fields/date-text.ts';
import { fullName } from '../flows/confirm-flow.ts';
import { closeRegistration, revealNumber } from '../flows/registrations-flow.ts';
import { Button, IconButton } from '../shell/button.tsx';
import { CloseIcon, EyeIcon, PrintIcon } from '../shell/icons.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import type { Language } from '../texts/plural.ts';
import type { Texts } from '../texts/ru.ts';
import { useLanguage, useTexts } from '../texts/use-texts.ts';

const STAY_NAMES = ['room', 'arrival', 'departure', 'phone', 'note'] as const satisfies readonly (keyof Stay)[];

/** One registration as it was confirmed; number and zone stay masked until they are asked for. Prints on one page. */
export function RegistrationCard({ registration }: { readonly registration: Registration }): ReactNode {
  const texts = useTexts();
  const language = useLanguage();
  const revealed = useDesk((state) => state.revealed);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { fields, stay, format, lines } = registration;
  const value = (name: FieldName): string => {
    if (revealed !== null && (name === 'documentNumber' || name === 'optionalData')) return revealed[name];
    return shownValue(name, fields[name].value, language, texts);
  };
  const kind = format === null ? texts.status.hand : isPnrus(format, lines) ? texts.pnrus : texts.formats[format];
  return (
    <article className="registration-card" aria-labelledby="registration-name">
      <header>
        <h1 id="registration-name" tabIndex={-1} ref={heading}>{fullName(registration)}</h1>
        <IconButton label={texts.registrations.back} shortcut={texts.keys.names.escape} onClick={closeRegistration}><CloseIcon /></IconButton>
      </header>
      <p className="quiet">
        {kind} · {texts.registrations.confirmedAt.toLowerCase()} {new Date(registration.confirmedAt)
          .toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' })} · {texts.queue.sources[registration.source]}
      </p>
      <dl className="registration-fields">
        {FIELD_NAMES.map((name) => (value(name) === '' ? null : (
          <div key={name} className={`shown-${name}`}>
            <dt>{texts.fields.names[name]}{fields[name].origin === 'mrz' ? null : <span className="field-origin" data-origin="typed"> {texts.fields.origins[fields[name].origin]}</span>}</dt>
            <dd>{value(name)}</dd>
          </div>
        )))}
      </dl>
      {STAY_NAMES.every((name) => stay[name] === '') ? null : (
        <>
          <h2 className="zone-heading">{texts.stay.heading}</h2>
          <dl className="registration-fields">
            {STAY_NAMES.map((name) => (stay[name] === '' ? null : (
              <div key={name} className={`shown-${name}`}><dt>{texts.stay.names[name]}</dt><dd>{name === 'arrival' || name === 'departure' ? showDate(stay[name]) : stay[name]}</dd></div>
            )))}
          </dl>
        </>
      )}
      {lines.length === 0 ? null : (
        <pre className="registration-lines" aria-label={texts.registrations.lines}>{(revealed?.lines ?? lines).join('\n')}</pre>
      )}
      <div className="registration-actions">
        {revealed === null
          ? <Button onClick={() => void revealNumber(registration.id)}><EyeIcon />{texts.registrations.reveal}</Button>
          : <Button onClick={() => desk().setRevealed(null)}><EyeIcon />{texts.registrations.hide}</Button>}
        <Button onClick={() => window.print()}><PrintIcon />{texts.registrations.print}</Button>
        <p className="quiet">{texts.registrations.revealNote}</p>
      </div>
    </article>
  );
}

function shownValue(name: FieldName, value: string, language: Language, texts: Texts): string {
  switch (name) {
    case 'birthDate': case 'expiryDate': return showDate(value);
    case 'nationality': case 'issuingState': return value === '' ? '' : texts.fields.country(countryName(value, language), value);
    case 'sex': return value === 'M' || value === 'F' || value === 'X' ? texts.fields.sexNames[value] : value;
    default: return value;
  }
}
