import { createHmac } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { AuditAction, AuditActor, AuditCheck, AuditRow } from '../../shared/audit.ts';
import { sql } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';

export type AuditEntry = {
  /** UTC milliseconds. */
  readonly at: number;
  readonly action: AuditAction;
  readonly subject: string;
  /** Left out: the desk, and nothing more to say. */
  readonly actor?: AuditActor;
  readonly detail?: string;
};

type Store = Pick<OpenStorage, 'database' | 'keys'>;
const COLUMNS = ['id', 'at', 'actor', 'action', 'subject', 'detail', 'chain'] as const;
type StoredRow = AuditRow & { readonly chain: Uint8Array | null };

/** Stands before the first entry. */
const BEGINNING: Buffer = Buffer.alloc(32);
/** Checked or exported at a time, so that others have their turn in between. */
const PAGE = 500;

/** Call it in the transaction of the deed, or before it where the deed is only a look. */
export function writeAudit(store: Store, entry: AuditEntry): void {
  const { database, keys } = store;
  const { actor = 'desk', detail = '', ...rest } = entry;
  const before = lastChain(store);
  const row = database.first(sql.insertInto('audit_entry').values({ ...rest, actor, detail, chain: null }).returning('id'));
  if (!row) throw new Error('an inserted audit entry has no number');
  setChain(store, row.id, chained(keys.audit, before, { id: row.id, actor, detail, ...rest }));
}

/**
 * The chain up to the last entry: each entry's is a keyed hash over the one before and its own words, so that none can
 * be changed, put in between or taken away without the key. Entries of an older program have none yet and get it here.
 */
function lastChain(store: Store): Buffer {
  const { database, keys } = store;
  const [last] = database.all(sql.selectFrom('audit_entry').select(['id', 'chain']).orderBy('id', 'desc').limit(1));
  if (!last) return BEGINNING;
  if (last.chain) return Buffer.from(last.chain);
  const whole = database.first(sql.selectFrom('audit_entry').select(['id', 'chain'])
    .where('chain', 'is not', null).orderBy('id', 'desc').limit(1));
  let chain: Buffer = whole?.chain ? Buffer.from(whole.chain) : BEGINNING;
  for (const row of rowsAfter(store, whole?.id ?? 0, null)) {
    chain = chained(keys.audit, chain, row);
    setChain(store, row.id, chain);
  }
  return chain;
}

function setChain({ database }: Store, id: number, chain: Buffer): void {
  database.run(sql.updateTable('audit_entry').where('id', '=', id).set({ chain }));
}

function chained(key: Buffer, before: Buffer, { id, at, actor, action, subject, detail }: AuditRow): Buffer {
  return createHmac('sha256', key).update(before)
    .update(JSON.stringify([id, at, actor, action, subject, detail])).digest();
}

function rowsAfter({ database }: Store, id: number, limit: number | null): StoredRow[] {
  const query = sql.selectFrom('audit_entry').select(COLUMNS).where('id', '>', id).orderBy('id');
  return database.all(limit === null ? query : query.limit(limit)) as StoredRow[];
}

/** Newest first; `before`: id the list goes on from, null for its beginning. */
export function listAudit({ database }: Store, before: number | null, limit: number): AuditRow[] {
  const query = sql.selectFrom('audit_entry').select(['id', 'at', 'actor', 'action', 'subject', 'detail'])
    .orderBy('id', 'desc').limit(limit);
  return database.all(before === null ? query : query.where('id', '<', before)) as AuditRow[];
}

/** Every entry, oldest first, in pages, each together with whether it is whole. */
export async function* checkedAudit(store: Store): AsyncGenerator<{ row: AuditRow; chain: Buffer; whole: boolean }> {
  let chain: Buffer = BEGINNING;
  for (let after = 0; ;) {
    const page = rowsAfter(store, after, PAGE);
    for (const { chain: stored, ...row } of page) {
      chain = chained(store.keys.audit, chain, row);
      yield { row, chain, whole: stored !== null && chain.equals(stored) };
      after = row.id;
    }
    if (page.length < PAGE) return;
    await turn();
  }
}

/** Looks whether every entry is as it was written and none is missing before the last. */
export async function checkAudit(store: Store): Promise<AuditCheck> {
  store.database.transaction(() => void lastChain(store));
  let entries = 0;
  let brokenAt: number | null = null;
  for await (const { row, whole } of checkedAudit(store)) {
    entries += 1;
    if (!whole) brokenAt ??= row.id;
  }
  return { entries, brokenAt };
}
