import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from 'electron';
import { takeInstanceLock } from './instance-lock.ts';
import { notCovered, refuseOtherEvents, refuseTheRest } from './refuse.ts';

const root = process.env['DOUBLE_APP_ROOT'] ?? notCovered('a start without DOUBLE_APP_ROOT');
/** Where a packaged program finds what lies beside its archive; Electron sets it for every program. */
const resources = process.env['DOUBLE_RESOURCES'];
if (resources !== undefined) Object.defineProperty(process, 'resourcesPath', { value: resources });
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { name: string; productName?: string; version?: string };
const switchOf = (name: string) => process.argv.findLast((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

const emitter = new EventEmitter();
refuseOtherEvents('app', emitter, [
  'ready', 'second-instance', 'window-all-closed', 'before-quit', 'will-quit', 'quit', 'web-contents-created', 'browser-window-created',
  'activate', 'render-process-gone', 'child-process-gone',
]);

const ready = Promise.withResolvers<void>();
let isReady = false;
let quitting = false;
const folders = new Map<string, string>();
/** Closes every window; true when none refused. Set by browser-window.ts, which knows them. */
let closeWindows: () => boolean = () => true;

const preventable = () => {
  const event = { defaultPrevented: false, preventDefault: () => { event.defaultPrevented = true; } };
  return event;
};

function exit(code = 0): void {
  emitter.emit('quit', {}, code);
  process.exit(code);
}

function userData(): string {
  const folder = folders.get('userData') ?? switchOf('user-data-dir') ?? mkdtempSync(path.join(tmpdir(), 'double-'));
  folders.set('userData', folder);
  mkdirSync(folder, { recursive: true });
  return folder;
}

const methods = {
  name: manifest.productName ?? manifest.name,
  isPackaged: resources !== undefined,
  isReady: () => isReady,
  whenReady: () => ready.promise,
  getVersion: () => manifest.version ?? '0.0.0',
  getName: () => manifest.productName ?? manifest.name,
  getAppPath: () => root,
  getPreferredSystemLanguages: () => [switchOf('lang') ?? Intl.DateTimeFormat().resolvedOptions().locale],
  getPath: (name) => {
    if (name === 'temp') return tmpdir();
    if (name === 'crashDumps') return path.join(userData(), 'Crashpad');
    return name === 'userData' ? userData() : notCovered(`app.getPath('${name}')`);
  },
  setPath: (name, folder) => {
    if (name !== 'userData') notCovered(`app.setPath('${name}')`);
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    folders.set(name, folder);
  },
  enableSandbox: () => {
    // The pages of the double are Chromium's own, sandboxed where Chromium can be.
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  },
  requestSingleInstanceLock: () =>
    takeInstanceLock(userData(), (argv, folder) => emitter.emit('second-instance', preventable(), argv, folder, null)),
  quit: () => {
    if (quitting) return;
    const asked = preventable();
    emitter.emit('before-quit', asked);
    if (asked.defaultPrevented || !closeWindows()) return;
    const last = preventable();
    emitter.emit('will-quit', last);
    if (last.defaultPrevented) return;
    quitting = true;
    exit(0);
  },
  /** Windows and macOS only, and without effect here. */
  setLoginItemSettings: () => undefined,
  /** Electron starts it again once it has quit; here the spec does. */
  relaunch: () => undefined,
  exit,
} satisfies Partial<App>;

export const app = refuseTheRest('app', Object.assign(emitter, methods));

/** Electron is ready only when the entry module has run to its end; entry.ts keeps that rule. */
export function becomeReady(): void {
  if (quitting) return;
  isReady = true;
  emitter.emit('ready', preventable(), {});
  ready.resolve();
}

/** Electron quits in order on these; so does the double. */
export function quitOnSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => methods.quit());
}

export const windowsAreClosedBy = (close: () => boolean): void => { closeWindows = close; };
export const mustBeReady = (message: string): void => { if (!isReady) throw new Error(message); };
export const mustNotBeReady = (message: string): void => { if (isReady) throw new Error(message); };
export { preventable };
