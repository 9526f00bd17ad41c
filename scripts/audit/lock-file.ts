/** Rules that package-lock.json must keep: what is installed comes from the registry, unchanged, and under a known licence. */
import { z } from 'zod';

const lockSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), z.object({
    version: z.string().optional(), resolved: z.string().optional(), integrity: z.string().optional(),
    license: z.unknown().optional(), link: z.boolean().optional(), hasInstallScript: z.boolean().optional(),
    dev: z.boolean().optional(), inBundle: z.boolean().optional(),
  })),
});
const manifestSchema = z.object({
  allowScripts: z.record(z.string(), z.boolean()),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
type Locked = z.infer<typeof lockSchema>['packages'][string];

/** May be shipped with the program, whatever it does with them. */
const PERMISSIVE = new Set([
  'MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'Python-2.0', 'Zlib', 'Unlicense',
]);
/** May help to build and test; nothing of theirs is shipped. */
const FOR_DEVELOPMENT = new Set([...PERMISSIVE, 'MPL-2.0', 'CC-BY-4.0', 'WTFPL']);
/** Shipped as shared libraries of their own that anybody may replace, which is what LGPL asks. */
const LGPL = { licence: 'LGPL-3.0-or-later', packages: /^@img\/sharp-/ };
/** Old packages whose lock entries tell no licence; what their own package.json says was read by a person. */
const READ_BY_A_PERSON: Readonly<Record<string, string>> = {
  busboy: 'MIT', dicer: 'MIT', streamsearch: 'MIT', 'humanize-number': 'MIT', only: 'MIT',
};

const REGISTRY = /^https:\/\/registry\.npmjs\.org\//;
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Every breach in a sentence. Throws on what is no lock file of version 3 or no package.json of ours. */
export function lockFileFaults(lock: unknown, manifest: unknown): string[] {
  const { packages } = lockSchema.parse(lock);
  const { allowScripts, dependencies, devDependencies } = manifestSchema.parse(manifest);
  const loose = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, range]) => !EXACT.test(range))
    .map(([name, range]) => `package.json: ${name} is not pinned to one version of the registry (${range})`);
  const locked = Object.entries(packages).filter(([place]) => place !== '');
  const installed = new Set(locked.map(([place]) => nameIn(place)));
  const unknown = Object.keys(allowScripts).filter((name) => !installed.has(name))
    .map((name) => `package.json: allowScripts names ${name}, which is not installed`);
  return [...loose, ...unknown, ...locked.flatMap(([place, one]) => faultsOf(nameIn(place), one, allowScripts))];
}

function faultsOf(name: string, one: Locked, allowScripts: Readonly<Record<string, boolean>>): string[] {
  const { resolved, integrity, link, hasInstallScript, inBundle } = one;
  const faults: string[] = [];
  if (link === true) faults.push(`${name} is a link to a folder`);
  if (resolved !== undefined && !REGISTRY.test(resolved)) faults.push(`${name} does not come from the registry`);
  if (inBundle !== true && !(integrity ?? '').startsWith('sha512-')) faults.push(`${name} has no sha512 to be known again by`);
  if (hasInstallScript === true && allowScripts[name] === undefined) {
    faults.push(`${name} wants to run a script when it is installed: say yes or no under allowScripts in package.json`);
  }
  const licence = typeof one.license === 'string' ? one.license : READ_BY_A_PERSON[name];
  if (licence === undefined) faults.push(`${name} tells no licence`);
  else if (!isAllowed(name, licence, one.dev === true)) faults.push(`${name} has the licence ${licence}, which is not on the list`);
  return faults;
}

/** SPDX expressions of one level: all of `AND`, or one of `OR`. */
function isAllowed(name: string, licence: string, dev: boolean): boolean {
  const allowed = dev ? FOR_DEVELOPMENT : PERMISSIVE;
  const one = (id: string): boolean => allowed.has(id) || (id === LGPL.licence && LGPL.packages.test(name));
  const plain = licence.replaceAll(/[()]/g, '');
  return plain.includes(' OR ') ? plain.split(' OR ').some(one) : plain.split(' AND ').every(one);
}

const nameIn = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
