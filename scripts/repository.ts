import path from 'node:path';

/** The repository's root folder. */
export const ROOT = path.resolve(import.meta.dirname, '..');

/** JavaScript entry points of the tools, run by the Node that runs us: no shell, no shims, the same on Windows. */
export const TOOLS = {
  vite: path.join(ROOT, 'node_modules/vite/bin/vite.js'),
  vitest: path.join(ROOT, 'node_modules/vitest/vitest.mjs'),
  tsc: path.join(ROOT, 'node_modules/typescript/bin/tsc'),
  oxlint: path.join(ROOT, 'node_modules/oxlint/bin/oxlint'),
  playwright: path.join(ROOT, 'node_modules/@playwright/test/cli.js'),
} as const;
