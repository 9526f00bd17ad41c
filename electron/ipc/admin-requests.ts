import type { AdminLock } from '../admin/admin-lock.ts';
import type { Storage } from '../db/storage.ts';
import type { Erasures } from '../erasure/erasures.ts';
import type { Purge } from '../policy/purge.ts';
import { checkAudit, listAudit, writeAudit } from '../records/audit.ts';
import { writeAuditCsv } from '../records/audit-csv.ts';
import type { RequestTable } from './handle.ts';

type Names = Extract<keyof RequestTable, `admin:${string}` | `purge:${string}` | `audit:${string}` | `erasure:${string}`>;

/** What an administrator asks of the lock, the purge and the audit log; who may is for the gate to say. */
export function adminRequests(parts: {
  lock: AdminLock; purge: Purge; erasures: Erasures; storage: Storage; chooseSaveFile: (name: string) => Promise<string | null>;
}): Pick<RequestTable, Names> {
  const { lock, purge, erasures, storage, chooseSaveFile } = parts;
  return {
    'admin:state': () => lock.state(),
    'admin:setPin': ({ pin }) => lock.setPin(pin),
    'admin:unlock': ({ pin }) => lock.unlock(pin),
    'admin:lock': () => lock.lock(),
    'admin:resetPin': ({ recoveryCode, pin }) => lock.resetPin(recoveryCode, pin),
    'erasure:preview': ({ registrationId }) => erasures.guest.preview(registrationId),
    'erasure:commit': ({ token }) => erasures.guest.commit(token),
    'erasure:list': async () => erasures.list(),
    'erasure:retry': async ({ erasureId }) => {
      erasures.retry(erasureId);
      return null;
    },
    'erasure:leave': async ({ erasureId }) => {
      erasures.leave(erasureId);
      return null;
    },
    'purge:state': async () => purge.state(),
    'purge:run': async () => {
      await purge.run();
      return purge.state();
    },
    'audit:list': async ({ before, limit }) => {
      const rows = listAudit(storage.opened(), before, limit + 1);
      const page = rows.slice(0, limit);
      return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
    'audit:check': () => checkAudit(storage.opened()),
    'audit:export': async () => {
      const file = await chooseSaveFile('audit.csv');
      if (file === null) return null;
      const store = storage.opened();
      await checkAudit(store); // entries of an older program get their place in the chain first
      const entries = await writeAuditCsv(store, file);
      store.database.transaction(() => writeAudit(store, {
        at: Date.now(), actor: 'administrator', action: 'audit.exported', subject: '-', detail: `entries=${entries}`,
      }));
      return { entries };
    },
  };
}
