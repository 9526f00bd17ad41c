/** The database as it was before a newer program changed its schema, for the day the newer program must be taken back. */
import { chmodSync, existsSync, globSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** A fault of a new version shows within days; the copy holds guests' data, sealed as in the database, and must not stay for ever. */
const KEPT_MS = 14 * 24 * 60 * 60 * 1000;

const copiesOf = (file: string): string[] => {
  const { dir, name } = path.parse(file);
  return globSync(`${name}-before-*.db`, { cwd: dir }).map((found) => path.join(dir, found));
};

/**
 * Writes `desk-before-<schema>.db` beside the database; what is sealed in the one is sealed in the other. Older copies go
 * once it is whole. Throws SQLite's error when it cannot be written: then nothing is to be migrated.
 */
export function keepCopy(raw: DatabaseSync, file: string, schema: number): void {
  const { dir, name } = path.parse(file);
  const copy = path.join(dir, `${name}-before-${schema}.db`);
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { force: true });
  raw.prepare('VACUUM INTO ?').run(unfinished);
  chmodSync(unfinished, 0o600);
  for (const older of copiesOf(file)) rmSync(older, { force: true });
  renameSync(unfinished, copy);
}

/** Removes copies that are older than a fortnight; with `all`, every one: a guest who was erased must not live on in them. */
export function dropCopies(file: string, { now, all = false }: { now: number; all?: boolean }): void {
  if (!existsSync(path.dirname(file))) return;
  for (const copy of copiesOf(file)) {
    if (all || now - statSync(copy).mtimeMs > KEPT_MS) rmSync(copy, { force: true });
  }
}
