/** What a person has typed and not confirmed: sealed here, so that no closed window and no power cut costs it. */
import type { RequestInput } from '../../shared/contract.ts';
import type { KeptDraft } from '../../shared/draft-contract.ts';
import type { Draft } from '../../shared/registration.ts';
import { findCapture } from '../capture/capture-rows.ts';
import { sql, type Database } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import { findConfirmed } from '../records/registration-rows.ts';

/** Every call rejects with the storage's code while storage is closed. */
export type Drafts = {
  /** In place of what was kept of the same document. One that was confirmed, or whose capture is gone, is not kept. */
  keep(input: RequestInput<'draft:keep'>): Promise<void>;
  /** Null where nothing was typed. */
  kept(place: RequestInput<'draft:kept'>): Promise<KeptDraft | null>;
  forget(draftId: string): Promise<void>;
};

type Content = Pick<KeptDraft, 'draft' | 'looked'>;

const contentPlace = (draftId: string): Place => ({ table: 'draft', column: 'content', row: draftId });

export function createDrafts({ storage }: { storage: Storage }): Drafts {
  return {
    async keep({ draftId, captureId, document, draft, looked }) {
      const { database, keys } = storage.opened();
      const content = sealJson(keys.fields, { draft, looked } satisfies Content, contentPlace(draftId));
      database.transaction(() => {
        // The page's word may come after the confirming, which it does not wait for.
        if (findConfirmed(database, draftId, captureId, document) !== undefined) return;
        if (captureId !== null && findCapture(database, captureId) === undefined) return;
        for (const { id } of rowsAt(database, captureId, document)) remove(database, id);
        remove(database, draftId);
        database.run(sql.insertInto('draft').values({ id: draftId, capture_id: captureId, document, content }));
      });
    },
    async kept({ captureId, document }) {
      const { database, keys } = storage.opened();
      const [row] = rowsAt(database, captureId, document);
      return row === undefined ? null : { draftId: row.id, ...contentOf(keys.fields, row) };
    },
    async forget(draftId) {
      remove(storage.opened().database, draftId);
    },
  };
}

/** Whether something typed of this document waits to be confirmed. */
export const isDraftKept = (database: Database, captureId: string, document: number): boolean =>
  rowsAt(database, captureId, document).length > 0;

/** Forgets what was typed of a guest, in the caller's transaction. */
export function forgetDraftsOf({ database, keys }: OpenStorage, isGuest: (draft: Draft) => boolean): void {
  for (const row of database.all(sql.selectFrom('draft').select(['id', 'content']))) {
    if (isGuest(contentOf(keys.fields, row).draft)) remove(database, row.id);
  }
}

const contentOf = (key: Buffer, { id, content }: { id: string; content: Uint8Array }): Content =>
  unsealJson<Content>(key, content, contentPlace(id));

const rowsAt = (database: Database, captureId: string | null, document: number) =>
  database.all(sql.selectFrom('draft').select(['id', 'content']).where('document', '=', document)
    .where('capture_id', captureId === null ? 'is' : '=', captureId));

const remove = (database: Database, draftId: string): void =>
  void database.run(sql.deleteFrom('draft').where('id', '=', draftId));
