import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type Browser, type BrowserContext, type LaunchOptions, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { findChromium } from '../../double/window/find-chromium.ts';
import { drawPage } from './draw-page.ts';
import type { Scene } from './memory-bridge.ts';
import { ERIKSSON, PICTURE_IDS, SMIRNOVA, STEVENSON } from './specimens.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** Answered by the route below, never by a network. */
const ORIGIN = 'https://desk.page.test';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The policy the product serves the page with; the page must live under it in tests too. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src blob:; " +
  "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Built = { readonly page: string; readonly bridge: string; readonly pictures: ReadonlyMap<string, Buffer> };

/** Builds the page as the product does, and the bridge beside it, into `folder`. */
async function buildHarness(browser: Browser, folder: string): Promise<Built> {
  const page = path.join(folder, 'page');
  const quiet = { configFile: false, logLevel: 'error', root: path.join(ROOT, 'renderer') } as const;
  await build({
    ...quiet,
    plugins: [react()],
    build: {
      outDir: page,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      minify: false,
      chunkSizeWarningLimit: 9999,
    },
  });
  await build({
    ...quiet,
    build: {
      outDir: path.join(folder, 'bridge'),
      emptyOutDir: true,
      target: 'chrome140',
      minify: false,
      lib: {
        entry: path.join(import.meta.dirname, 'memory-bridge.ts'),
        formats: ['iife'],
        name: 'memoryBridge',
        fileName: 'bridge',
      },
    },
  });
  const bridge = await readFile(path.join(folder, 'bridge/bridge.iife.js'), 'utf8');
  const pictures = new Map([
    [PICTURE_IDS.eriksson, await drawPage(browser, ERIKSSON)],
    [PICTURE_IDS.stevenson, await drawPage(browser, STEVENSON)],
    [PICTURE_IDS.smirnova, await drawPage(browser, SMIRNOVA)],
    [PICTURE_IDS.blank, await drawPage(browser, null)],
  ]);
  return { page, bridge, pictures };
}

/** Opens the page in a context, with a scene behind its bridge. Waits until the desk is there. */
async function openPage(context: BrowserContext, built: Built, scene: Scene): Promise<Page> {
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== ORIGIN) {
      await route.abort();
      return;
    }
    const capture = /^\/capture\/(.+)\.jpg$/.exec(url.pathname)?.[1];
    if (capture !== undefined) {
      const body = built.pictures.get(capture) ?? built.pictures.get(PICTURE_IDS.eriksson);
      await route.fulfill({ contentType: 'image/jpeg', ...(body === undefined ? {} : { body }) });
      return;
    }
    const file = path.join(built.page, url.pathname === '/' ? 'index.html' : url.pathname);
    if (!existsSync(file)) {
      await route.fulfill({ status: 404 });
      return;
    }
    await route.fulfill({
      contentType: TYPES[path.extname(file)] ?? 'application/octet-stream',
      body: await readFile(file),
      headers: { 'content-security-policy': POLICY },
    });
  });
  const page = await context.newPage();
  await page.addInitScript({ content: `window.scene = ${JSON.stringify(scene)};\n${built.bridge}` });
  await page.goto(`${ORIGIN}/`);
  await page.getByRole('contentinfo').or(page.locator('.lock-screen')).first().waitFor();
  return page;
}

type Fixtures = {
  /** Opens the desk with a scene behind it. */
  readonly openDesk: (scene?: Scene) => Promise<Page>;
};

const executablePath = findChromium();
/** How Chromium is started for the page. */
const launchOptions: LaunchOptions = {
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
};

/** Specs of the page alone: real page, built and under its policy, with a bridge in memory. */
export const test = base.extend<Fixtures, { readonly built: Built }>({
  // Debian's Chromium, as everywhere here; as root it has no sandbox of its own.
  launchOptions: [launchOptions, { scope: 'worker' }],
  viewport: { width: 1280, height: 720 },
  built: [
    async ({ browser }, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'desk-page-'));
      await use(await buildHarness(browser, folder));
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  openDesk: async ({ context, built }, use) => {
    const complaints: string[] = [];
    context.on('console', (message) => {
      if (message.type() === 'error' || /Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
    context.on('weberror', (error) => complaints.push(error.error().message));
    await use((scene = {}) => openPage(context, built, scene));
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join(' | ')}`);
  },
});
export { expect } from '@playwright/test';
