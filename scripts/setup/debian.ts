import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../../test/double/window/find-chromium.ts';

const isOnPath = (program: string) => (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
  try {
    accessSync(path.join(folder, program), constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

/** What the desk or its tests need of the system, and how to see that it is there. */
const NEEDS = {
  chromium: { packages: ['chromium'], isThere: () => findChromium() !== undefined },
  /** The page's own choice on Linux (renderer/styles/tokens.css): in wider letters its screens do not fit 1280 by 720. */
  fonts: {
    packages: ['fonts-dejavu-core', 'fonts-liberation'],
    isThere: () => existsSync('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf')
      && globSync('/usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf').length > 0,
  },
  bus: { packages: ['dbus', 'dbus-daemon'], isThere: () => isOnPath('dbus-daemon') && isOnPath('dbus-run-session') },
  processes: { packages: ['procps'], isThere: () => isOnPath('ps') },
  /** SANE's programs with its test device, and an eSCL client that is not ours. */
  scanner: {
    packages: ['sane-utils', 'sane-airscan'],
    isThere: () => isOnPath('scanimage') && globSync('/usr/lib/*/sane/libsane-airscan.so.1').length > 0,
  },
  signing: { packages: ['gnupg'], isThere: () => isOnPath('gpg') && isOnPath('gpgconf') },
  keyring: { packages: ['gnome-keyring'], isThere: () => isOnPath('gnome-keyring-daemon') },
} as const;
export type SystemNeed = keyof typeof NEEDS;

/**
 * Sees to what is needed of a Debian (or Ubuntu) system: installs it as root, otherwise says what to install. Elsewhere
 * does nothing. Returns what is still missing.
 */
export function meetSystemNeeds(needs: readonly SystemNeed[]): SystemNeed[] {
  const missing = () => needs.filter((need) => !NEEDS[need].isThere());
  const before = missing();
  if (before.length === 0 || process.platform !== 'linux' || !existsSync('/etc/debian_version')) return before;
  const packages = before.flatMap((need) => NEEDS[need].packages);
  if (process.getuid?.() !== 0) {
    console.log(`Missing on this system: sudo apt-get install --no-install-recommends ${packages.join(' ')}`);
    return before;
  }
  console.log(`Installing Debian packages (once): ${packages.join(' ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) => spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  if (!apt('update') || !apt('install', '--yes', '--no-install-recommends', ...packages)) {
    console.log('apt-get could not install them, see above.');
  }
  return missing();
}
