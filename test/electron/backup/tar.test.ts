import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTar, writeTar } from '../../../electron/backup/tar.ts';
import { temporaryFolder } from '../profile.ts';

const FILES: Readonly<Record<string, Buffer>> = {
  'empty.json': Buffer.alloc(0), 'pictures/a.display': randomBytes(513), 'desk.db': randomBytes(4096), 'one': Buffer.of(1),
};

async function written(): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of writeTar(Object.entries(FILES).map(([name, bytes]) => ({ name, bytes: bytes.length, content: [bytes] })))) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function read(pieces: Iterable<Buffer>): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  const ended: string[] = [];
  await readTar((async function* source() { yield* pieces; })(), async (name, piece) => {
    if (piece === null) ended.push(name);
    else found[name] = Buffer.concat([found[name] ?? Buffer.alloc(0), piece]);
  });
  expect(ended).toEqual(Object.keys(found));
  return found;
}

it('is opened by any tar', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'backup.tar'), await written());
  execFileSync('tar', ['-xf', 'backup.tar'], { cwd: folder });
  for (const [name, bytes] of Object.entries(FILES)) expect(readFileSync(join(folder, name))).toEqual(bytes);
  expect(readdirSync(join(folder, 'pictures'))).toHaveLength(1);
});

it('is read back, however it was cut on its way', async () => {
  const whole = await written();
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 40 }), async (cuts) => {
    const pieces: Buffer[] = [];
    for (let at = 0, turn = 0; at < whole.length; turn += 1) {
      const length = cuts[turn % cuts.length] ?? 1;
      pieces.push(whole.subarray(at, at + length));
      at += length;
    }
    expect(await read(pieces)).toEqual(FILES);
  }), { numRuns: 100 });
});

it('is refused when it is cut short or holds what no backup does', async () => {
  const whole = await written();
  await expect(read([whole.subarray(0, whole.length - 1024)])).rejects.toThrow('cut short');
  const link = Buffer.from(whole);
  link[156] = '2'.charCodeAt(0);
  await expect(read([link])).rejects.toThrow('no backup');
});
