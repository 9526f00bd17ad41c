/** Watched folders and batches in memory, for the bridge in memory. */
import type { Answer, RequestInput, RequestOutput } from '../../../shared/contract.ts';
import type { intakeInputs } from '../../../shared/intake-contract.ts';
import type { Batch, BatchRow } from '../../../shared/batch.ts';
import type { WatchedFolder } from '../../../shared/watched-folder.ts';

type Names = keyof typeof intakeInputs;
export type IntakeAnswers = { [N in Names]: (input: RequestInput<N>) => Answer<RequestOutput<N>> };

export type IntakeScene = {
  readonly folders?: readonly WatchedFolder[];
  readonly batches?: readonly Batch[];
  readonly batchRows?: readonly BatchRow[];
};

const fine = <T>(value: T): Answer<T> => ({ ok: true, value });

export function memoryIntake(scene: IntakeScene): IntakeAnswers {
  let folders = [...(scene.folders ?? [])];
  let batches = [...(scene.batches ?? [])];
  const move = (batchId: string, change: Partial<Batch>): Answer<Batch[]> => {
    batches = batches.map((one) => (one.id === batchId ? { ...one, ...change } : one));
    return fine(batches);
  };
  return {
    'folder:list': () => fine(folders),
    'folder:choose': () => fine({ choiceId: crypto.randomUUID(), path: '/srv/scans/desk', files: 2 }),
    'folder:add': ({ choiceId, name }) => {
      folders = [...folders, { id: choiceId, name, path: '/srv/scans/desk', state: { kind: 'watching' }, taken: 0, lastAt: null, unread: [] }];
      return fine(folders);
    },
    'folder:edit': ({ folderId, on, name }) => {
      folders = folders.map((one) => (one.id !== folderId ? one : {
        ...one, name: name ?? one.name, state: on === undefined ? one.state : { kind: on ? 'watching' : 'off' },
      }));
      return fine(folders);
    },
    'folder:test': ({ folderId }) => fine(folders.find(({ id }) => id === folderId)?.state.kind === 'trouble'
      ? { ok: false, code: 'folder.missing' } : { ok: true, files: 2 }),
    'folder:remove': ({ folderId }) => {
      folders = folders.filter(({ id }) => id !== folderId);
      return fine(folders);
    },
    'batch:start': () => fine({ files: 0, batches }),
    'batch:list': () => fine(batches),
    'batch:rows': ({ show }) => fine((scene.batchRows ?? []).filter((row) => show === 'all' || row.outcome === show)),
    'batch:pause': ({ batchId }) => move(batchId, { state: 'paused' }),
    'batch:resume': ({ batchId }) => move(batchId, { state: 'running' }),
    'batch:cancel': ({ batchId }) => move(batchId, { state: 'cancelled' }),
    'batch:rerun': ({ batchId }) => move(batchId, { state: 'running', again: 0 }),
    'batch:forget': ({ batchId }) => {
      batches = batches.filter(({ id }) => id !== batchId);
      return fine(batches);
    },
    'batch:export': () => fine(true),
  };
}
