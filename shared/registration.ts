import type { CheckState, FieldName, MrzFormat } from './reading.ts';
import type { Source } from './capture.ts';

/** Who a field's present value comes from. `resident`: corrected by the guest before arrival. */
export type FieldOrigin = 'mrz' | 'typed' | 'earlier' | 'resident';

export type DraftField = { readonly value: string; readonly origin: FieldOrigin };

/** What a desk notes of the stay; all optional, dates YYYY-MM-DD. */
export type Stay = {
  readonly room: string;
  readonly arrival: string;
  readonly departure: string;
  readonly phone: string;
  readonly note: string;
};

/** What the page edits between Reading and Registration. */
export type Draft = {
  readonly format: MrzFormat | null;
  readonly fields: Readonly<Record<FieldName, DraftField>>;
  /** Cyrillic names, for PNRUS; empty strings otherwise. */
  readonly cyrillic: { readonly surname: string; readonly givenNames: string };
  /** MRZ lines as corrected so far; empty when typed by hand. */
  readonly lines: readonly string[];
  readonly stay: Stay;
};

/** What the desk warns of; `blocks` ones must be mended before Confirm. */
export type WarningCode =
  | 'expired' | 'expiresSoon' | 'minor' | 'checkDigitWrong' | 'nameTruncated' | 'numberLetterO'
  | 'seenBefore' | 'fieldEmpty' | 'dateImpossible' | 'stateUnknown' | 'stayBackwards';
export type Warning = {
  readonly code: WarningCode;
  readonly field?: FieldName | keyof Stay;
  readonly blocks: boolean;
};

/** A person confirmed this. Never changed afterwards: whoever was wrong confirms another one. */
export type Registration = {
  readonly id: string;
  readonly residentId: string;
  readonly confirmedAt: number;
  /** `typed`: by hand, without a capture. */
  readonly source: Source | 'typed';
  readonly captureId: string | null;
  readonly format: MrzFormat | null;
  readonly fields: Readonly<Record<FieldName, DraftField>>;
  readonly cyrillic: { readonly surname: string; readonly givenNames: string };
  readonly lines: readonly string[];
  readonly checks: Readonly<Partial<Record<FieldName, CheckState>>>;
  readonly stay: Stay;
};

/** By which people tell a registration from all others; the beginning of its id, which says nothing of the guest. */
export const registrationNumber = (id: string): string => id.slice(0, 13);

/**
 * The beginning of the id that a person may have meant, however it was typed; null for what is too short to tell one
 * registration from the others, or no number of one.
 */
export function typedRegistrationNumber(text: string): string | null {
  const signs = text.toLowerCase().replaceAll(/[\s\p{Pd}№]/gu, '');
  if (!/^[0-9a-f]{12,32}$/.test(signs)) return null;
  return [signs.slice(0, 8), signs.slice(8, 12), signs.slice(12, 16), signs.slice(16, 20), signs.slice(20)]
    .filter((part) => part !== '').join('-');
}

/** A row of the list. `maskedNumber` shows the last three signs only, e.g. `••••••236`. */
export type RegistrationRow = {
  readonly id: string;
  readonly confirmedAt: number;
  readonly surname: string;
  readonly givenNames: string;
  readonly nationality: string;
  readonly birthDate: string;
  readonly maskedNumber: string;
  readonly room: string;
  readonly arrival: string;
  readonly departure: string;
};

/**
 * An earlier registration that may be the same person. For `document` it comes whole, as the number is known already;
 * for `person` its number, optional data and lines are masked (`•`) and must not be taken over.
 */
export type EarlierStay = { readonly why: 'document' | 'person'; readonly registration: Registration };
