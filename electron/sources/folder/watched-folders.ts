/** The folders an administrator lets the desk take documents from; they go on with the window closed. */
import { randomUUID } from 'node:crypto';
import { resolve, sep } from 'node:path';
import { DeskError } from '../../../shared/errors.ts';
import type { ChosenWatchedFolder, FolderTest, UnreadFile, WatchedFolder } from '../../../shared/watched-folder.ts';
import type { Clock } from '../../clock.ts';
import type { Storage } from '../../db/storage.ts';
import type { FolderChoices } from '../../destinations/folder-choices.ts';
import type { Log } from '../../log.ts';
import type { Intake } from '../../pages/intake.ts';
import * as rows from './folder-rows.ts';
import { markOf } from './claim.ts';
import { filesIn } from './look-into.ts';
import { createPlaces } from './places.ts';
import { takeFile, type Taken } from './take-file.ts';
import { tryFolder } from './try-folder.ts';
import { USUAL_TIMINGS, watchFolder, type FolderTimings, type FolderWatch } from './watch-folder.ts';

/** How many unread files are told of. */
const MOST_UNREAD = 20;

export type WatchedFolders = {
  /** Throws what a closed storage throws. */
  list(): WatchedFolder[];
  /** Opens the system's dialog; null when it was left. */
  choose(): Promise<ChosenWatchedFolder | null>;
  /** Watched from now on. Throws `folder.notChosen`, `folder.own`, `folder.twice`. */
  add(input: { choiceId: string; name: string }): Promise<WatchedFolder[]>;
  /** Throws `folder.notThere`. */
  edit(input: { folderId: string; name?: string | undefined; on?: boolean | undefined }): Promise<WatchedFolder[]>;
  /** Throws `folder.notThere`. */
  test(folderId: string): Promise<FolderTest>;
  /** Watched no more; the folder and what lies in it stay. */
  remove(folderId: string): Promise<WatchedFolder[]>;
  /** Whether one is watched, so that the desk goes on without its window. */
  isWatching(): boolean;
  stop(): Promise<void>;
};

type Running = { readonly watch: FolderWatch; taken: number; lastAt: number | null; unread: readonly UnreadFile[] };

/** `own`: the desk's profile, which is never watched. `changed`: something the settings show is different now. */
export function createWatchedFolders(parts: {
  storage: Storage; intake: Intake; choices: FolderChoices; own: string; clock: Clock; log: Log; changed: () => void;
  timings?: FolderTimings;
}): WatchedFolders {
  const { storage, intake, choices, own, clock, log, changed, timings = USUAL_TIMINGS } = parts;
  const running = new Map<string, Running>();
  const places = createPlaces();

  function start(folder: { id: string; path: string }): void {
    const watch = watchFolder({
      path: folder.path, mark: markOf(folder.id), places, clock, log, timings,
      take: (name, seen) => takeFile({ storage, intake, now: clock.now }, folder, name, seen),
      happened: (what) => {
        if (what !== null) note(folder.id, what.name, what.taken);
        changed();
      },
    });
    running.set(folder.id, { watch, taken: 0, lastAt: null, unread: [] });
    log.info('folder.watched', { correlationId: folder.id });
  }

  function note(id: string, name: string, taken: Taken): void {
    const one = running.get(id);
    if (one === undefined) return;
    if (taken.kind === 'taken') {
      one.taken += 1;
      one.lastAt = clock.now();
    } else if (taken.kind === 'unread' || taken.kind === 'left') {
      log.warn('folder.unread', { correlationId: id, code: taken.code });
      one.unread = [{ name, code: taken.code }, ...one.unread.filter((other) => other.name !== name)].slice(0, MOST_UNREAD);
    }
  }

  async function stopOne(id: string): Promise<void> {
    const one = running.get(id);
    running.delete(id);
    await one?.watch.stop();
  }

  function list(): WatchedFolder[] {
    return rows.listFolders(storage.opened().database).map(({ id, name, path }) => {
      const one = running.get(id);
      return {
        id, name, path, state: one?.watch.state() ?? { kind: 'off' }, taken: one?.taken ?? 0, lastAt: one?.lastAt ?? null,
        unread: one?.unread ?? [],
      };
    });
  }

  const unhear = storage.onState((state) => {
    if (state.kind !== 'ready') return;
    for (const folder of rows.listFolders(storage.opened().database)) {
      if (folder.watching === 1 && !running.has(folder.id)) start(folder);
    }
  });

  return {
    list,
    async choose() {
      const chosen = await choices.choose();
      if (chosen === null) return null;
      const found = await filesIn(chosen.path).catch(() => ({ names: [] }));
      return { ...chosen, files: found.names.length };
    },
    async add({ choiceId, name }) {
      const path = await choices.pathOf(choiceId);
      const within = (inner: string, outer: string): boolean => `${resolve(inner)}${sep}`.startsWith(`${resolve(outer)}${sep}`);
      if (within(path, own) || within(own, path)) throw new DeskError('folder.own');
      const { database } = storage.opened();
      if (rows.listFolders(database).some((one) => resolve(one.path) === resolve(path))) throw new DeskError('folder.twice');
      const folder = { id: randomUUID(), name, path, watching: 1 as const, added_at: clock.now() };
      rows.insertFolder(database, folder);
      start(folder);
      changed();
      return list();
    },
    async edit({ folderId, name, on }) {
      const { database } = storage.opened();
      const change = { ...(name === undefined ? {} : { name }), ...(on === undefined ? {} : { watching: on ? 1 as const : 0 as const }) };
      if (!rows.changeFolder(database, folderId, change)) throw new DeskError('folder.notThere');
      const folder = rows.listFolders(database).find(({ id }) => id === folderId);
      if (on === false) await stopOne(folderId);
      else if (on === true && folder && !running.has(folderId)) start(folder);
      changed();
      return list();
    },
    async test(folderId) {
      const folder = rows.listFolders(storage.opened().database).find(({ id }) => id === folderId);
      if (!folder) throw new DeskError('folder.notThere');
      return tryFolder(folder.path, places);
    },
    async remove(folderId) {
      await stopOne(folderId);
      rows.deleteFolder(storage.opened().database, folderId);
      changed();
      return list();
    },
    isWatching: () => running.size > 0,
    async stop() {
      unhear();
      await Promise.all([...running.keys()].map(stopOne));
    },
  };
}
