import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../host/launch.ts';

/** The contract app's folder. */
export const CONTRACT_APP = path.join(import.meta.dirname, 'app');

/** What its main process keeps for specs to look at, and what its preload gives the page. */
export type Contract = {
  log: string[];
  early: { ready: boolean; window: string; session: string; utility: string };
  navigations: string[];
  opened: string[];
  asked: { permission: string; mediaTypes: string[]; isMainFrame: boolean; url: string }[];
  downloads: { url: string; filename: string }[];
  served: { url: string; method: string }[];
  window: Electron.BrowserWindow;
  fork(args?: string[]): Electron.UtilityProcess;
};
export type Bridge = {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  send(channel: string, ...args: unknown[]): void;
  sendFunction(): Promise<unknown>;
  on(channel: string, listener: (...args: unknown[]) => void): () => void;
  callBack<T>(callback: (value: { answer: number }) => T): T;
  made(): object;
  fails(): Promise<never>;
  throws(): never;
  nested: { list: [number, { two: number }]; date: Date };
  requires(name: string): string;
  sandboxed: boolean;
};
declare global {
  var contract: Contract;
  interface Window { bridge: Bridge; scriptRan?: boolean }
}

const open = (userData: string) => launchApp({ appRoot: CONTRACT_APP, userData, chromiumArgs: ['--use-fake-device-for-media-stream'] });
const newFolder = () => mkdtempSync(path.join(tmpdir(), 'contract-'));
const erase = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
const loaded = async (app: LaunchedApp) => {
  const page = await app.firstWindow();
  await page.waitForFunction(() => window.scriptRan === true);
  return page;
};

/** The contract app started anew for each case, in a folder of its own: for cases about starting and ending. */
export const testAlone = base.extend<{ userData: string; app: LaunchedApp; page: Page }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameters and demands a pattern here
  userData: async ({}, use) => {
    const folder = newFolder();
    await use(folder);
    erase(folder);
  },
  app: async ({ userData }, use) => {
    const app = await open(userData);
    await use(app);
    await app.close();
  },
  page: async ({ app }, use) => use(await loaded(app)),
});

/** The contract app that all cases of a worker share: for cases that leave it as it was. */
export const test = base.extend<{ page: Page }, { app: LaunchedApp }>({
  // oxlint-disable-next-line no-empty-pattern -- the same
  app: [async ({}, use) => {
    const folder = newFolder();
    const app = await open(folder);
    await use(app);
    await app.close();
    erase(folder);
  }, { scope: 'worker', timeout: 120_000 }],
  page: async ({ app }, use) => use(await loaded(app)),
});
export { expect };
