/**
 * The packages that lie beside the bundle in a package, and which of their files. Everything else is bundled into dist/
 * (vite.config.ts names what is not) and needs no folder of its own.
 */
import { closure, type LockedPackages } from './lock-file.ts';
import type { Target, TargetOs } from './targets.ts';

type RuntimePackage = {
  readonly name: string;
  readonly on: readonly TargetOs[];
  /** Needs of its installer or of another of its builds, which ours has no use for. */
  readonly without?: readonly string[];
};

const EVERYWHERE = ['win', 'mac', 'linux'] as const;

const RUNTIME_PACKAGES: readonly RuntimePackage[] = [
  // Its other two needs fetch GPU libraries while it is being installed, which we do not let it do.
  { name: 'onnxruntime-node', on: EVERYWHERE, without: ['adm-zip', 'global-agent'] },
  // ort.node.min.mjs has its needs inside.
  { name: 'onnxruntime-web', on: EVERYWHERE, without: ['flatbuffers', 'guid-typescript', 'long', 'platform', 'protobufjs'] },
  // One decoder each: sharp's libraries and Electron's GTK crash each other on Linux (electron/ocr/picture).
  { name: 'sharp', on: ['win', 'mac'] },
  { name: '@napi-rs/image', on: ['linux'] },
  // Before either of them, for ordinary JPEGs. Its other two needs are for compiling it.
  { name: '@julusian/jpeg-turbo', on: EVERYWHERE, without: ['cmake-js', 'node-addon-api'] },
  { name: '@napi-rs/keyring', on: EVERYWHERE },
  { name: 'pino', on: EVERYWHERE },
  { name: '@embedpdf/pdfium', on: EVERYWHERE },
  { name: 'serialport', on: EVERYWHERE },
];

/** Headers for compiling, which we never do. */
const FOR_COMPILERS = { '@serialport/bindings-cpp': ['node-addon-api'] };

/** Names of what is never part of the bundle. */
export const BESIDE_THE_BUNDLE: ReadonlySet<string> = new Set(RUNTIME_PACKAGES.map(({ name }) => name));

/** Places in the lock file of what lies beside the bundle on this target. */
export function runtimePlaces(packages: LockedPackages, target: Target): string[] {
  const here = RUNTIME_PACKAGES.filter(({ name, on }) => on.includes(target.os) && (name !== 'onnxruntime-node' || hasNativeReader(target)));
  return closure(packages, target, here.map(({ name }) => name),
    { ...FOR_COMPILERS, ...Object.fromEntries(here.map(({ name, without = [] }) => [name, without])) });
}

/** onnxruntime-node 1.30 has no library for Intel Macs. */
export const hasNativeReader = ({ os, arch }: Target): boolean => os !== 'mac' || arch === 'arm64';

/** Folders and files no program reads at run time, in any package. */
const NEVER = [
  /(^|\/)(tests?|__tests__|docs?|examples?|fixtures|benchmarks?|\.github|script|scripts)\//,
  /(^|\/)(tests?|bench(mark)?|check|example|browser|eslint\.config)\.[cm]?js$/, /(^|\/)tsconfig\.json$/,
  /\.(map|ts|mts|cts|md|markdown|tsbuildinfo|cc|cpp|h|hpp|gyp|gypi|yml|yaml|txt)$/i,
  /(^|\/)\.[^/]+$/,
];
/** The paper that must travel with a package, whatever its ending. */
const PAPER = /(^|\/)(licen[cs]e|notice|copying|third.?party.?notices?)[^/]*$/i;

const WEB_READER = ['dist/ort.node.min.mjs', 'dist/ort-wasm-simd-threaded.mjs', 'dist/ort-wasm-simd-threaded.wasm'];

/** Whether a package's file goes into the package for this target. `file`: below the package's folder, with slashes. */
export function isShipped(name: string, file: string, target: Target): boolean {
  if (PAPER.test(file) || file === 'package.json') return true;
  if (name === 'onnxruntime-web') return WEB_READER.includes(file);
  if (NEVER.some((pattern) => pattern.test(file))) return false;
  if (name === 'onnxruntime-node' && file.startsWith('bin/')) return isReaderLibrary(file, target);
  if (name === 'onnxruntime-node') return file.startsWith('dist/');
  if (name === 'onnxruntime-common') return file.startsWith('dist/cjs/') || file.startsWith('dist/esm/');
  if (name === 'sharp') return /^(dist|lib)\//.test(file);
  if (name === '@embedpdf/pdfium') return ['dist/index.js', 'dist/pdfium.wasm'].includes(file);
  if (name === '@julusian/jpeg-turbo') return /^(index|binding-options)\.js$/.test(file) || isJpegLibrary(file, target);
  if (name === 'pkg-prebuilds') return !file.startsWith('bin/');
  if (name === '@serialport/bindings-cpp') return file.startsWith('dist/') || isSerialBinding(file, target);
  if (name === 'pino') return file === 'pino.js' || file === 'file.js' || file.startsWith('lib/');
  return true;
}

/** One of its folders holds both of the Mac's architectures in one file; on Linux there is one file for each C library. */
const isSerialBinding = (file: string, { platform, arch }: Target): boolean =>
  (file.startsWith(`prebuilds/${platform}-${arch}/`) || (platform === 'darwin' && file.startsWith('prebuilds/darwin-x64+arm64/')))
    && !file.includes('.musl.');

/** Beside it lies a folder for Linux without glibc. */
const isJpegLibrary = (file: string, { platform, arch }: Target): boolean => file.startsWith(`prebuilds/jpeg-turbo-${platform}-${arch}/`);

/** The Mac's library lies there under two names; the binding asks for the short one. */
const isReaderLibrary = (file: string, { platform, arch }: Target): boolean =>
  file.startsWith(`bin/napi-v6/${platform}/${arch}/`) && !/libonnxruntime\.\d+\.\d+\.\d+\.dylib$/.test(file);
