/** Made-up documents: the specimen of ICAO Doc 9303 part 4, and people who do not exist. */
import { randomUUID } from 'node:crypto';
import { emptyDraft } from '../../shared/draft.ts';
import type { FieldName, ReadDocument, Reading } from '../../shared/reading.ts';
import type { Draft, DraftField, Stay } from '../../shared/registration.ts';
import type { ConfirmInput } from '../../electron/records/registrations.ts';

export type Person = Partial<Record<FieldName, string>> & { stay?: Partial<Stay>; cyrillic?: Draft['cyrillic'] };

const SPECIMEN: Person = {
  surname: 'ERIKSSON', givenNames: 'ANNA MARIA', sex: 'F', birthDate: '1974-08-12', nationality: 'UTO',
  documentCode: 'P', documentNumber: 'L898902C3', issuingState: 'UTO', expiryDate: '2012-04-15',
  optionalData: 'ZE184226B',
};

const SPECIMEN_LINES = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
] as const;

/** A draft typed by hand: the specimen with what the test changes. */
export function draftOf(person: Person = {}): Draft {
  const { stay, cyrillic, ...fields } = { ...SPECIMEN, ...person };
  const blank = emptyDraft();
  const typed = Object.entries(fields).map(([name, value]): [string, DraftField] => [name, { value: value ?? '', origin: 'typed' }]);
  return {
    ...blank, fields: { ...blank.fields, ...Object.fromEntries(typed) },
    cyrillic: cyrillic ?? blank.cyrillic, stay: { ...blank.stay, ...stay },
  };
}

/** The specimen as it was read from its zone. */
export function readDraft(): Draft {
  const draft = draftOf();
  const fields = Object.fromEntries(Object.entries(draft.fields).map(([name, { value }]) => [name, { value, origin: 'mrz' }]));
  return { ...draft, format: 'TD3', lines: SPECIMEN_LINES, fields: fields as Draft['fields'] };
}

/** What the page sends to confirm a draft that has no capture. */
export function confirmInput(draft: Draft = draftOf(), change: Partial<ConfirmInput> = {}): ConfirmInput {
  const writable = structuredClone(draft) as ConfirmInput['draft'];
  return { draftId: randomUUID(), captureId: null, document: 0, draft: writable, destinations: [], ...change };
}

/** A reading of the specimen, `count` documents of it, one below the other. */
export function specimenReading(count = 1): Reading {
  return {
    status: count === 0 ? 'none' : 'sure', documents: Array.from({ length: count }, (_, place) => specimenDocument(place)), quality: [],
    width: 1200, height: 800, ms: 40, model: '0123456789ab',
  };
}

function specimenDocument(place: number): ReadDocument {
  const [top, bottom] = [200 * place, 200 * place + 20];
  const quad = [[0, top], [600, top], [600, bottom], [0, bottom]] as const;
  const names = ['surname', 'givenNames', 'documentNumber'] as const;
  return {
    status: 'sure', format: 'TD3', confidence: 0.99, doubts: [], checkDigits: [],
    lines: SPECIMEN_LINES.map((text) => ({
      text, quad, characters: [...text].map((char) => ({ char, confidence: 0.99, alternatives: [] })),
    })),
    fields: Object.fromEntries(names.map((name) => {
      const value = SPECIMEN[name] ?? '';
      return [name, { name, value, raw: value, confidence: 0.99, check: 'unguarded', at: [] }];
    })),
  };
}
