/** Made-up documents: ICAO's own specimens (Utopia) and one invented Russian passport. Nobody of flesh and blood. */
import { readZone } from '../../../shared/mrz/fields.ts';
import type {
  Doubt,
  FieldName,
  MrzFormat,
  Quad,
  QualityHint,
  ReadDocument,
  ReadField,
  Reading,
} from '../../../shared/reading.ts';

/** Day the specimens are read on, so that centuries and ages stay put. */
export const READING_DAY = '2026-11-21';

/** Picture each capture id shows; any other id shows the first. */
export const PICTURE_IDS = {
  eriksson: '11111111-1111-4111-8111-111111111111',
  stevenson: '22222222-2222-4222-8222-222222222222',
  smirnova: '33333333-3333-4333-8333-333333333333',
  blank: '44444444-4444-4444-8444-444444444444',
} as const;

export type Specimen = {
  readonly format: MrzFormat;
  readonly lines: readonly string[];
  /** Text on the rest of the page, for the eye only. */
  readonly page: readonly (readonly [label: string, value: string])[];
  readonly heading: string;
};

export const ERIKSSON: Specimen = {
  format: 'TD3',
  lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F3204153ZE184226B<<<<<16'],
  heading: 'UTOPIA · PASSPORT',
  page: [
    ['Surname', 'ERIKSSON'],
    ['Given names', 'ANNA MARIA'],
    ['Nationality', 'UTOPIAN'],
    ['Date of birth', '12 AUG 74'],
    ['Sex', 'F'],
    ['Passport No', 'L898902C3'],
    ['Date of expiry', '15 APR 32'],
  ],
};

export const STEVENSON: Specimen = {
  format: 'TD1',
  lines: ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F3204153UTO<<<<<<<<<<<2', 'STEVENSON<<PETER<JOHN<<<<<<<<<'],
  heading: 'UTOPIA · IDENTITY CARD',
  page: [
    ['Surname', 'STEVENSON'],
    ['Given names', 'PETER JOHN'],
    ['Card No', 'D23145890'],
    ['Date of expiry', '15 APR 32'],
  ],
};

export const SMIRNOVA: Specimen = {
  format: 'TD3',
  lines: ['PNRUSSMIRNOVA<<MARI8<IVANOVNA<<<<<<<<<<<<<<<', '4510123457RUS8503219F<<<<<<<6100215770023<86'],
  heading: 'РОССИЙСКАЯ ФЕДЕРАЦИЯ',
  page: [
    ['Фамилия', 'СМИРНОВА'],
    ['Имя', 'МАРИЯ'],
    ['Отчество', 'ИВАНОВНА'],
    ['Дата рождения', '21.03.1985'],
  ],
};

/** Size of the drawn page, and where its zone stands, in its pixels. */
export const PAGE = { width: 1500, height: 1056, left: 66, right: 1434, pitch: 84, glyph: 56, bottom: 80 } as const;

export function lineQuad(index: number, of: number): Quad {
  const bottom = PAGE.height - PAGE.bottom - (of - 1 - index) * PAGE.pitch;
  const top = bottom - PAGE.glyph;
  return [
    [PAGE.left, top],
    [PAGE.right, top],
    [PAGE.right, bottom],
    [PAGE.left, bottom],
  ];
}

/** What a reader would make of a specimen; `doubts` make it `check`. */
export function readingOf(
  { format, lines }: Specimen,
  { doubts = [], quality = [] }: { doubts?: readonly Doubt[]; quality?: readonly QualityHint[] } = {},
): Reading {
  const zone = readZone(format, lines, READING_DAY);
  const fields: Partial<Record<FieldName, ReadField>> = {};
  for (const [name, field] of Object.entries(zone.fields)) fields[name as FieldName] = { ...field, confidence: 0.999 };
  const unsure = (line: number, column: number): Doubt | undefined =>
    doubts.find((doubt) => doubt.line === line && doubt.column === column);
  const document: ReadDocument = {
    status: doubts.length === 0 ? 'sure' : 'check',
    format,
    fields,
    checkDigits: zone.checkDigits,
    lines: lines.map((text, line) => ({
      text,
      quad: lineQuad(line, lines.length),
      characters: [...text].map((char, column) => ({
        char,
        confidence: unsure(line, column) === undefined ? 0.9995 : 0.61,
        alternatives: unsure(line, column)?.alternatives ?? [],
      })),
    })),
    confidence: doubts.length === 0 ? 0.998 : 0.58,
    doubts,
    ...(zone.cyrillic === null ? {} : { cyrillic: zone.cyrillic }),
  };
  return {
    status: document.status,
    documents: [document],
    quality,
    width: PAGE.width,
    height: PAGE.height,
    ms: 96,
    model: '0123456789ab',
  };
}

export const NOTHING_READ: Reading = {
  status: 'none',
  documents: [],
  quality: ['glare'],
  width: PAGE.width,
  height: PAGE.height,
  ms: 60,
  model: '0123456789ab',
};

/** An O that may be a 0 in the number, and a clipped end of the first line. */
export const DOUBTS: readonly Doubt[] = [
  {
    code: 'character.unsure',
    field: 'documentNumber',
    line: 1,
    column: 5,
    read: 'O',
    alternatives: [
      { char: 'O', confidence: 0.31 },
      { char: 'D', confidence: 0.05 },
    ],
  },
  {
    code: 'character.changed',
    field: 'surname',
    line: 0,
    column: 8,
    read: 'X',
    alternatives: [{ char: 'X', confidence: 0.2 }],
  },
];
