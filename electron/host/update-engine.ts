import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app, BrowserWindow } from 'electron';
import { z } from 'zod';
import type { UpdatesOff } from '../../shared/updates.ts';
import { replaceAppImage } from '../updates/app-image.ts';
import { installationOf, type Installation } from '../updates/installation.ts';
import type { UpdateEngine } from '../updates/update-engine.ts';
import { HIDDEN } from './autostart-entry.ts';
import { quitInto } from './lifecycle.ts';
import { systemFetch } from './network.ts';
import { startAnew } from './start-anew.ts';

/** What scripts/package writes into the package's own package.json. */
const manifestSchema = z.object({ updates: z.object({ url: z.url(), publicKey: z.string().min(1) }).optional() });

/** How long an installer is given to come up, and macOS to take the new program over, before we are gone. */
const INSTALLER_MS = 2_000;
const TAKE_OVER_MS = 120_000;

type Installer = import('electron-updater').AppUpdater & { install?(silent: boolean, startAfter: boolean): boolean };

/** What keeps this very program up to date; or why it looks for nothing. */
export function programUpdates({ demo }: { demo: boolean }): UpdateEngine | { readonly off: UpdatesOff } {
  if (demo) return { off: 'demo' };
  if (!app.isPackaged) return { off: 'notPackaged' };
  const { updates } = manifestSchema.parse(JSON.parse(readFileSync(path.join(app.getAppPath(), 'package.json'), 'utf8')));
  if (updates === undefined) return { off: 'noFeed' };
  const installation = installationOf({
    platform: process.platform, env: process.env, resources: process.resourcesPath, executable: process.execPath,
  });
  if (installation === null) return { off: 'notInstalled' };
  const feed = { url: feedFolder(updates.url), publicKey: updates.publicKey, fetch: systemFetch };
  // Half a megabyte of library, for a thing that happens every four hours.
  let loaded: Promise<UpdateEngine> | null = null;
  const engine = (): Promise<UpdateEngine> => loaded ??= load(installation, feed);
  let fetched: UpdateEngine | null = null;
  return {
    unattended: installation.unattended,
    check: async (channel, signal) => (await engine()).check(channel, signal),
    download: async (onProgress, signal) => {
      fetched = await engine();
      await fetched.download(onProgress, signal);
    },
    prove: async () => fetched?.prove(),
    install: () => fetched?.install(),
  };
}

/** One folder for each system and architecture: Windows and Mac feeds do not tell architectures apart by name. */
function feedFolder(base: string): string {
  const system = { win32: 'win', darwin: 'mac' }[process.platform as string] ?? 'linux';
  return `${base.replace(/\/$/, '')}/${system}-${process.arch}/`;
}

type Feed = { readonly url: string; readonly publicKey: string; readonly fetch: typeof systemFetch };

async function load(installation: Installation, feed: Feed): Promise<UpdateEngine> {
  const library = await import('electron-updater');
  const { createElectronUpdaterEngine } = await import('../updates/electron-updater-engine.ts');
  const { AppImageUpdater, DebUpdater, MacUpdater, NsisUpdater, RpmUpdater } = library.default;
  const updaters = { appImage: AppImageUpdater, deb: DebUpdater, rpm: RpmUpdater, nsis: NsisUpdater, mac: MacUpdater };
  const updater: Installer = new updaters[installation.kind]();
  return createElectronUpdaterEngine({
    updater, feed, unattended: installation.unattended,
    // Stopped in order first, as on quit: an installer that waits for us kills what does not end within seconds.
    install: (downloaded) => {
      const args = BrowserWindow.getAllWindows().length === 0 ? [HIDDEN] : [];
      quitInto(() => putInPlace(installation, updater, downloaded, args));
    },
  });
}

/** The last thing this program does. Rejects when the newer one could not be put in place; this one is started again. */
async function putInPlace(
  installation: Installation, updater: Installer, downloaded: string, args: readonly string[],
): Promise<void> {
  switch (installation.kind) {
    case 'appImage':
      await replaceAppImage(installation.file, downloaded);
      return startAnew(args);
    case 'deb':
    case 'rpm':
      if (updater.install?.(true, false) !== true) throw new Error('the package was not installed');
      return startAnew();
    case 'nsis':
      if (updater.install?.(true, true) !== true) throw new Error('the installer did not start');
      return pause(INSTALLER_MS);
    case 'mac':
      return new Promise((_resolve, reject) => {
        // It ends us by itself.
        updater.once('error', reject);
        setTimeout(() => reject(new Error('macOS did not take the new program over')), TAKE_OVER_MS);
        updater.quitAndInstall();
      });
  }
}
