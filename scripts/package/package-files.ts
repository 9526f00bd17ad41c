/** Where the files of a locked package are: in node_modules where npm put them there, otherwise fetched by `npm pack`. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository.ts';
import { npm } from '../setup/packages.mjs';
import { type LockedPackage, nameOfPlace } from './lock-file.ts';

const FETCHED = path.join(ROOT, '.cache/packages');

const isInstalled = (folder: string, version: string): boolean => {
  const manifest = path.join(folder, 'package.json');
  return existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version === version;
};

/** Throws when the archive is not the one the lock file knows. */
function assertIntegrity(archive: string, { integrity }: LockedPackage, name: string): void {
  const [algorithm = '', wanted = ''] = (integrity ?? '').split(/-(.*)/s);
  if (algorithm !== 'sha512') throw new Error(`The lock file has no SHA-512 of ${name}.`);
  const is = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (is !== wanted) throw new Error(`${name} is not the package that the lock file knows.`);
}

/** A folder with the files of the package at this place of the lock file; fetched once, and checked against the lock file. */
export function filesOfPackage(place: string, locked: LockedPackage): string {
  const installed = path.join(ROOT, place);
  if (isInstalled(installed, locked.version)) return installed;
  const name = nameOfPlace(place);
  const folder = path.join(FETCHED, `${name.replace('/', '+')}@${locked.version}`);
  if (isInstalled(folder, locked.version)) return folder;

  console.log(`Fetching ${name} ${locked.version}…`);
  const work = `${folder}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const packed = npm(['pack', `${name}@${locked.version}`, '--pack-destination', work, '--loglevel=error'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = readdirSync(work).find((file) => file.endsWith('.tgz'));
  if (packed.status !== 0 || archive === undefined) throw new Error(`npm could not fetch ${name} ${locked.version}.`);
  assertIntegrity(path.join(work, archive), locked, name);
  // `tar` is part of Windows, macOS and Linux; a package's files lie in one folder, usually `package`.
  const unpacked = spawnSync('tar', ['-xzf', archive, '--strip-components=1'], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  if (unpacked.status !== 0) throw new Error(`The archive of ${name} could not be unpacked.`);
  rmSync(path.join(work, archive));
  rmSync(folder, { recursive: true, force: true });
  renameSync(work, folder);
  return folder;
}
