import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository.ts';
import type { Target } from './targets.ts';

/** What npm's lock file tells of one installed folder. */
export type LockedPackage = {
  readonly version: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/** By place, such as `node_modules/pino` or `node_modules/a/node_modules/b`. */
export type LockedPackages = ReadonlyMap<string, LockedPackage>;

export function readLockFile(root: string = ROOT): LockedPackages {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
  return new Map(Object.entries(packages));
}

/** `node_modules/a/node_modules/@x/b` is the package `@x/b`. */
export const nameOfPlace = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Whether npm would install it there, by the package's own words. */
export function isMadeFor({ os, cpu, libc }: LockedPackage, target: Target): boolean {
  return (os === undefined || os.includes(target.platform)) && (cpu === undefined || cpu.includes(target.arch))
    && (libc === undefined || target.libc === null || libc.includes(target.libc));
}

/** `node_modules/a/node_modules/b` lies in `node_modules/a`, and that in the program's own folder, ''. */
const parentPlace = (place: string): string => place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')));

/** Where Node finds `name` when a file of the package at `from` asks for it; null where it is not installed. */
function placeOf(packages: LockedPackages, from: string, name: string): string | null {
  for (let folder = from; ; folder = parentPlace(folder)) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages.has(place)) return place;
    if (folder === '') return null;
  }
}

/**
 * Places of `names` and of all they need on this target, sorted. `without` says which needs of a package are left out.
 * Throws where a need that is not optional is missing from the lock file.
 */
export function closure(
  packages: LockedPackages, target: Target, names: readonly string[], without: Readonly<Record<string, readonly string[]>> = {},
): string[] {
  const found = new Set<string>();
  const walk = (from: string, name: string, optional: boolean): void => {
    const place = placeOf(packages, from, name);
    const locked = place === null ? undefined : packages.get(place);
    if (place === null || locked === undefined) {
      if (optional) return;
      throw new Error(`${from || 'the program'} needs ${name}, which the lock file lacks.`);
    }
    if (found.has(place) || !isMadeFor(locked, target)) return;
    found.add(place);
    const left = without[name] ?? [];
    for (const need of Object.keys(locked.dependencies ?? {})) if (!left.includes(need)) walk(place, need, false);
    for (const need of Object.keys(locked.optionalDependencies ?? {})) if (!left.includes(need)) walk(place, need, true);
  };
  for (const name of names) walk('', name, false);
  return [...found].sort();
}
