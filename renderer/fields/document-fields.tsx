import { Fragment, type ReactNode } from 'react';
import { withField } from '../../shared/draft.ts';
import { FIELD_NAMES, type FieldName } from '../../shared/reading.ts';
import type { Draft, Stay } from '../../shared/registration.ts';
import { visit } from '../flows/visit-flow.ts';
import { desk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { useTexts } from '../texts/use-texts.ts';
import { fieldOf, marksOf, type Attention, type Mark } from './attention.ts';
import { sentenceOf } from './attention-words.ts';
import { CountryField } from './country-field.tsx';
import { DateField } from './date-field.tsx';
import { SexField } from './sex-field.tsx';
import { TextField } from './text-field.tsx';

type Props = { readonly draftKey: string; readonly open: OpenDraft; readonly items: readonly Attention[] };

/** Changes the draft on the desk; a refusal is forgotten as soon as something is mended. */
function change(key: string, make: (draft: Draft) => Draft): void {
  desk().changeDraft(key, (old) => ({ ...old, draft: make(old.draft), phase: { kind: 'editing' } }));
}

/** The document's fields in the order they stand on paper; Tab follows. */
export function DocumentFields({ draftKey, open, items }: Props): ReactNode {
  const texts = useTexts();
  const marks = marksOf(open, items);
  const { draft } = open;
  const frame = (name: FieldName) => ({
    id: `field-${name}`,
    label: texts.fields.names[name],
    mark: marks[name],
    place: `field-${name}`,
    origin: draft.fields[name].value === '' ? null : draft.fields[name].origin,
    sentences: items.filter((item) => fieldOf(item) === name).map((item) => sentenceOf(item, texts)),
    value: draft.fields[name].value,
    onChange: (value: string) => change(draftKey, (old) => withField(old, name, value, 'typed')),
    onVisit: () => visit(draftKey, { kind: 'field', field: name }),
  });
  const input = (name: FieldName): React.JSX.Element => {
    switch (name) {
      case 'surname':
      case 'givenNames':
        return <TextField {...frame(name)} maxLength={100} capitals />;
      case 'sex':
        return <SexField {...frame(name)} />;
      case 'birthDate':
      case 'expiryDate':
        return <DateField {...frame(name)} />;
      case 'nationality':
      case 'issuingState':
        return <CountryField {...frame(name)} />;
      case 'documentCode':
        return <TextField {...frame(name)} maxLength={2} capitals />;
      case 'documentNumber':
        return <TextField {...frame(name)} maxLength={30} capitals />;
      case 'optionalData':
        return <TextField {...frame(name)} maxLength={40} capitals />;
    }
  };
  return (
    <div className="field-grid">
      {FIELD_NAMES.map((name) => (
        <Fragment key={name}>
          {input(name)}
          {name === 'givenNames' ? <CyrillicNames draftKey={draftKey} open={open} /> : null}
        </Fragment>
      ))}
    </div>
  );
}

/** Only a Russian internal passport has its names in Cyrillic; they are what goes on Russian forms. */
function CyrillicNames({ draftKey, open }: Omit<Props, 'items'>): ReactNode {
  const texts = useTexts();
  const { cyrillic } = open.draft;
  const isPnrus = open.draft.lines[0]?.startsWith('PNRUS') === true;
  if (!isPnrus && cyrillic.surname === '' && cyrillic.givenNames === '') return null;
  const frame = (field: 'cyrillicSurname' | 'cyrillicGivenNames', key: 'surname' | 'givenNames') => {
    const fromZone = open.read?.cyrillic?.[key] === cyrillic[key];
    const mark: Mark = fromZone && cyrillic[key] !== '' ? 'sure' : 'plain';
    return {
      id: `field-${field}`,
      label: texts.fields[field],
      place: `field-${field}`,
      sentences: [],
      mark,
      origin: fromZone ? ('mrz' as const) : ('typed' as const),
      value: cyrillic[key],
      onChange: (value: string) => change(draftKey, (old) => ({ ...old, cyrillic: { ...old.cyrillic, [key]: value } })),
      onVisit: () => visit(draftKey, { kind: 'field', field }),
    };
  };
  return (
    <>
      <TextField {...frame('cyrillicSurname', 'surname')} maxLength={100} capitals />
      <TextField {...frame('cyrillicGivenNames', 'givenNames')} maxLength={100} capitals />
    </>
  );
}

/** What the desk notes of the stay; nothing of it has to be filled in. */
export function StayFields({ draftKey, open, items }: Props): ReactNode {
  const texts = useTexts();
  const { stay } = open.draft;
  const frame = (name: keyof Stay) => {
    const mine = items.filter((item) => fieldOf(item) === name);
    const mark: Mark = mine.some((item) => item.level === 'stop') ? 'stop' : mine.length > 0 ? 'look' : 'plain';
    return {
      id: `field-${name}`,
      label: texts.stay.names[name],
      place: `field-${name}`,
      mark,
      origin: null,
      value: stay[name],
      sentences: mine.map((item) => sentenceOf(item, texts)),
      onChange: (value: string) => change(draftKey, (old) => ({ ...old, stay: { ...old.stay, [name]: value } })),
      onVisit: () => visit(draftKey, { kind: 'field', field: name }),
    };
  };
  return (
    <fieldset className="field-grid stay-fields">
      <legend className="zone-heading">
        {texts.stay.heading}
        <span className="quiet">{texts.stay.optional}</span>
      </legend>
      <TextField {...frame('room')} maxLength={40} />
      <DateField {...frame('arrival')} />
      <DateField {...frame('departure')} />
      <TextField {...frame('phone')} maxLength={40} inputMode="tel" />
      <TextField {...frame('note')} maxLength={1000} />
    </fieldset>
  );
}
