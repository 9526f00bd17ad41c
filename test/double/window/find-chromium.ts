import { existsSync } from 'node:fs';
import path from 'node:path';

const onPath = (names: readonly string[]) => (process.env['PATH'] ?? '').split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
const under = (variables: readonly string[], file: string) => variables.flatMap((name) => {
  const folder = process.env[name];
  return folder === undefined ? [] : [path.join(folder, file)];
});

const PLACES: Partial<Record<NodeJS.Platform, () => string[]>> = {
  linux: () => onPath(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable']),
  darwin: () => ['Chromium', 'Google Chrome', 'Microsoft Edge', 'Brave Browser'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: () => ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']
    .flatMap((file) => under(['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'], file)),
};

/** An installed Chromium or a browser built on it; undefined when there is none. `DESK_CHROMIUM` names another. */
export function findChromium(): string | undefined {
  const named = process.env['DESK_CHROMIUM'];
  return (named === undefined ? (PLACES[process.platform]?.() ?? []) : [named]).find((file) => existsSync(file));
}
