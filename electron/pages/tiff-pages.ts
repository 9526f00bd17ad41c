/**
 * Pages of a TIFF, each made a file of its own without decoding it: its directory and its strips or tiles are copied.
 * TIFF 6.0; a page of a kind that is not copied so (BigTIFF, JPEG of the old style) becomes the whole file with that page
 * first, which every decoder reads as well.
 */
import { DeskError } from '../../shared/errors.ts';
import { isTiff } from './kind-of-file.ts';
import { MAX_PAGES } from './limits.ts';

type Entry = { readonly tag: number; readonly type: number; readonly count: number; readonly value: Uint8Array };
type Directory = { readonly at: number; readonly next: number; readonly entries: readonly Entry[] };

const SUBFILE = 254;
const STRIP_OFFSETS = 273;
const STRIP_BYTES = 279;
const TILE_OFFSETS = 324;
const TILE_BYTES = 325;
const OLD_JPEG = [513, 514, 519, 520, 521];
/** Point at further directories, which are not copied. */
const POINTERS = [330, 34665, 34853, 40965];
const SHORT = 3;
const LONG = 4;
/** Bytes of a value of each type, 1 to 12. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/**
 * Where the directories of the pages begin, thumbnails left out. Throws `picture.damaged` for a chain that leads outside
 * the file, `file.tooManyPages`.
 */
export function tiffPages(bytes: Uint8Array): number[] {
  const file = reader(bytes);
  const pages: number[] = [];
  const seen = new Set<number>();
  for (let at = file.first; at !== 0; ) {
    if (seen.has(at)) throw new DeskError('picture.damaged', 'the pages of the TIFF run in a circle');
    seen.add(at);
    if (seen.size > 2 * MAX_PAGES) throw new DeskError('file.tooManyPages');
    const directory = file.directory(at);
    // A chain cut short after its first pages still gives those.
    if (directory === null) break;
    if (!isThumbnail(directory, file.little)) pages.push(at);
    at = directory.next;
  }
  if (pages.length === 0) throw new DeskError('picture.damaged', 'the TIFF has no page');
  if (pages.length > MAX_PAGES) throw new DeskError('file.tooManyPages');
  return pages;
}

/** One page as a file of its own; `at` is one of `tiffPages`. */
export function tiffPage(bytes: Uint8Array, at: number): Uint8Array {
  const file = reader(bytes);
  const directory = file.directory(at);
  if (directory === null) throw new DeskError('picture.damaged', 'a page of the TIFF is gone');
  return (file.big ? null : copied(bytes, directory, file.little)) ?? file.startingAt(at);
}

function reader(bytes: Uint8Array) {
  if (bytes.byteLength < 16 || !isTiff(bytes)) throw new DeskError('picture.damaged', 'no TIFF');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const offsetAt = (at: number): number => (big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const [countSize, entrySize, inline] = big ? [8, 20, 8] : [2, 12, 4];
  const first = offsetAt(big ? 8 : 4);

  /** Null where it lies outside the file. */
  function directory(at: number): Directory | null {
    if (at + countSize > bytes.byteLength) return null;
    const count = big ? Number(view.getBigUint64(at, little)) : view.getUint16(at, little);
    const end = at + countSize + count * entrySize;
    if (end + inline > bytes.byteLength) return null;
    const entries: Entry[] = [];
    for (let entry = at + countSize; entry < end; entry += entrySize) {
      const type = view.getUint16(entry + 2, little);
      const values = offsetAt(entry + 4);
      const size = (SIZES[type] ?? 0) * values;
      const from = size <= inline ? entry + entrySize - inline : offsetAt(entry + entrySize - inline);
      if (size === 0 || from + size > bytes.byteLength) continue;
      entries.push({ tag: view.getUint16(entry, little), type, count: values, value: bytes.subarray(from, from + size) });
    }
    return { at, next: offsetAt(end), entries };
  }

  /** The file as it is, beginning with the page at `at`. */
  function startingAt(at: number): Uint8Array {
    const copy = bytes.slice();
    const changed = new DataView(copy.buffer);
    if (big) changed.setBigUint64(8, BigInt(at), little);
    else changed.setUint32(4, at, little);
    return copy;
  }

  return { little, big, first, directory, startingAt };
}

const numbersOf = ({ type, value }: Entry, little: boolean): number[] => {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const numbers: number[] = [];
  const size = type === SHORT ? 2 : 4;
  for (let at = 0; at + size <= value.byteLength; at += size) {
    numbers.push(size === 2 ? view.getUint16(at, little) : view.getUint32(at, little));
  }
  return numbers;
};

function isThumbnail({ entries }: Directory, little: boolean): boolean {
  const subfile = entries.find(({ tag, type }) => tag === SUBFILE && type === LONG);
  return subfile !== undefined && ((numbersOf(subfile, little)[0] ?? 0) & 1) === 1;
}

/** Null for a page whose pixels do not lie in plain strips or tiles. */
function copied(bytes: Uint8Array, { entries }: Directory, little: boolean): Uint8Array | null {
  const whole = (tag: number): Entry | undefined =>
    entries.find((entry) => entry.tag === tag && (entry.type === SHORT || entry.type === LONG));
  const tiled = whole(TILE_OFFSETS) !== undefined;
  const offsets = whole(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
  const lengths = whole(tiled ? TILE_BYTES : STRIP_BYTES);
  if (!offsets || !lengths || entries.some(({ tag }) => OLD_JPEG.includes(tag))) return null;
  const [from, sizes] = [numbersOf(offsets, little), numbersOf(lengths, little)];
  if (from.length !== sizes.length) return null;

  const blocks: Uint8Array[] = [];
  const places: number[] = [];
  let end = 8;
  const put = (block: Uint8Array): number => {
    const at = end;
    blocks.push(block);
    end += block.byteLength;
    // Values begin at even places.
    if (end % 2 === 1) {
      blocks.push(new Uint8Array(1));
      end += 1;
    }
    return at;
  };
  for (const [index, at] of from.entries()) places.push(put(bytes.subarray(at, at + (sizes[index] ?? 0))));

  const kept = entries.filter(({ tag }) => !POINTERS.includes(tag)).map((entry) =>
    entry === offsets ? { ...entry, type: LONG, count: places.length, value: longs(places, little) } : entry);
  const table = kept.map((entry) => ({ ...entry, at: entry.value.byteLength > 4 ? put(entry.value) : null }));

  const page = new Uint8Array(end + 2 + table.length * 12 + 4);
  page.set(bytes.subarray(0, 4));
  const view = new DataView(page.buffer);
  view.setUint32(4, end, little);
  let at = 8;
  for (const block of blocks) {
    page.set(block, at);
    at += block.byteLength;
  }
  view.setUint16(end, table.length, little);
  table.forEach((entry, index) => {
    const place = end + 2 + index * 12;
    view.setUint16(place, entry.tag, little);
    view.setUint16(place + 2, entry.type, little);
    view.setUint32(place + 4, entry.count, little);
    if (entry.at === null) page.set(entry.value, place + 8);
    else view.setUint32(place + 8, entry.at, little);
  });
  return page;
}

function longs(numbers: readonly number[], little: boolean): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 4);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, index) => view.setUint32(index * 4, number, little));
  return bytes;
}
