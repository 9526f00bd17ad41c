/** PDF and TIFF files of several pages, written by hand, so that the tests know every byte of them. */
import sharp from 'sharp';

export type PdfPage = {
  readonly jpeg: Buffer; readonly width: number; readonly height: number;
  readonly rotate?: 0 | 90 | 180 | 270;
};

/** Each page a JPEG at 300 dpi that covers it, as scanners write them; `locked`: behind a password nobody knows. */
export function madePdf(pages: readonly PdfPage[], { locked = false } = {}): Buffer {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let length = 0;
  const push = (part: Buffer | string): void => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (...body: readonly (Buffer | string)[]): void => {
    offsets.push(length);
    push(`${offsets.length} 0 obj\n`);
    body.forEach(push);
    push('\nendobj\n');
  };
  const stream = (dictionary: string, body: Buffer): void =>
    object(`<<${dictionary}/Length ${body.length}>>\nstream\n`, body, '\nendstream');
  push('%PDF-1.4\n');
  object('<</Type/Catalog/Pages 2 0 R>>');
  object(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${3 + index * 3} 0 R`).join(' ')}]>>`);
  for (const [index, { jpeg, width, height, rotate = 0 }] of pages.entries()) {
    const [first, wide, high] = [3 + index * 3, width * 0.24, height * 0.24];
    object(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${wide} ${high}]/Rotate ${rotate}`,
      `/Resources<</XObject<</I ${first + 1} 0 R>>>>/Contents ${first + 2} 0 R>>`);
    stream(`/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode`, jpeg);
    stream('', Buffer.from(`q ${wide} 0 0 ${high} 0 0 cm /I Do Q`));
  }
  if (locked) object(`<</Filter/Standard/V 1/R 2/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>/P -4>>`);
  const table = length;
  push(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`);
  offsets.forEach((offset) => push(`${String(offset).padStart(10, '0')} 00000 n \n`));
  const lock = locked ? `/Encrypt ${offsets.length} 0 R/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]` : '';
  push(`trailer\n<</Size ${offsets.length + 1}/Root 1 0 R${lock}>>\nstartxref\n${table}\n%%EOF\n`);
  return Buffer.concat(parts);
}

/** One page of a colour all over. */
export async function plainPage(width: number, height: number, colour: string): Promise<PdfPage> {
  const jpeg = await sharp({ create: { width, height, channels: 3, background: colour } }).jpeg().toBuffer();
  return { jpeg, width, height };
}

/** Single-page TIFFs, little-endian and classic, chained into one file; what fax and feeder scanners write. */
export function chainedTiff(pages: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(pages);
  let base = 0;
  let link = 4;
  for (const page of pages) {
    const directory = page.readUInt32LE(4);
    const entries = page.readUInt16LE(directory);
    for (let index = 0; index < entries; index += 1) {
      const at = base + directory + 2 + index * 12;
      const [tag, type, count] = [whole.readUInt16LE(at), whole.readUInt16LE(at + 2), whole.readUInt32LE(at + 4)];
      const size = ([0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8][type] ?? 0) * count;
      if (size > 4) {
        const values = whole.readUInt32LE(at + 8) + base;
        whole.writeUInt32LE(values, at + 8);
        if ((tag === 273 || tag === 324) && type === 4) {
          for (let one = 0; one < count; one += 1) whole.writeUInt32LE(whole.readUInt32LE(values + one * 4) + base, values + one * 4);
        }
      } else if (tag === 273 || tag === 324) whole.writeUInt32LE(whole.readUInt32LE(at + 8) + base, at + 8);
    }
    whole.writeUInt32LE(base + directory, link);
    link = base + directory + 2 + entries * 12;
    base += page.length;
  }
  whole.writeUInt32LE(0, link);
  return whole;
}
