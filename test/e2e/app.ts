/**
 * What the specs import: a desk in a profile of its own, with a keychain of its own, on whichever host is there. Specs use
 * nothing of Playwright's Electron interface, so that they run the same on both.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { SETTINGS_VERSION } from '../../electron/settings/versions.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { HOST, launchApp, type LaunchedApp } from '../host/launch.ts';
import { type KeyringSession, startKeyring } from './keyring-session.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export type RunningDesk = LaunchedApp & { readonly page: Page };
export type OpenOptions = { readonly args?: readonly string[]; readonly chromiumArgs?: readonly string[]; readonly env?: NodeJS.ProcessEnv };
export type Desk = {
  /** The profile's folder: all the desk writes lies in it. */
  readonly profile: string;
  readonly keyring: KeyringSession;
  /** Starts the desk; again after `close` or `kill`, in the same profile. Closed by itself at the end of the test. */
  open(options?: OpenOptions): Promise<RunningDesk>;
};

/** What is run: the built program in the repository, or an opened package. */
export type Program = { readonly appRoot: string; readonly resources?: string };

export const test = base.extend<{ desk: Desk; newDesk: boolean; program: Program }>({
  program: [{ appRoot: ROOT }, { option: true }],
  /** A desk that nobody has set up yet; it greets with its set-up. */
  newDesk: [false, { option: true }],
  desk: async ({ newDesk, program }, use, info) => {
    const home = mkdtempSync(path.join(tmpdir(), 'desk-e2e-'));
    const profile = path.join(home, 'profile');
    mkdirSync(profile);
    if (!newDesk) writeFileSync(path.join(profile, 'settings.json'), JSON.stringify({ version: SETTINGS_VERSION, settings: DEFAULT_SETTINGS }));
    const keyring = await startKeyring(path.join(home, 'keyring'));
    const running: LaunchedApp[] = [];
    await use({
      profile, keyring,
      open: async ({ args = [], chromiumArgs = [], env = {} } = {}) => {
        const app = await launchApp({
          ...program, userData: profile, locale: 'en-US', args, chromiumArgs, env: { ...keyring.env, ...env },
        });
        running.push(app);
        const page = await app.firstWindow();
        const said: string[] = [];
        page.on('console', (message) => { if (message.type() === 'error') said.push(message.text()); });
        page.on('pageerror', (error) => said.push(error.message));
        info.annotations.push({ type: 'page errors', get description() { return said.join('\n'); } });
        return { ...app, page };
      },
    });
    for (const app of running) await app.close();
    await keyring.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  },
});

/** Lets the open dialog answer with these files, as if a person had chosen them. */
export const chooseInDialog = (app: LaunchedApp, files: readonly string[]): Promise<void> =>
  app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths: [...filePaths] });
  }, files);

export { expect, HOST };
