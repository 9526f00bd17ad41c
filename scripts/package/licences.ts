/** The third-party licences file: whose work is in a package, under which terms, with the words of each. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository.ts';
import { closure, type LockedPackages, nameOfPlace } from './lock-file.ts';
import { filesOfPackage } from './package-files.ts';
import { BESIDE_THE_BUNDLE, runtimePlaces } from './runtime-packages.ts';
import type { Target } from './targets.ts';

export type ShippedPackage = { readonly place: string; readonly name: string; readonly version: string; readonly licence: string };

/** Some say only in package.json, some only in a file; the lock file repeats the first. */
function licenceOf(place: string, folder: string, locked: string | undefined): string {
  if (locked !== undefined) return locked;
  const { license, licenses } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as
    { license?: string | { type: string }; licenses?: readonly { type: string }[] };
  const said = typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '));
  if (said === undefined) throw new Error(`${nameOfPlace(place)} does not say its licence.`);
  return said;
}

/** All packages whose code is in the package for this target: bundled into dist/ or beside it. */
export function shippedPackages(packages: LockedPackages, target: Target): ShippedPackage[] {
  const root = packages.get('')?.dependencies ?? {};
  const beside = new Set(runtimePlaces(packages, target));
  // Of what lies beside the bundle only the parts for this target; of all else the whole.
  const bundled = closure(packages, target, Object.keys(root).filter((name) => !BESIDE_THE_BUNDLE.has(name)));
  return [...new Set([...bundled, ...beside])].sort().map((place) => {
    const locked = packages.get(place);
    if (locked === undefined) throw new Error(`${place} is not in the lock file.`);
    return { place, name: nameOfPlace(place), version: locked.version, licence: licenceOf(place, filesOfPackage(place, locked), locked.license) };
  });
}

const PAPER = /^(licen[cs]e|notice|copying|third.?party)/i;

/** Papers of libraries compiled into a package that brings only its own. */
const PAPER_WITHIN: Readonly<Record<string, string>> = { '@julusian/jpeg-turbo': 'resources/build/licences/libjpeg-turbo.txt' };

/** The papers in a package's folder; a native part of a package often has none and goes by its licence's name. */
function papersOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && PAPER.test(entry.name))
    .map((entry) => readFileSync(path.join(folder, entry.name), 'utf8').replace(/\r\n/g, '\n').trim());
}

/** Writes the file; same words are printed once. */
export function writeLicences(file: string, packages: LockedPackages, target: Target): void {
  const byText = new Map<string, string[]>();
  for (const one of shippedPackages(packages, target)) {
    const locked = packages.get(one.place);
    if (locked === undefined) throw new Error(`${one.place} is not in the lock file.`);
    const within = PAPER_WITHIN[one.name];
    const papers = papersOf(filesOfPackage(one.place, locked));
    if (within !== undefined) papers.push(readFileSync(path.join(ROOT, within), 'utf8').trim());
    const text = papers.length > 0 ? papers.join('\n\n') : `The package brings no text of its licence; it is published under ${one.licence}.`;
    byText.set(text, [...(byText.get(text) ?? []), `${one.name} ${one.version} (${one.licence})`]);
  }
  const own = readFileSync(path.join(ROOT, 'LICENSE'), 'utf8').trim();
  const parts = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
  const rule = `\n\n${'─'.repeat(80)}\n\n`;
  writeFileSync(file, ['Kakdoma Desk\n\n' + own,
    'It is built on the work below. Electron and Chromium bring papers of their own: LICENSE.electron.txt and LICENSES.chromium.html.',
    ...parts].join(rule) + '\n');
}
