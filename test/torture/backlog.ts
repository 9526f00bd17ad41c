/** A desk that was offline for months: does its memory stay flat while it delivers what has gathered? */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createStorage, type OpenStorage } from '../../electron/db/storage.ts';
import type { Log } from '../../electron/log.ts';
import { sql } from '../../electron/db/database.ts';
import { createCourier } from '../../electron/outbox/courier.ts';
import { enqueueDeliveries } from '../../electron/outbox/outbox.ts';
import { insertRegistration } from '../../electron/records/registration-rows.ts';
import { createMemoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { draftOf } from '../electron/specimens.ts';

const MIB = 2 ** 20;

export type Backlog = { readonly rows: number; readonly heapMib: readonly number[]; readonly seconds: number };

/** Delivers `rows` due rows to a destination that says yes at once; the heap after every tenth of them, collected. */
export async function deliverBacklog(folder: string, rows: number): Promise<Backlog> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
  const storage = createStorage({ folder: join(folder, 'storage'), keychain: createMemoryKeychain(), log });
  await storage.open();
  fillOutbox(storage.opened(), rows, 'instant');

  const heapMib: number[] = [];
  let delivered = 0;
  const all = Promise.withResolvers<void>();
  const began = performance.now();
  const courier = createCourier({
    storage, log,
    settled() {
      delivered += 1;
      if (delivered % Math.ceil(rows / 10) === 0) {
        collect();
        heapMib.push(process.memoryUsage().heapUsed / MIB);
      }
      if (delivered === rows) all.resolve();
    },
  });
  courier.serve([{
    name: 'instant', test: async () => ({ ok: true }),
    deliver: async (job) => ({ kind: 'delivered', reference: job.open().registration.id }),
  }]);
  await all.promise;
  const seconds = (performance.now() - began) / 1000;
  await courier.stop();
  storage.close();
  return { rows, heapMib, seconds };
}

/** So many registrations of as many guests, each due at the destination. */
export function fillOutbox({ database, keys }: OpenStorage, rows: number, destination: string): void {
  const residentId = randomUUID();
  database.transaction(() => {
    database.run(sql.insertInto('resident').values({ id: residentId, created_at: 1 }));
    for (let n = 0; n < rows; n += 1) {
      const id = randomUUID();
      insertRegistration(database, keys.fields, {
        id, draftId: randomUUID(), residentId, confirmedAt: n, source: 'typed', captureId: null, document: 0,
        personal: { ...draftOf({ documentNumber: `B${n}` }), checks: {} }, tokens: [],
      });
      enqueueDeliveries(database, { id, captureId: null, confirmedAt: n }, [destination]);
    }
  });
}
