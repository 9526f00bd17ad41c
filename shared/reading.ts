/**
 * What the reader made of a picture. ICAO Doc 9303 words throughout. Plain data: crosses IPC, is stored (encrypted)
 * with its capture and is what `npm run scan -- --json` prints.
 */

/** Layouts of a machine-readable zone. A Russian internal passport (PNRUS) is a TD3 whose line 1 begins `PNRUS`. */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRVA' | 'MRVB' | 'FRA-ID' | 'FRA-DL' | 'CHE-DL' | 'IDL';

/**
 * `sure`: the evidence itself is certain; `check`: a person must look, `doubts` says where; `none`: nothing found.
 * A document is never `none`; a picture with no document is.
 */
export type ReadingStatus = 'sure' | 'check' | 'none';

/** A point in pixels of the picture after its EXIF turn; x to the right, y down. */
export type Point = readonly [x: number, y: number];

/** Corners in reading direction: first-character top, last-character top, last-character bottom, first-character bottom. */
export type Quad = readonly [Point, Point, Point, Point];

/** One sign as read. `confidence` is the calibrated probability (0..1) that `char` is what is printed. */
export type ReadCharacter = {
  readonly char: string;
  readonly confidence: number;
  /** Other signs worth showing, most probable first; empty when nothing else is plausible. */
  readonly alternatives: readonly { readonly char: string; readonly confidence: number }[];
};

export type ReadLine = {
  readonly text: string;
  readonly characters: readonly ReadCharacter[];
  readonly quad: Quad;
};

/** Names of the fields, in the order they stand on paper. */
export const FIELD_NAMES = [
  'surname', 'givenNames', 'sex', 'birthDate', 'nationality',
  'documentCode', 'documentNumber', 'issuingState', 'expiryDate', 'optionalData',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** State of the check digit that guards a field. `empty`: `<` printed where the field itself is empty. */
export type CheckState = 'right' | 'wrong' | 'empty' | 'unguarded';

export type ReadField = {
  readonly name: FieldName;
  /** For people: names with spaces, dates as YYYY-MM-DD (unknown parts as `00`), `M` `F` `X` or '' for sex. */
  readonly value: string;
  /** As printed, fillers included. */
  readonly raw: string;
  /** Probability (0..1) that every sign of the field is right. */
  readonly confidence: number;
  readonly check: CheckState;
  /** Where it stands: zero-based line, first and past-the-last column. Pieces, as a long number may overflow. */
  readonly at: readonly { readonly line: number; readonly start: number; readonly end: number }[];
};

export type CheckDigit = {
  readonly guards: 'documentNumber' | 'birthDate' | 'expiryDate' | 'optionalData' | 'composite';
  readonly line: number;
  readonly column: number;
  readonly state: Exclude<CheckState, 'unguarded'>;
};

/** Why a person must look. Codes; the page has the sentences. */
export type DoubtCode =
  | 'character.unsure' //      evidence for this sign is weak, or two signs look alike here
  | 'character.changed' //     the search under check digits chose other than the likeliest sign
  | 'checkDigit.wrong'
  | 'date.impossible'
  | 'state.unknown'
  | 'letter.outOfPlace' //     a sign its place does not allow, printed so
  | 'name.truncated'
  | 'line.clipped' //          the first or last column was not seen, or signs are cut by the picture's edge
  | 'format.unsure';

export type Doubt = {
  readonly code: DoubtCode;
  readonly field?: FieldName;
  readonly line?: number;
  readonly column?: number;
  /** The sign the eye alone would have read, where it differs from what was chosen. */
  readonly read?: string;
  readonly alternatives?: readonly { readonly char: string; readonly confidence: number }[];
};

export type ReadDocument = {
  readonly status: Exclude<ReadingStatus, 'none'>;
  readonly format: MrzFormat;
  readonly lines: readonly ReadLine[];
  readonly fields: Readonly<Partial<Record<FieldName, ReadField>>>;
  /** Cyrillic names given back from a PNRUS zone; patronymic included. */
  readonly cyrillic?: { readonly surname: string; readonly givenNames: string };
  readonly checkDigits: readonly CheckDigit[];
  /** Calibrated probability (0..1) that every sign of every line is right. */
  readonly confidence: number;
  readonly doubts: readonly Doubt[];
  /** The zone on the picture, all lines together. Absent for a wedge or serial reader. */
  readonly box?: Quad;
};

/** Why a picture reads badly, when the picture is the reason. */
export type QualityHint = 'tooDark' | 'glare' | 'outOfFocus' | 'tooSmall' | 'clipped';

export type Reading = {
  readonly status: ReadingStatus;
  readonly documents: readonly ReadDocument[];
  readonly quality: readonly QualityHint[];
  /** Pixels of the upright picture the coordinates refer to; 0 when there was no picture. */
  readonly width: number;
  readonly height: number;
  /** Milliseconds inside the reader. */
  readonly ms: number;
  /** First 12 hex digits of the recogniser's SHA-256: which model read this. '' for lines that came as text. */
  readonly model: string;
};
