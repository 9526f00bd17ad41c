import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../electron/ocr/nets/nets.ts';
import { openReader, type Reader } from '../../../../electron/ocr/reader.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const DEMO = path.join(ROOT, 'resources/demo');

describe('the WebAssembly engine, which takes over where the native library will not load', () => {
  const readers = new Map<Engine, Reader>();
  beforeAll(async () => {
    for (const engine of ['native', 'wasm'] as const) {
      readers.set(engine, await openReader(path.join(ROOT, 'resources/models'), [engine]));
    }
  });

  it.each(readdirSync(DEMO))('reads %s as the native one does, and is as sure of it', async (name) => {
    const bytes = readFileSync(path.join(DEMO, name));
    const readBy = async (engine: Engine) => {
      const { reading } = await (readers.get(engine) as Reader).read(bytes);
      return { status: reading.status, lines: reading.documents.map(({ lines }) => lines.map(({ text }) => text)) };
    };
    const native = await readBy('native');
    expect(native).toMatchObject({ status: 'sure', lines: [expect.any(Array)] });
    expect(await readBy('wasm')).toEqual(native);
  });
});
