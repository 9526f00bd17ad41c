/** What `npm run scan` prints for each file. The JSON shape is documented in docs/scan-json.md and kept stable. */
import type { ErrorCode } from '../../shared/errors.ts';
import type { Doubt, FieldName, MrzFormat, Point, QualityHint, Reading } from '../../shared/reading.ts';

export type ScannedDocument = {
  readonly status: 'sure' | 'check';
  readonly format: MrzFormat;
  readonly lines: readonly string[];
  readonly fields: Readonly<Partial<Record<FieldName | 'surnameCyrillic' | 'givenNamesCyrillic', string>>>;
  readonly confidence: number;
  readonly doubts: readonly Doubt[];
  /** Corners of the zone in pixels of the upright picture, in reading direction from the first character's top. */
  readonly box?: readonly Point[];
};

export type ScannedFile = {
  readonly file: string;
  /** Milliseconds inside the reader. */
  readonly ms: number;
  readonly documents: readonly ScannedDocument[];
  readonly quality: readonly QualityHint[];
  readonly error?: ErrorCode;
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export function scannedFile(file: string, reading: Reading): ScannedFile {
  const documents = reading.documents.map((document): ScannedDocument => {
    const fields = Object.fromEntries(Object.values(document.fields).map(({ name, value }) => [name, value]));
    const cyrillic = document.cyrillic
      ? { surnameCyrillic: document.cyrillic.surname, givenNamesCyrillic: document.cyrillic.givenNames }
      : {};
    return {
      status: document.status,
      format: document.format,
      lines: document.lines.map(({ text }) => text),
      fields: { ...fields, ...cyrillic },
      confidence: rounded(document.confidence, 4),
      doubts: document.doubts,
      ...(document.box ? { box: document.box.map(([x, y]) => [rounded(x, 1), rounded(y, 1)] as const) } : {}),
    };
  });
  return { file, ms: reading.ms, documents, quality: reading.quality };
}

export const failedFile = (file: string, ms: number, error: ErrorCode): ScannedFile =>
  ({ file, ms: Math.round(ms), documents: [], quality: [], error });

const SENTENCES: Readonly<Partial<Record<ErrorCode, string>>> = {
  'file.unreadable': 'the file is not there or may not be read',
  'picture.tooManyPixels': 'the picture is over 60 megapixels',
  'picture.tooManyBytes': 'the file is over 40 MB',
  'picture.unknownFormat': 'this is not a picture (JPEG, PNG, WebP, TIFF and BMP are)',
  'picture.damaged': 'the picture is damaged',
  'picture.empty': 'the file is empty',
  'ocr.crashed': 'reading it broke off twice',
  'ocr.timedOut': 'reading it took too long',
  'ocr.modelDamaged': 'the reader\'s files under resources/models are damaged',
  'ocr.unavailable': 'the reader does not start here',
};

/** A few lines for people. `systemCode`: the operating system's own word (ENOENT, EACCES…), where it has one. */
export function forPeople(scanned: ScannedFile, systemCode?: string): string {
  const { file, ms, documents, quality, error } = scanned;
  if (error !== undefined) return `${file}: ${SENTENCES[error] ?? error}${systemCode === undefined ? '' : ` (${systemCode})`}`;
  const hints = quality.length > 0 ? ` (${quality.join(', ')})` : '';
  if (documents.length === 0) return `${file}: no MRZ found, ${ms} ms${hints}`;
  return documents.map(({ status, format, lines, confidence, doubts }) => [
    `${file}: ${status}, ${format}, confidence ${confidence.toFixed(3)}, ${ms} ms${hints}`,
    ...lines.map((line) => `  ${line}`),
    ...(doubts.length > 0 ? [`  look at: ${doubts.map(nameOf).join('; ')}`] : []),
  ].join('\n')).join('\n');
}

function nameOf({ code, field, line, column }: Doubt): string {
  const where = line === undefined ? '' : ` line ${line + 1}${column === undefined ? '' : ` column ${column + 1}`}`;
  return `${code}${where}${field === undefined ? '' : ` (${field})`}`;
}

/** 0: every document sure. 2: a person must look, or nothing was found. 1: a file could not be read. */
export function exitCodeFor(files: readonly ScannedFile[]): 0 | 1 | 2 {
  if (files.some(({ error }) => error !== undefined)) return 1;
  const sure = ({ documents }: ScannedFile): boolean =>
    documents.length > 0 && documents.every(({ status }) => status === 'sure');
  return files.every(sure) ? 0 : 2;
}
