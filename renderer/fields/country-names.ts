import { STATE_CODES, stateName } from '../../shared/mrz/countries.ts';
import type { Language } from '../texts/plural.ts';

/** Name of a state in the interface's language; the bare code where nobody knows it. */
export function countryName(code: string, language: Language): string {
  return stateName(code, language) ?? code;
}

const sorted = new Map<Language, readonly string[]>();

/** Every code, in the order of the names. */
export function countryCodes(language: Language): readonly string[] {
  const known = sorted.get(language);
  if (known !== undefined) return known;
  const collator = new Intl.Collator(language);
  const codes = STATE_CODES.toSorted((a, b) => collator.compare(countryName(a, language), countryName(b, language)));
  sorted.set(language, codes);
  return codes;
}

/** Whether a code answers to what was typed: the code itself, or the beginning of any word of its name. */
export function countryFits(code: string, typed: string, language: Language): boolean {
  const sought = typed.trim().toLocaleLowerCase(language);
  if (sought === '' || code.toLowerCase().startsWith(sought)) return true;
  const name = countryName(code, language).toLocaleLowerCase(language);
  return name.startsWith(sought) || name.split(/[\s(,.-]+/).some((word) => word.startsWith(sought));
}
