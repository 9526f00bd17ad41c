/** Which expected guest a document is. Pure rules; a guess that is not certain is for a person to make. */
import { soundsAlike } from './name-skeleton.ts';
import type { ExpectedGuest, MatchedBy } from './group.ts';

/** Who a document says its holder is; Cyrillic names where the zone gives them back. */
export type Holder = {
  readonly surname: string; readonly givenNames: string; readonly birthDate: string; readonly documentNumber: string;
};

export type Candidate = ExpectedGuest & { readonly id: string };

export type Match =
  | { readonly kind: 'matched'; readonly id: string; readonly by: Exclude<MatchedBy, 'hand'> }
  | { readonly kind: 'asked'; readonly guess: string | null };

/**
 * By the number, else by names and birth date, else by names alone where the list has no birth date. What fits two guests
 * is asked.
 */
export function matchGuest(holder: Holder, candidates: readonly Candidate[]): Match {
  const names = candidates.filter((guest) => isNamed(holder, guest));
  const numbered = candidates.filter((guest) => isNumbered(holder, guest))
    // The same number on somebody else's paper: another country's document, or a slip in the list.
    .filter((guest) => names.includes(guest) || !differs(guest.birthDate, holder.birthDate));
  const born = names.filter(({ birthDate }) => birthDate !== '' && birthDate === holder.birthDate);
  const unborn = names.filter(({ birthDate, documentNumber }) =>
    birthDate === '' && !differs(plainNumber(documentNumber), plainNumber(holder.documentNumber)));
  const steps = [['number', numbered], ['person', born], ['name', born.length > 0 ? [] : unborn]] as const;
  for (const [by, found] of steps) {
    const [only] = found;
    if (only !== undefined && found.length === 1) return { kind: 'matched', id: only.id, by };
  }
  const guesses = [...numbered, ...names, ...candidates.filter((guest) => isAlmost(holder, guest))];
  return { kind: 'asked', guess: guesses[0]?.id ?? null };
}

/** Both are known and not the same. */
const differs = (one: string, other: string): boolean => one !== '' && other !== '' && one !== other;

/** Upper case, without fillers, spaces and dashes. */
const plainNumber = (number: string): string => number.normalize('NFKC').toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

const isNumbered = (holder: Holder, guest: ExpectedGuest): boolean =>
  plainNumber(guest.documentNumber) !== '' && plainNumber(guest.documentNumber) === plainNumber(holder.documentNumber);

const wordsOf = ({ surname, givenNames }: Pick<Holder, 'surname' | 'givenNames'>): string[] =>
  `${surname} ${givenNames}`.split(/[\s,.<-]+/u).filter((word) => word !== '');

/**
 * Every word of the shorter name is found in the longer one: lists swap surname and given names, leave out second names,
 * and give patronymics that documents do not have.
 */
function isNamed(holder: Holder, guest: ExpectedGuest): boolean {
  const [one, other] = [wordsOf(holder), wordsOf(guest)].sort((a, b) => a.length - b.length);
  if (one === undefined || other === undefined || one.length === 0) return false;
  if (one.length === 1 && other.length > 1) return false;
  const left = [...other];
  return one.every((word) => {
    const at = left.findIndex((candidate) => soundsAlike(word, candidate));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** Worth a guess: born on that day, or of that surname. */
const isAlmost = (holder: Holder, guest: ExpectedGuest): boolean =>
  (guest.birthDate !== '' && guest.birthDate === holder.birthDate) || soundsAlike(guest.surname, holder.surname);
