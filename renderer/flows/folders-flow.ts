import type { Answer, RequestInput } from '../../shared/contract.ts';
import type { FolderTest, WatchedFolder } from '../../shared/watched-folder.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import { sayRefused } from './say.ts';

function shown(answer: Answer<WatchedFolder[]>): boolean {
  if (answer.ok) desk().setIntake({ folders: answer.value });
  else sayRefused(answer.code);
  return answer.ok;
}

export async function loadFolders(): Promise<void> {
  shown(await request('folder:list', undefined));
}

/** Asks for a folder, says what will become of the files in it, and watches it once a person has agreed. */
export async function addFolder(): Promise<void> {
  const chosen = await request('folder:choose', undefined);
  if (!chosen.ok) sayRefused(chosen.code);
  if (!chosen.ok || chosen.value === null) return;
  const { choiceId, path, files } = chosen.value;
  const { folders: words } = textsNow();
  desk().openDialog({
    kind: 'action', heading: words.addHeading, danger: false, confirm: words.watch,
    lines: [path, words.willRemove, ...(files === 0 ? [] : [words.thereNow(files)])],
    commit: async () => {
      const answer = await request('folder:add', { choiceId, name: nameOf(path) });
      if (!answer.ok) return { good: false, sentence: textsNow().errors[answer.code] };
      desk().setIntake({ folders: answer.value });
      return { good: true, sentence: words.watched(nameOf(path)) };
    },
  });
}

/** The last part of a path, of either system. */
const nameOf = (path: string): string => (path.split(/[\\/]/).findLast((part) => part !== '') ?? path).slice(0, 60);

export async function editFolder(change: RequestInput<'folder:edit'>): Promise<void> {
  shown(await request('folder:edit', change));
}

export async function testFolder(folderId: string): Promise<Answer<FolderTest>> {
  return request('folder:test', { folderId });
}

/** Asks first: whoever put files there would wait in vain. */
export function offerFolderRemoval({ id, name }: WatchedFolder): void {
  const { folders: words } = textsNow();
  desk().openDialog({
    kind: 'action', heading: words.removeHeading(name), danger: true, confirm: words.remove, lines: [words.removeLead],
    commit: async () => {
      const answer = await request('folder:remove', { folderId: id });
      if (!answer.ok) return { good: false, sentence: textsNow().errors[answer.code] };
      desk().setIntake({ folders: answer.value });
      return { good: true, sentence: words.removed(name) };
    },
  });
}

/** Main says that something is different; only whoever has looked at the list is told of it. */
export function foldersChanged(): void {
  if (desk().folders !== null) void loadFolders();
}
