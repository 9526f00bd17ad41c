/** Names as ICAO Doc 9303-3, 4.6 lays them: primary identifier, two fillers, secondary identifier, fillers. */

export type NamePart = {
  /** With spaces where fillers stood. */
  readonly value: string;
  /** As printed, without the trailing fillers of the field. */
  readonly raw: string;
  /** First and past-the-last place within the field. */
  readonly start: number;
  readonly end: number;
};

export type Names = {
  readonly primary: NamePart;
  readonly secondary: NamePart;
  /** The last place of the field holds a letter, so the name may have been cut to fit. */
  readonly mayBeCut: boolean;
};

/** Splits a whole name field at its first double filler. Without one, all of it is the primary identifier. */
export function readNames(raw: string): Names {
  const leading = /^<*/.exec(raw)?.[0].length ?? 0;
  const split = raw.indexOf('<<', leading);
  const primaryEnd = split < 0 ? raw.length : split;
  const primary = namePart(raw, leading, primaryEnd);
  const secondary = namePart(raw, split < 0 ? raw.length : split + 2, raw.length);
  return { primary, secondary, mayBeCut: mayBeCut(raw) };
}

/** A name that stands alone in its field (French documents): double fillers part its names, too. */
export function readSingleName(raw: string): NamePart {
  return namePart(raw, 0, raw.length);
}

/** Whether the field is full to its last place (ICAO Doc 9303-3, 4.6: a cut name ends with a letter there). */
export function mayBeCut(raw: string): boolean {
  return raw.length > 0 && !raw.endsWith('<');
}

function namePart(field: string, from: number, to: number): NamePart {
  let start = from;
  let end = to;
  while (end > start && field.charAt(end - 1) === '<') end -= 1;
  while (start < end && field.charAt(start) === '<') start += 1;
  const raw = field.slice(start, end);
  return { value: raw.replace(/<+/g, ' '), raw, start, end };
}
