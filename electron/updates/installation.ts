import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * How the running program was installed, which decides how a newer one takes its place. `unattended`: with nobody there to
 * give an administrator's password.
 */
export type Installation =
  | { readonly kind: 'appImage'; readonly file: string; readonly unattended: boolean }
  | { readonly kind: 'deb' | 'rpm'; readonly unattended: false }
  | { readonly kind: 'nsis' | 'mac'; readonly unattended: boolean };

export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program's resources, and its executable. */
  readonly resources: string;
  readonly executable: string;
};

/** Null where nothing can be replaced: the program runs from a folder somebody unpacked, or from its disk image. */
export function installationOf(around: Surroundings): Installation | null {
  switch (around.platform) {
    case 'linux': return onLinux(around);
    case 'win32': return onWindows(around);
    case 'darwin': return onMac(around);
    default: return null;
  }
}

function onLinux({ env, resources }: Surroundings): Installation | null {
  const file = env['APPIMAGE'] ?? '';
  if (path.isAbsolute(file)) return { kind: 'appImage', file, unattended: isWritable(path.dirname(file)) };
  // The builder leaves this word in packages of the system, and electron-updater goes by it, too.
  const note = path.join(resources, 'package-type');
  const kind = existsSync(note) ? readFileSync(note, 'utf8').trim() : '';
  return kind === 'deb' || kind === 'rpm' ? { kind, unattended: false } : null;
}

/** The installer lays its uninstaller beside the program; for one user it installs below their own folder. */
function onWindows({ env, executable }: Surroundings): Installation | null {
  const { dir, name } = path.parse(executable);
  if (!existsSync(path.join(dir, `Uninstall ${name}.exe`))) return null;
  const own = env['LOCALAPPDATA'] ?? '';
  return { kind: 'nsis', unattended: own !== '' && isBelow(own.toLowerCase(), dir.toLowerCase()) };
}

/** macOS runs what was not moved out of its disk image or its download from a place of its own, read only. */
function onMac({ executable }: Surroundings): Installation | null {
  const bundle = executable.replace(/\/Contents\/MacOS\/[^/]+$/, '');
  if (!bundle.endsWith('.app') || bundle.startsWith('/Volumes/') || bundle.includes('/AppTranslocation/')) return null;
  return { kind: 'mac', unattended: isWritable(path.dirname(bundle)) && isWritable(bundle) };
}

function isBelow(folder: string, inner: string): boolean {
  const way = path.relative(folder, inner);
  return way !== '' && !way.startsWith('..') && !path.isAbsolute(way);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
