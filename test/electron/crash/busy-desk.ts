/** A desk that adds and confirms without end, says what it was promised, and waits to be killed. */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createCaptures } from '../../../electron/capture/captures.ts';
import { createStorage } from '../../../electron/db/storage.ts';
import { openLog } from '../../../electron/log.ts';
import { createRegistrations } from '../../../electron/records/registrations.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { confirmInput, draftOf } from '../specimens.ts';

const [, , folder = '', masterKey = ''] = process.argv;
const keychain = createMemoryKeychain();
await keychain.set('master-key', masterKey);
const log = openLog({ folder: join(folder, 'logs') });
const storage = createStorage({ folder: join(folder, 'storage'), keychain, log });
const captures = createCaptures({ storage, ocr: createScriptedOcr(), log });
const registrations = createRegistrations({ storage, captures, log });
await storage.open();

/** What it has answered. */
export type Promised = { readonly captureId: string; readonly draftId?: string; readonly registrationId?: string };

/** Straight to the pipe: once it is said, the desk is bound by it, whenever the blow falls. */
const promise = (what: Promised): void => void writeSync(1, `${JSON.stringify(what)}\n`);

for (let n = 0; ; n += 1) {
  const { captureId } = await captures.add(Buffer.alloc(50_000, n), 'drop');
  promise({ captureId });
  const draft = draftOf({ documentNumber: `CRASH${n}` });
  const input = confirmInput(draft, { captureId, draftId: randomUUID(), destinations: ['folder', 's3'] });
  const { registrationId } = await registrations.confirm(input);
  promise({ captureId, draftId: input.draftId, registrationId });
}
