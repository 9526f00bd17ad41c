import type { Batch, BatchShown } from '../../shared/batch.ts';
import type { Answer, RequestName } from '../../shared/contract.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import { goToView } from './view-flow.ts';
import { sayRefused } from './say.ts';

const PAGE = 100;

function shown(answer: Answer<Batch[]>): void {
  if (answer.ok) desk().setIntake({ batches: answer.value });
  else sayRefused(answer.code);
}

/** Lists the imports; the newest is opened where none was. */
export async function loadBatches(): Promise<void> {
  shown(await request('batch:list', undefined));
  const { openBatch, batches } = desk();
  const [newest] = batches ?? [];
  if (openBatch === null && newest !== undefined) await showBatch(newest.id, 'all');
}

/** Asks for files or a folder and begins to import them. */
export async function startBatch(of: 'files' | 'folder'): Promise<void> {
  const answer = await request('batch:start', { of });
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  if (answer.value === null) return;
  const { files, batches } = answer.value;
  if (files === 0) {
    desk().notify({ id: crypto.randomUUID(), text: textsNow().batch.noFiles });
    return;
  }
  desk().setIntake({ batches });
  const [newest] = batches;
  goToView('batch');
  if (newest !== undefined) await showBatch(newest.id, 'all');
}

/** Shows what became of each file of an import. */
export async function showBatch(batchId: string, show: BatchShown): Promise<void> {
  const answer = await request('batch:rows', { batchId, show, after: 0, limit: PAGE });
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  desk().setIntake({ openBatch: { id: batchId, show, rows: answer.value, more: answer.value.length >= PAGE } });
}

/** Goes on with the list. */
export async function moreOfBatch(): Promise<void> {
  const open = desk().openBatch;
  const last = open?.rows.at(-1);
  if (open === null || last === undefined) return;
  const answer = await request('batch:rows', { batchId: open.id, show: open.show, after: last.seq, limit: PAGE });
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  if (desk().openBatch?.id !== open.id) return;
  desk().setIntake({ openBatch: { ...open, rows: [...open.rows, ...answer.value], more: answer.value.length >= PAGE } });
}

type Deed = Extract<RequestName, 'batch:pause' | 'batch:resume' | 'batch:cancel' | 'batch:rerun' | 'batch:forget'>;

/** Does what a button of an import says. */
export async function batchDeed(deed: Deed, batchId: string): Promise<void> {
  shown(await request(deed, { batchId }));
  if (deed === 'batch:forget') desk().setIntake({ openBatch: null });
  await refresh();
}

export async function saveReport(batchId: string): Promise<void> {
  const answer = await request('batch:export', { batchId });
  if (!answer.ok) sayRefused(answer.code);
  else if (answer.value) desk().sayGood(textsNow().batch.reportSaved);
}

/** Main says that an import went on; only whoever looks at it is shown. */
export function batchChanged(): void {
  if (desk().view === 'batch') void refresh();
}

let refreshing = false;

/** One at a time: while a thousand files are read this is asked for often. */
async function refresh(): Promise<void> {
  if (refreshing) return;
  refreshing = true;
  shown(await request('batch:list', undefined));
  const open = desk().openBatch;
  if (open !== null) {
    // As many as are shown now; the list does not jump under the reader's eyes.
    const limit = Math.min(200, Math.max(PAGE, open.rows.length));
    const answer = await request('batch:rows', { batchId: open.id, show: open.show, after: 0, limit });
    const now = desk().openBatch;
    if (answer.ok && now?.id === open.id && now.show === open.show && open.rows.length <= limit) {
      desk().setIntake({ openBatch: { ...open, rows: answer.value, more: answer.value.length >= limit } });
    }
  }
  refreshing = false;
}
