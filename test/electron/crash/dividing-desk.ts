/** A desk into which pictures of three documents come, and that waits to be killed. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createCaptures } from '../../../electron/capture/captures.ts';
import { createStorage } from '../../../electron/db/storage.ts';
import { openLog } from '../../../electron/log.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { specimenReading } from '../specimens.ts';

const [, , folder = '', masterKey = ''] = process.argv;
const keychain = createMemoryKeychain();
await keychain.set('master-key', masterKey);
const log = openLog({ folder: join(folder, 'logs') });
const storage = createStorage({ folder: join(folder, 'storage'), keychain, log });
const ocr = createScriptedOcr(({ bytes }) => ({ reading: specimenReading(3), display: bytes, zones: [bytes, bytes, bytes] }));
const captures = createCaptures({ storage, ocr, log });
await storage.open();

/** Enough that some are stored, some divided and some waiting whenever the blow falls. */
const PICTURES = 8;

for (let n = 0; n < PICTURES; n += 1) {
  const { captureId } = await captures.add(Buffer.alloc(50_000, n), 'drop');
  writeSync(1, `${JSON.stringify(captureId)}\n`);
}
setTimeout(() => undefined, 60_000);
