import { useEffect, useRef, type ReactNode } from 'react';
import { FIELD_NAMES, type FieldName } from '../../shared/reading.ts';
import { registrationNumber, type Registration, type Stay } from '../../shared/registration.ts';
import { DeliveriesOfRegistration } from '../deliveries/delivery-history.tsx';
import { countryName } from '../fields/country-names.ts';
import { showDate, showMoment } from '../fields/date-text.ts';
import { fullName } from '../flows/confirm-flow.ts';
import { offerErasing } from '../flows/erase-flow.ts';
import { closeRegistration, revealNumber } from '../flows/registrations-flow.ts';
import { Button, IconButton } from '../shell/button.tsx';
import { CloseIcon, EyeIcon, PrintIcon, TrashIcon } from '../shell/icons.tsx';
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
  useEffect(() => {
    const cameFrom = document.activeElement;
    heading.current?.focus();
    return () => {
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    };
  }, []);
  const { fields, stay, format, lines, cyrillic } = registration;
  // Its lines are masked here; no other document has names in Cyrillic.
  const isPnrus = format === 'TD3' && cyrillic.surname !== '';
  const value = (name: FieldName): string => {
    if (revealed !== null && (name === 'documentNumber' || name === 'optionalData')) return revealed[name];
    return shownValue(name, fields[name].value, language, texts);
  };
  const kind = format === null ? texts.status.hand : isPnrus ? texts.pnrus : texts.formats[format];
  return (
    <article className="registration-card" aria-labelledby="registration-name">
      <header>
        <h1 id="registration-name" tabIndex={-1} ref={heading}>
          {fullName(registration)}
        </h1>
        <IconButton label={texts.registrations.back} shortcut={texts.keys.names.escape} onClick={closeRegistration}>
          <CloseIcon />
        </IconButton>
      </header>
      <p className="quiet">
        {kind} · {texts.registrations.confirmedAt.toLowerCase()} {showMoment(registration.confirmedAt)} ·{' '}
        {texts.queue.sources[registration.source]} · {texts.registrations.number(registrationNumber(registration.id))}
      </p>
      <div className="registration-actions">
        {revealed === null ? (
          <Button onClick={() => void revealNumber(registration.id)}>
            <EyeIcon />
            {texts.registrations.reveal}
          </Button>
        ) : (
          <Button onClick={() => desk().setRevealed(null)}>
            <EyeIcon />
            {texts.registrations.hide}
          </Button>
        )}
        <Button onClick={() => window.print()}>
          <PrintIcon />
          {texts.registrations.print}
        </Button>
        <Button look="quiet" onClick={() => void offerErasing(registration.id)}>
          <TrashIcon />
          {texts.erase.button}
        </Button>
        <p className="quiet">{texts.registrations.revealNote}</p>
      </div>
      <dl className="registration-fields">
        <Shown name="surname" label={texts.fields.cyrillicSurname} value={registration.cyrillic.surname} />
        <Shown name="givenNames" label={texts.fields.cyrillicGivenNames} value={registration.cyrillic.givenNames} />
        {FIELD_NAMES.map((name) => (
          <Shown
            key={name}
            name={name}
            label={texts.fields.names[name]}
            value={value(name)}
            origin={fields[name].origin === 'mrz' ? '' : texts.fields.origins[fields[name].origin]}
          />
        ))}
      </dl>
      {STAY_NAMES.every((name) => stay[name] === '') ? null : (
        <>
          <h2 className="zone-heading">{texts.stay.heading}</h2>
          <dl className="registration-fields">
            {STAY_NAMES.map((name) => (
              <Shown
                key={name}
                name={name}
                label={texts.stay.names[name]}
                value={name === 'arrival' || name === 'departure' ? showDate(stay[name]) : stay[name]}
              />
            ))}
          </dl>
        </>
      )}
      {lines.length === 0 ? null : (
        <pre className="registration-lines" aria-label={texts.registrations.lines}>
          {(revealed?.lines ?? lines).join('\n')}
        </pre>
      )}
      <section className="delivery-section" aria-labelledby="registration-deliveries">
        <h2 id="registration-deliveries" className="zone-heading">
          {texts.deliveries.history}
        </h2>
        <DeliveriesOfRegistration registrationId={registration.id} />
      </section>
    </article>
  );
}

/** One thing a registration says; nothing at all where it says nothing. */
function Shown({
  name,
  label,
  value,
  origin = '',
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly origin?: string;
}): ReactNode {
  if (value === '') return null;
  return (
    <div className={`shown-${name}`}>
      <dt>
        {label}
        {origin === '' ? null : (
          <span className="field-origin" data-origin="typed">
            {' '}
            {origin}
          </span>
        )}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}

function shownValue(name: FieldName, value: string, language: Language, texts: Texts): string {
  switch (name) {
    case 'birthDate':
    case 'expiryDate':
      return showDate(value);
    case 'nationality':
    case 'issuingState':
      return value === '' ? '' : texts.fields.country(countryName(value, language), value);
    case 'sex':
      return value === 'M' || value === 'F' || value === 'X' ? texts.fields.sexNames[value] : value;
    default:
      return value;
  }
}
