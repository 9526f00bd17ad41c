import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { DeskError } from '../../shared/errors.ts';

/** Folders a person chose in the system's dialog, by an id that stands for the path on the page. */
export type FolderChoices = {
  /** Opens the dialog; null when it was left. */
  choose(): Promise<{ choiceId: string; path: string } | null>;
  /** The path behind `own` (made when missing) or behind an id of `choose`; throws `folder.notChosen`. */
  pathOf(folder: string): Promise<string>;
};

/** `own`: the desk's own archive folder, which needs no choosing. */
export function createFolderChoices(parts: { choosePath: () => Promise<string | null>; own: string }): FolderChoices {
  const { choosePath, own } = parts;
  const chosen = new Map<string, string>();
  return {
    async choose() {
      const path = await choosePath();
      if (path === null) return null;
      const choiceId = randomUUID();
      chosen.set(choiceId, path);
      return { choiceId, path };
    },
    async pathOf(folder) {
      if (folder === 'own') {
        await mkdir(own, { recursive: true, mode: 0o700 });
        return own;
      }
      const path = chosen.get(folder);
      if (path === undefined) throw new DeskError('folder.notChosen');
      return path;
    },
  };
}
