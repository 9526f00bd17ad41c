/**
 * What is left of a name when everything that transliterations disagree on is taken away, so that СЕРГЕЙ, SERGEI, SERGEY
 * and SERGUEI, or MÜLLER and MUELLER, come to (nearly) the same. For comparing only; never shown or stored.
 */

/** ICAO Doc 9303 part 3, section 6 B, with its doubled forms; the rules below make one of all of them. */
const CYRILLIC: Readonly<Record<string, string>> = {
  А: 'A', Б: 'B', В: 'V', Г: 'G', Ґ: 'G', Д: 'D', Е: 'E', Є: 'IE', Ж: 'ZH', З: 'Z', И: 'I', І: 'I', К: 'K', Л: 'L', М: 'M',
  Н: 'N', О: 'O', П: 'P', Р: 'R', С: 'S', Т: 'T', У: 'U', Ф: 'F', Х: 'KH', Ц: 'TS', Ч: 'CH', Ш: 'SH', Щ: 'SH', Ъ: '', Ы: 'Y',
  Ь: '', Э: 'E', Ю: 'IU', Я: 'IA',
};

/** Letters that Unicode does not take apart. */
const LATIN: Readonly<Record<string, string>> = { Ø: 'O', Æ: 'A', Œ: 'O', ẞ: 'S', Ł: 'L', Đ: 'D', Þ: 'T', Ð: 'D', ı: 'I' };

/** In this order. What comes out in small letters no later rule touches. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/W/g, 'V'],
  [/S(?:CHTSCH|HCH|CHCH|HTSH)/g, 'w'], [/T(?:SCH|CH)|CH/g, 'q'], [/SCH|SH|SZ/g, 'w'],
  [/ZH/g, 'j'], [/KH/g, 'h'], [/TS|TZ/g, 'c'], [/PH/g, 'f'], [/TH/g, 't'], [/CK|C|Q/g, 'k'], [/X/g, 'ks'],
  [/GU(?=[EI])/g, 'g'],
  [/[IYJ]+A/g, 'a'], [/[IYJ]+U/g, 'u'], [/[IYJ]+[OE]/g, 'e'],
  [/AE|AA/g, 'a'], [/OE/g, 'o'], [/UE/g, 'u'], [/OU/g, 'u'],
  [/[IYJ]+/g, 'i'],
];

/** One word; signs that are no letters are left out. */
export function nameSkeleton(word: string): string {
  const plain = word.toUpperCase().normalize('NFKD').replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}]/gu, '')
    .replaceAll(/[^A-Z]/gu, (letter) => CYRILLIC[letter] ?? LATIN[letter] ?? letter);
  const rough = RULES.reduce((text, [from, to]) => text.replaceAll(from, to), plain).toLowerCase();
  return rough.replaceAll(/(.)\1+/gu, '$1');
}

/** Signs two skeletons may differ by: short names are told apart by one. */
const allowance = (length: number): number => (length >= 9 ? 2 : length >= 5 ? 1 : 0);

/** Whether two words are likely one name written in two ways. */
export function soundsAlike(one: string, other: string): boolean {
  const [a, b] = [nameSkeleton(one), nameSkeleton(other)];
  return a !== '' && distance(a, b) <= allowance(Math.min(a.length, b.length));
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
