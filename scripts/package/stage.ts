/** Lays out the folder electron-builder packs: the bundle, the packages beside it for one target, and their papers. */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository.ts';
import { writeLicences } from './licences.ts';
import { nameOfPlace, readLockFile } from './lock-file.ts';
import { filesOfPackage } from './package-files.ts';
import { isShipped, runtimePlaces } from './runtime-packages.ts';
import type { Target } from './targets.ts';

/** Where a packaged desk looks for updates and whose signature it believes; null: it has no updates. */
export type UpdateFeed = { readonly url: string; readonly publicKey: string } | null;

export const stageFolder = (target: Target): string => path.join(ROOT, 'release/stage', target.id);

type Manifest = {
  readonly name: string; readonly productName: string; readonly version: string; readonly description: string;
  readonly license: string; readonly author: string; readonly type: string; readonly main: string;
};

/** What the program itself and the builder need of package.json; scripts and tools stay at home. */
function writeManifest(folder: string, feed: UpdateFeed, version: string | undefined): void {
  const whole = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
  const { name, productName, description, license, author, type, main } = whole;
  const manifest = { name, productName, version: version ?? whole.version, description, license, author, type, main, ...(feed === null ? {} : { updates: feed }) };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Returns the folder, made anew. Expects dist/ to be built. `version`: another than package.json's, for tests of updates. */
export function stageApp(target: Target, { feed, version }: { feed: UpdateFeed; version?: string | undefined }): string {
  const dist = path.join(ROOT, 'dist');
  if (!existsSync(path.join(dist, 'main/index.js'))) throw new Error('There is no build in dist/.');
  const folder = stageFolder(target);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of ['main', 'preload', 'renderer']) cpSync(path.join(dist, part), path.join(folder, 'dist', part), { recursive: true });
  writeManifest(folder, feed, version);
  const packages = readLockFile();
  for (const place of runtimePlaces(packages, target)) {
    const locked = packages.get(place);
    if (locked === undefined) throw new Error(`${place} is not in the lock file.`);
    const from = filesOfPackage(place, locked);
    const name = nameOfPlace(place);
    for (const found of globSync('**/*', { cwd: from, withFileTypes: true })) {
      const file = path.relative(from, path.join(found.parentPath, found.name)).split(path.sep).join('/');
      // What lies nested in its own node_modules has a place of its own in the lock file.
      if (!found.isFile() || file.startsWith('node_modules/') || !isShipped(name, file, target)) continue;
      const to = path.join(folder, place, file);
      mkdirSync(path.dirname(to), { recursive: true });
      cpSync(path.join(from, file), to);
    }
  }
  writeLicences(path.join(folder, '..', `${target.id}-licences.txt`), packages, target);
  return folder;
}
