/**
 * What a picture file says about itself in its first bytes: format, size and EXIF turn. Read by ourselves, so that a
 * size bomb is refused before any decoder sees it, and so that both decoders agree on the turn.
 */
import { DeskError } from '../../../shared/errors.ts';
import { readTiffDirectory } from './tiff-directory.ts';

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'tiff' | 'bmp';

/** EXIF orientation, 1 to 8; 1 is upright. */
export type ExifTurn = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** `width` and `height` are those of the stored pixels, before the turn. */
export type PictureHeader = {
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
  readonly turn: ExifTurn;
  /** Known to hold one eight-bit channel only: to be decoded without making three of it. */
  readonly grey?: boolean;
  /** A JPEG as nearly all are: eight bits, grey or in colour, in one pass from top to bottom, and of sRGB. */
  readonly ordinary?: boolean;
};

const ascii = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

const exifTurn = (value: number | undefined): ExifTurn =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= 8 ? (value as ExifTurn) : 1;

/** A header cut short reads as undefined here, never as an exception of DataView. */
class Bytes {
  readonly #view: DataView;
  readonly length: number;
  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.byteLength;
  }
  u8(at: number): number {
    return at + 1 <= this.length ? this.#view.getUint8(at) : 0;
  }
  u16(at: number, littleEndian = false): number {
    return at + 2 <= this.length ? this.#view.getUint16(at, littleEndian) : 0;
  }
  u32(at: number, littleEndian = false): number {
    return at + 4 <= this.length ? this.#view.getUint32(at, littleEndian) : 0;
  }
  i32(at: number): number {
    return at + 4 <= this.length ? this.#view.getInt32(at, true) : 0;
  }
}

function formatOf(bytes: Uint8Array): PictureFormat | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  const four = ascii(bytes, 0, 4);
  if (four === 'II*\0' || four === 'MM\0*' || four === 'II+\0' || four === 'MM\0+') return 'tiff';
  if (ascii(bytes, 0, 2) === 'BM') return 'bmp';
  return null;
}

/** EXIF is a TIFF directory, in JPEG and often elsewhere after the six bytes `Exif\0\0`. */
function turnOfExif(exif: Uint8Array): ExifTurn {
  const tiff = ascii(exif, 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  return exifTurn(readTiffDirectory(tiff)?.orientation);
}

/** Start-of-frame markers; C4, C8 and CC of that range mean other things (ITU T.81, table B.1). */
const isStartOfFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Baseline and extended sequential, Huffman coded; a progressive file may ask for thousands of passes. */
const isSequential = (marker: number): boolean => marker === 0xc0 || marker === 0xc1;

/** Whether a profile (ICC.1, in its own segment of the file) describes sRGB, by its name in ASCII or in UTF-16. */
function describesSrgb(profile: Uint8Array): boolean {
  const text = Buffer.from(profile.buffer, profile.byteOffset, profile.byteLength);
  return text.includes('sRGB', 'latin1') || text.includes('s\0R\0G\0B', 'latin1');
}

function jpegHeader(file: Uint8Array): PictureHeader | null {
  const bytes = new Bytes(file);
  let turn: ExifTurn = 1;
  let ownColours = false;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes.u8(at) !== 0xff) {
      at += 1; // Garbage between segments: decoders skip it as well.
      continue;
    }
    const marker = bytes.u8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (isStartOfFrame(marker)) {
      const [depth, height, width, components] = [bytes.u8(at + 4), bytes.u16(at + 5), bytes.u16(at + 7), bytes.u8(at + 9)];
      const grey = depth === 8 && components === 1;
      const colour = depth === 8 && components === 3;
      return { format: 'jpeg', width, height, turn, grey, ordinary: (grey || colour) && isSequential(marker) && !ownColours };
    } else if (marker === 0xda || marker === 0xd9) return null;
    else {
      const length = bytes.u16(at + 2);
      if (marker === 0xe1 && ascii(file, at + 4, at + 8) === 'Exif') {
        turn = turnOfExif(file.subarray(at + 4, at + 2 + length));
      }
      if (marker === 0xe2 && ascii(file, at + 4, at + 15) === 'ICC_PROFILE') {
        ownColours ||= !describesSrgb(file.subarray(at + 4, at + 2 + length));
      }
      at += 2 + Math.max(2, length);
    }
  }
  return null;
}

function pngHeader(file: Uint8Array): PictureHeader | null {
  const bytes = new Bytes(file);
  if (ascii(file, 12, 16) !== 'IHDR') return null;
  let turn: ExifTurn = 1;
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.u32(at)) {
    const kind = ascii(file, at + 4, at + 8);
    if (kind === 'eXIf') turn = turnOfExif(file.subarray(at + 8, at + 8 + bytes.u32(at)));
    if (kind === 'IDAT' || kind === 'eXIf') break;
  }
  return { format: 'png', width: bytes.u32(16), height: bytes.u32(20), turn };
}

function webpHeader(file: Uint8Array): PictureHeader | null {
  const bytes = new Bytes(file);
  const kind = ascii(file, 12, 16);
  if (kind === 'VP8 ') {
    const width = bytes.u16(26, true) & 0x3fff;
    return { format: 'webp', width, height: bytes.u16(28, true) & 0x3fff, turn: 1 };
  }
  if (kind === 'VP8L') {
    const bits = bytes.u32(21, true);
    return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, turn: 1 };
  }
  if (kind !== 'VP8X') return null;
  const width = (bytes.u32(24, true) & 0xffffff) + 1;
  const height = (bytes.u32(27, true) & 0xffffff) + 1;
  let turn: ExifTurn = 1;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = bytes.u32(at + 4, true);
    if (ascii(file, at, at + 4) === 'EXIF') turn = turnOfExif(file.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length & 1);
  }
  return { format: 'webp', width, height, turn };
}

function tiffHeader(file: Uint8Array): PictureHeader | null {
  const directory = readTiffDirectory(file);
  if (!directory) return null;
  const { width, height, orientation } = directory;
  return { format: 'tiff', width: width ?? 0, height: height ?? 0, turn: exifTurn(orientation) };
}

function bmpHeader(file: Uint8Array): PictureHeader | null {
  const bytes = new Bytes(file);
  const core = bytes.u32(14, true) === 12;
  const width = core ? bytes.u16(18, true) : bytes.i32(18);
  const height = core ? bytes.u16(20, true) : bytes.i32(22);
  return { format: 'bmp', width: Math.abs(width), height: Math.abs(height), turn: 1 };
}

const READERS = { jpeg: jpegHeader, png: pngHeader, webp: webpHeader, tiff: tiffHeader, bmp: bmpHeader };

/**
 * Reads a file's header, by content and never by name.
 * Throws DeskError `picture.empty`, `picture.unknownFormat` or, for a header that makes no sense, `picture.damaged`.
 */
export function readPictureHeader(file: Uint8Array): PictureHeader {
  if (file.byteLength === 0) throw new DeskError('picture.empty');
  const format = formatOf(file);
  if (!format) throw new DeskError('picture.unknownFormat');
  const header = READERS[format](file);
  if (!header || header.width < 1 || header.height < 1) {
    throw new DeskError('picture.damaged', `the ${format} header gives no size`);
  }
  return header;
}
