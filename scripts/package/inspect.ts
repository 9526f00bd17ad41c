/** Looks through a packed program as a suspicious administrator would; every fault is one sentence. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { secretsIn } from '../audit/secrets.ts';
import { archiveFiles, filesBelow, headerHash } from './archive.ts';
import { integrityHash } from './embedded-integrity.ts';
import { wrongFuses } from './fuses.ts';
import { layoutOf } from './layout.ts';
import { importedDlls, nativeFile, type NativeFormat } from './native-file.ts';
import { BESIDE_THE_BUNDLE, hasNativeReader } from './runtime-packages.ts';
import type { Target } from './targets.ts';
import { isPartOfWindows } from './windows-dlls.ts';

/** Of the program without Electron, in bytes. */
export const SIZE_BUDGET = 120 * 1024 * 1024;

export type Inspection = {
  readonly faults: readonly string[];
  /** Bytes of all in the package that is ours and not Electron's. */
  readonly size: number;
  readonly natives: readonly string[];
};

const FORMATS: Readonly<Record<Target['os'], NativeFormat>> = { linux: 'elf', win: 'pe', mac: 'mach-o' };
const NEEDED = ['package.json', 'dist/main/index.js', 'dist/main/ocr-worker.js', 'dist/preload/index.cjs', 'dist/renderer/index.html'];
const ALLOWED = /^(package\.json$|dist\/(main|preload|renderer)\/|node_modules\/)/;
const UNWANTED = /\.(map|tsx?|mts|cts|py|pt|ckpt|onnx|db|pem|key|p12|pfx|tgz)$|(^|\/)(test|tests|training|samples|\.git|\.env[^/]*)(\/|$)/i;
const MODELS = ['locator', 'recogniser'];

/** Ours in the resources folder; what else lies there came with Electron. */
const OURS = /^(app\.asar$|app\.asar\.unpacked\/|models\/|demo\/|tray\/|third-party-licences\.txt$)/;

function nativeFaults(where: string, bytes: Buffer, target: Target): string[] {
  const native = nativeFile(bytes);
  if (native === null) return [];
  // A Mac's file may hold both architectures; elsewhere there is one to a file.
  const right = native.format === FORMATS[target.os] && native.archs.includes(target.arch);
  return right ? [] : [`${where} is made for ${native.format} ${native.archs.join(' and ')}, not for ${target.id}`];
}

function modelFaults(folder: string): string[] {
  return MODELS.flatMap((name) => {
    const card = path.join(folder, `${name}.json`);
    if (!existsSync(card)) return [`the card of model ${name} is missing`];
    const { file, sha256 } = JSON.parse(readFileSync(card, 'utf8')) as { file: string; sha256: string };
    const model = path.join(folder, file);
    if (!existsSync(model)) return [`the model ${file} is missing`];
    return createHash('sha256').update(readFileSync(model)).digest('hex') === sha256 ? [] : [`the model ${file} is not the one of its card`];
  });
}

/** Who follows a feed needs the builder's note beside it: where to keep what was fetched, and on Windows whose signature to ask for. */
function feedFaults(resources: string, manifest: string): string[] {
  const { updates } = JSON.parse(manifest) as { updates?: unknown };
  if (updates === undefined) return [];
  const note = path.join(resources, 'app-update.yml');
  const text = existsSync(note) ? readFileSync(note, 'utf8') : '';
  return text.includes('updaterCacheDirName:') ? [] : ['the package follows an update feed and has no app-update.yml, without which nothing can be fetched'];
}

const BINARY = /\.(node|dll|dylib|so(\.\d+)*|wasm|png|jpg|ico|woff2)$/;

function textFaults(where: string, text: string): string[] {
  const faults = secretsIn(text).map(({ what, line }) => `${where}:${line} looks like ${what}`);
  if (text.includes(process.cwd())) faults.push(`${where} holds a path of the machine it was built on`);
  if (where.startsWith('dist/') && text.includes('sourceMappingURL=')) faults.push(`${where} points to a source map`);
  return faults;
}

/** Packages that a file of the bundle imports by name. */
function bareImports(text: string): string[] {
  const asked = text.matchAll(/^(?:import|export)\b[^;\n]*?["']([^"'\n]+)["'];?$|\bimport\(["']([^"']+)["']\)/gm);
  return [...asked].map(([, still, lazy]) => still ?? lazy ?? '')
    .filter((name) => !/^(\.|node:|electron$)/.test(name) && !isBuiltin(name))
    .map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'));
}

/** What Windows would miss at the first import of a native module; `beside`: names of the DLLs in the package. */
function importFaults(where: string, bytes: Buffer, beside: ReadonlySet<string>): string[] {
  return importedDlls(bytes).filter((dll) => !isPartOfWindows(dll) && !beside.has(dll)).map((dll) => `${where} needs ${dll}, which is not in the package`);
}

/** `folder`: what the builder calls the unpacked program. */
export async function inspectPackage(folder: string, target: Target): Promise<Inspection> {
  const { resources, executable, fused, locales } = layoutOf(folder, target);
  const archive = path.join(resources, 'app.asar');
  const faults: string[] = [];
  const natives: string[] = [];
  const inside = new Set<string>();
  const imported = new Set<string>();
  const unpacked = new Map<string, Buffer>();
  let manifest = '{}';

  for (const file of archiveFiles(archive)) {
    inside.add(file.path);
    if (!ALLOWED.test(file.path) || UNWANTED.test(file.path)) faults.push(`${file.path} has no business in a package`);
    if (!file.intact) faults.push(`${file.path} is not what the archive's head says`);
    const native = nativeFile(file.bytes);
    if (native !== null && !file.unpacked) faults.push(`${file.path} is native and lies in the archive, from where nothing can load it`);
    if (file.unpacked) unpacked.set(file.path, file.bytes);
    if (file.path === 'package.json') manifest = file.bytes.toString('utf8');
    if (!BINARY.test(file.path)) faults.push(...textFaults(file.path, file.bytes.toString('utf8')));
    if (file.path.startsWith('dist/main/')) for (const name of bareImports(file.bytes.toString('utf8'))) imported.add(name);
  }
  for (const name of imported) {
    // What is not for this system is never asked for there.
    if (!inside.has(`node_modules/${name}/package.json`) && !BESIDE_THE_BUNDLE.has(name)) faults.push(`the bundle asks for ${name}, which is not in the package`);
  }
  for (const file of NEEDED) if (!inside.has(file)) faults.push(`${file} is missing`);
  for (const file of filesBelow(`${archive}.unpacked`)) if (!unpacked.has(file)) faults.push(`${file} lies unpacked and is not in the archive's head`);

  const beside = new Set([...filesBelow(folder), ...unpacked.keys()].filter((file) => file.endsWith('.dll')).map((file) => path.basename(file).toLowerCase()));
  for (const [file, bytes] of unpacked) {
    if (nativeFile(bytes) === null) continue;
    natives.push(file);
    faults.push(...nativeFaults(file, bytes, target), ...(target.os === 'win' ? importFaults(file, bytes, beside) : []));
  }
  for (const [what, pattern] of [['keychain', /keyring.*\.node$/], ['picture decoder', /(image\.|sharp-).*\.node$/],
    ['JPEG decoder', /jpeg-turbo-.*\.node$/],
    ...(hasNativeReader(target) ? [['reader', /onnxruntime_binding\.node$/] as const] : [])] as const) {
    if (!natives.some((file) => pattern.test(file))) faults.push(`there is no native module for the ${what}`);
  }
  faults.push(...nativeFaults('the executable', readFileSync(executable), target));

  faults.push(...modelFaults(path.join(resources, 'models')));
  for (const file of filesBelow(path.join(resources, 'models'))) if (!/\.(onnx|json)$/.test(file)) faults.push(`models/${file} has no business in a package`);
  const licences = path.join(resources, 'third-party-licences.txt');
  if (!existsSync(licences)) faults.push('the file of third-party licences is missing');
  else faults.push(...unnamed(inside, readFileSync(licences, 'utf8')));

  faults.push(...feedFaults(resources, manifest));
  for (const language of locales.flatMap(filesBelow).map((file) => file.split(/[./]/)[0] ?? '')) {
    if (!/^(en|en[-_]US|ru)$/.test(language)) faults.push(`there is a locale that nobody asked for: ${language}`);
  }
  faults.push(...await wrongFuses(fused));
  const embedded = integrityHash(folder, target);
  if (target.os !== 'linux' && embedded !== headerHash(archive)) faults.push('the hash in the executable is not that of app.asar');

  const size = filesBelow(resources).filter((file) => OURS.test(file)).reduce((sum, file) => sum + statSync(path.join(resources, file)).size, 0);
  if (size > SIZE_BUDGET) faults.push(`the program takes ${Math.ceil(size / 2 ** 20)} MB without Electron; ${SIZE_BUDGET / 2 ** 20} are allowed`);
  return { faults, size, natives: natives.sort() };
}

/** Packages that lie in the package and that the licences file does not name. */
function unnamed(inside: ReadonlySet<string>, licences: string): string[] {
  const names = new Set([...inside].flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  return [...names].filter((name) => !licences.includes(`\n${name} `)).map((name) => `the licences file does not name ${name}`);
}
