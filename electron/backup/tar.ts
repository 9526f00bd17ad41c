/**
 * As much of the tar format (POSIX ustar, IEEE Std 1003.1) as a backup needs: plain files in one folder or below it. Any
 * tar reads what is written here.
 */
const BLOCK = 512;
const NAME_BYTES = 100;
const MOST_BYTES = 8 ** 11 - 1;
const ENDING = Buffer.alloc(2 * BLOCK);

export type TarEntry = { readonly name: string; readonly bytes: number; readonly content: AsyncIterable<Buffer> | Iterable<Buffer> };

/** The archive, piece by piece. `bytes` must be what `content` comes to. */
export async function* writeTar(entries: AsyncIterable<TarEntry> | Iterable<TarEntry>): AsyncGenerator<Buffer> {
  for await (const { name, bytes, content } of entries) {
    yield headerOf(name, bytes);
    let written = 0;
    for await (const piece of content) {
      written += piece.length;
      yield piece;
    }
    if (written !== bytes) throw new Error('a file changed while it was backed up');
    const rest = bytes % BLOCK;
    if (rest > 0) yield Buffer.alloc(BLOCK - rest);
  }
  yield ENDING;
}

function headerOf(name: string, bytes: number): Buffer {
  if (Buffer.byteLength(name) > NAME_BYTES || bytes > MOST_BYTES) throw new Error('a name or a file is too long for a backup');
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0, 'utf8');
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(bytes, 11), 124);
  header.write(octal(0, 11), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Hands each entry's pieces on as they come: a null piece ends it. Throws on what is no such archive. */
export async function readTar(
  source: AsyncIterable<Buffer>, take: (name: string, piece: Buffer | null) => Promise<void>,
): Promise<void> {
  let held: Buffer = Buffer.alloc(0);
  let current: { name: string; left: number; padding: number } | null = null;
  let ended = false;
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length > 0) {
      if (current === null) {
        if (ended || held.length < BLOCK) break;
        const header = held.subarray(0, BLOCK);
        held = held.subarray(BLOCK);
        if (header.every((byte) => byte === 0)) {
          ended = true;
          break;
        }
        current = entryOf(header);
        if (current.left === 0) await take(current.name, Buffer.alloc(0));
      }
      const piece = held.subarray(0, Math.min(current.left, held.length));
      held = held.subarray(piece.length);
      current.left -= piece.length;
      if (piece.length > 0) await take(current.name, piece);
      if (current.left > 0) break;
      const skipped = Math.min(current.padding, held.length);
      held = held.subarray(skipped);
      current.padding -= skipped;
      if (current.padding > 0) break;
      await take(current.name, null);
      current = null;
    }
  }
  if (!ended) throw new Error('the archive is cut short');
}

function entryOf(header: Buffer): { name: string; left: number; padding: number } {
  const text = (from: number, bytes: number): string => header.toString('utf8', from, from + bytes).replace(/\0.*$/s, '');
  const left = Number.parseInt(text(124, 12), 8);
  const known = text(257, 5) === 'ustar' && text(156, 1) === '0';
  if (!known || !Number.isInteger(left)) throw new Error('the archive holds something that no backup does');
  return { name: text(0, NAME_BYTES), left, padding: (BLOCK - (left % BLOCK)) % BLOCK };
}
