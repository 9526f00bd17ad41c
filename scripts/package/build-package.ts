/** Runs electron-builder on the staged folder of one target. */
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, Arch, type Configuration, Platform } from 'electron-builder';
import { ROOT } from '../repository.ts';
import { layoutOf } from './layout.ts';
import { signingFor, UNSIGNED } from './signing.ts';
import { stageApp, type UpdateFeed } from './stage.ts';
import type { Target } from './targets.ts';

export type PackageOptions = {
  readonly target: Target;
  /** Only the folder an installer would lay down. */
  readonly dirOnly: boolean;
  /** An Electron folder already here; null: the builder fetches Electron's release. */
  readonly electronDist: string | null;
  /** Fails without the means to sign. */
  readonly release: boolean;
  /** Null: a package that never looks for updates. */
  readonly feed: UpdateFeed;
  /** Folder with the Visual C++ runtime's DLLs of the target's architecture; Windows only. */
  readonly vcRuntime: string | null;
  readonly version?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

export const outputFolder = (target: Target): string => path.join(ROOT, 'release/out', target.id);

const PLATFORMS = { win: Platform.WINDOWS, mac: Platform.MAC, linux: Platform.LINUX } as const;

/** The folder the installer lays down, as the builder names it. */
export function unpackedFolder(target: Target): string {
  const names = { win: 'win', mac: 'mac', linux: 'linux' } as const;
  const arch = target.arch === 'x64' ? '' : `-${target.arch}`;
  return path.join(outputFolder(target), target.os === 'mac' ? `${names.mac}${arch}` : `${names[target.os]}${arch}-unpacked`);
}

function vcRuntimeFiles({ target, vcRuntime, release }: PackageOptions): Configuration {
  if (target.os !== 'win') return {};
  if (vcRuntime === null) {
    if (release) throw new Error('A Windows release needs the Visual C++ runtime: --vc-runtime <folder>.');
    return {};
  }
  if (globSync('*.dll', { cwd: vcRuntime }).length === 0) throw new Error(`There is no DLL in ${vcRuntime}.`);
  // Beside the executable: Windows looks there for what a native module imports.
  return { extraFiles: [{ from: vcRuntime, to: '.', filter: ['*.dll'] }] };
}

/** The folder of the publishing URL is the target's own: Windows and Mac feeds do not tell architectures apart by name. */
const publishing = ({ feed, target }: PackageOptions): Configuration => ({
  publish: feed === null ? null : { provider: 'generic', url: `${feed.url.replace(/\/$/, '')}/${target.id}` },
});

/** Where the note names no publisher, electron-updater runs an installer without asking who signed it. */
function assertPublisherIsNamed(note: string): void {
  if (!existsSync(note) || !/^publisherName:/m.test(readFileSync(note, 'utf8'))) {
    throw new Error('The package names no publisher whose updates it takes; see WIN_PUBLISHER in docs/release.md.');
  }
}

/** Returns the folder of the unpacked program. Throws when signing is required and its variables are not set. */
export async function buildPackage(options: PackageOptions): Promise<string> {
  const { target } = options;
  const signing = signingFor(target.os, options.env);
  if (options.release && signing.kind === 'unsigned') {
    throw new Error(`A release is signed, and ${signing.missing.join(', ')} ${signing.missing.length === 1 ? 'is' : 'are'} not set; see docs/release.md.`);
  }
  const app = stageApp(target, { feed: options.feed, version: options.version });
  mkdirSync(outputFolder(target), { recursive: true });
  const config: Configuration = {
    directories: { app, output: outputFolder(target), buildResources: path.join(ROOT, 'resources/build') },
    extraResources: [
      { from: path.join(ROOT, 'resources/models'), to: 'models', filter: ['*.onnx', '*.json'] },
      { from: path.join(ROOT, 'resources/demo'), to: 'demo' },
      { from: path.join(ROOT, 'resources/tray'), to: 'tray' },
      { from: path.join(ROOT, 'release/stage', `${target.id}-licences.txt`), to: 'third-party-licences.txt' },
    ],
    ...(options.electronDist === null ? {} : { electronDist: options.electronDist }),
    ...vcRuntimeFiles(options), ...publishing(options),
    ...(signing.kind === 'signed' ? { ...signing.config, forceCodeSigning: options.release && target.os !== 'linux' } : UNSIGNED),
  };
  await build({
    projectDir: ROOT, config: { extends: path.join(ROOT, 'electron-builder.yml'), ...config }, publish: 'never',
    targets: PLATFORMS[target.os].createTarget(options.dirOnly ? ['dir'] : [], target.arch === 'x64' ? Arch.x64 : Arch.arm64),
  });
  const folder = unpackedFolder(target);
  if (!existsSync(folder)) throw new Error(`The builder left nothing in ${folder}.`);
  if (options.release && target.os === 'win') assertPublisherIsNamed(path.join(layoutOf(folder, target).resources, 'app-update.yml'));
  return folder;
}
