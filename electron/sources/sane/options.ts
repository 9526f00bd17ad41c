import { PASSPORT_AREA, SCAN_DPI } from '../scan-area.ts';
import type { ScanOptions } from '../../../shared/sources.ts';
import { SourceError } from '../scanner.ts';

/** One option of a SANE device, as `scanimage --all-options` lists it: words to choose from, or a range. */
export type SaneOption = {
  readonly name: string;
  readonly words: readonly string[];
  readonly most: number | null;
  readonly least: number | null;
};

/** `    --mode Lineart|Gray|Color [Gray]`, `    -x 0..215.9mm (in steps of 0.1) [215.9]`; inactive ones cannot be set. */
const LINE = /^ {4}(--?[\w-]+)(?:\[=\(([^)]*)\)\])? ?(.*?)(?: \(in steps of [^)]*\))?(?: \[([^\]]*)\])?(?: \[(?:hardware|advanced)\])*$/;

/** The options of a device by name, without their dashes. */
export function readOptions(listing: string): ReadonlyMap<string, SaneOption> {
  const found = new Map<string, SaneOption>();
  for (const line of listing.split(/\r?\n/)) {
    const [, dashed = '', , values = '', present = ''] = LINE.exec(line) ?? [];
    if (dashed === '' || present === 'inactive' || present === 'read-only') continue;
    const name = dashed.replace(/^-+/, '');
    const [, from, to] = /^(-?[\d.]+)\.\.(-?[\d.]+)/.exec(values) ?? [];
    found.set(name, {
      name,
      words: from === undefined ? values.split('|').map((word) => word.trim()).filter((word) => word !== '') : [],
      least: from === undefined ? null : Number(from),
      most: to === undefined ? null : Number(to),
    });
  }
  return found;
}

const FLATBED = /flatbed|platen|normal|glass/i;
const FEEDER = /adf|feeder/i;
const GREY = /^(true )?gr[ae]y(scale)?$/i;
const COLOUR = /^(24bit )?colou?r/i;

/** Whether the device has a glass, or a feeder. One that names no inputs has the one it has: a glass. */
export function inputsOf(options: ReadonlyMap<string, SaneOption>): { flatbed: boolean; feeder: boolean } {
  const words = options.get('source')?.words ?? [];
  if (words.length === 0) return { flatbed: true, feeder: false };
  return { flatbed: words.some((word) => FLATBED.test(word)), feeder: words.some((word) => FEEDER.test(word) && !/duplex/i.test(word)) };
}

/** The arguments for a scan; only what this device has. Throws `source.noFeeder`, `source.noFlatbed`. */
export function scanArguments(wanted: ScanOptions, options: ReadonlyMap<string, SaneOption>): string[] {
  const inputs = inputsOf(options);
  if (wanted.input === 'feeder' && !inputs.feeder) throw new SourceError('source.noFeeder');
  if (wanted.input === 'flatbed' && !inputs.flatbed) throw new SourceError('source.noFlatbed');
  const args: string[] = [];
  const choose = (name: string, fits: (word: string) => boolean): void => {
    const word = options.get(name)?.words.find(fits);
    if (word !== undefined) args.push(`--${name}=${word}`);
  };
  // The input first: on many devices it decides what the others may be.
  const input = wanted.input === 'feeder' ? FEEDER : FLATBED;
  choose('source', (word) => input.test(word) && !/duplex/i.test(word));
  const [first, second] = wanted.colour === 'grey' ? [GREY, COLOUR] : [COLOUR, GREY];
  const modes = options.get('mode')?.words ?? [];
  choose('mode', (word) => (modes.some((one) => first.test(one)) ? first : second).test(word));
  args.push(...resolution(options.get('resolution')));
  const depth = options.get('depth')?.words.find((word) => Number.parseInt(word, 10) === 8);
  if (depth !== undefined) args.push('--depth=8');
  const [width, height] = [options.get('x'), options.get('y')];
  if (width !== undefined && height !== undefined) {
    const side = ({ most }: SaneOption, passport: number): number =>
      (wanted.area === 'bed' ? most ?? passport : Math.min(passport, most ?? passport));
    args.push('-l', '0', '-t', '0', '-x', String(side(width, PASSPORT_AREA.width)), '-y', String(side(height, PASSPORT_AREA.height)));
  }
  return args;
}

/** 300 dpi, else the next finer there is, else the finest. */
function resolution(option: SaneOption | undefined): string[] {
  if (option === undefined) return [];
  if (option.most !== null) {
    return [`--resolution=${Math.max(Math.min(SCAN_DPI, option.most), option.least ?? 0)}`];
  }
  const listed = option.words.map((word) => Number.parseInt(word, 10)).filter((dpi) => dpi > 0).toSorted((a, b) => a - b);
  const dpi = listed.find((one) => one >= SCAN_DPI) ?? listed.at(-1);
  return dpi === undefined ? [] : [`--resolution=${dpi}`];
}
