import type { EraseCode, EraseStepState, ErasureReport } from '../../shared/erasure.ts';
import { sql, type Database } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import type { OpenStorage } from '../db/storage.ts';
import type { DeliveredCopy } from '../destinations/eraser.ts';

/** What one step is to erase: files of captures on this desk, or what one destination got of one registration. */
export type StepTarget =
  /** `reduceIds`: of these the zone stays; absent in steps of an older program. */
  | { readonly kind: 'files'; readonly captureIds: readonly string[]; readonly reduceIds?: readonly string[] }
  | { readonly kind: 'copy'; readonly destinationId: string; readonly copy: DeliveredCopy };

export type DueStep = { readonly id: number; readonly erasureId: string; readonly attempts: number; readonly target: StepTarget };

/** Bound to the erasing and not to its own number, which it has only once it is stored. */
const place = (erasureId: string): Place => ({ table: 'erasure_step', column: 'copy', row: erasureId });

export function insertErasure(
  database: Database, erasure: { id: string; askedAt: number; registrations: number; pictures: number },
): void {
  const { id, askedAt, registrations, pictures } = erasure;
  database.run(sql.insertInto('erasure').values({ id, asked_at: askedAt, finished_at: null, registrations, pictures }));
}

/** `at`: not to be tried earlier. */
export function insertStep({ database, keys }: OpenStorage, erasureId: string, target: StepTarget, at: number): void {
  database.run(sql.insertInto('erasure_step').values({
    erasure_id: erasureId, destination: target.kind === 'copy' ? target.destinationId : null, state: 'waiting',
    copy: sealJson(keys.fields, target, place(erasureId)), code: null, attempts: 0, next_try_at: at,
  }));
}

/** The step that has waited longest; undefined when none is due. */
export function dueStep({ database, keys }: OpenStorage, now: number): DueStep | undefined {
  const row = database.first(
    sql.selectFrom('erasure_step').select(['id', 'erasure_id', 'attempts', 'copy'])
      .where('state', '=', 'waiting').where('next_try_at', '<=', now).orderBy('next_try_at').orderBy('id').limit(1),
  );
  if (!row?.copy) return undefined;
  const target = unsealJson<StepTarget>(keys.fields, row.copy, place(row.erasure_id));
  return { id: row.id, erasureId: row.erasure_id, attempts: row.attempts, target };
}

export function nextStepAt(database: Database): number | undefined {
  return database.first(
    sql.selectFrom('erasure_step').select('next_try_at').where('state', '=', 'waiting').orderBy('next_try_at').limit(1),
  )?.next_try_at;
}

/** What of the guest the step still held goes with `done` and `left`. */
export function settleStep(
  database: Database, id: number, settled: { state: EraseStepState; code: EraseCode | null; nextTryAt: number },
): void {
  const { state, code, nextTryAt } = settled;
  database.run(sql.updateTable('erasure_step').where('id', '=', id).set((set) => ({
    state, code, next_try_at: nextTryAt, attempts: set('attempts', '+', 1),
    ...(state === 'done' || state === 'left' ? { copy: null } : {}),
  })));
}

/** Tries anew what failed; returns how many steps. */
export function retryFailed(database: Database, erasureId: string, now: number): number {
  const retried = database.run(
    sql.updateTable('erasure_step').where('erasure_id', '=', erasureId).where('state', 'in', ['failed', 'waiting'])
      .set({ state: 'waiting', next_try_at: now }),
  );
  if (retried > 0) database.run(sql.updateTable('erasure').where('id', '=', erasureId).set({ finished_at: null }));
  return retried;
}

/** A person gives up on what is not done: nothing of the guest is kept for it any more. */
export function leaveRest(database: Database, erasureId: string): void {
  database.run(
    sql.updateTable('erasure_step').where('erasure_id', '=', erasureId).where('state', 'in', ['failed', 'waiting'])
      .set({ state: 'left', copy: null }),
  );
}

/** Notes the end once no step waits; true when it was noted now. */
export function finishErasure(database: Database, erasureId: string, now: number): boolean {
  return database.run(
    sql.updateTable('erasure').where('id', '=', erasureId).where('finished_at', 'is', null)
      .where(({ not, exists, selectFrom }) => not(exists(
        selectFrom('erasure_step').select('id').where('erasure_id', '=', erasureId).where('state', '=', 'waiting'),
      )))
      .set({ finished_at: now }),
  ) === 1;
}

/** Newest first. `nameOf`: what people call a destination. */
export function listErasures(database: Database, limit: number, nameOf: (destinationId: string) => string): ErasureReport[] {
  const erasures = database.all(sql.selectFrom('erasure').selectAll().orderBy('asked_at', 'desc').limit(limit));
  return erasures.map(({ id, asked_at: askedAt, finished_at: finishedAt, registrations, pictures }) => {
    const steps = database.all(
      sql.selectFrom('erasure_step').select(['destination', 'state', 'code']).where('erasure_id', '=', id).orderBy('id'),
    );
    return {
      id, askedAt, finishedAt, registrations, pictures,
      steps: steps.map(({ destination, state, code }) => ({
        destinationId: destination, name: destination === null ? '' : nameOf(destination), state,
        code: code as EraseCode | null,
      })),
    };
  });
}
