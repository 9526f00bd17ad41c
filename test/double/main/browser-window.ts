import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindow as RealBrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { AskedOfWindow } from '../wire.ts';
import { app, mustBeReady, preventable, windowsAreClosedBy } from './app.ts';
import { notCovered, refuseOtherEvents, refuseOtherKeys, refuseTheRest } from './refuse.ts';
import { toWindow } from './to-window.ts';
import { createContents, type DoubleContents } from './web-contents.ts';

/** Options the double heeds, and those that have no meaning where the window is Chromium's own. */
const OPTIONS = ['title', 'width', 'height', 'minWidth', 'minHeight', 'show', 'webPreferences', 'name', 'windowStatePersistence',
  'autoHideMenuBar', 'backgroundColor'];
const PREFERENCES = ['preload', 'sandbox', 'contextIsolation', 'nodeIntegration', 'webSecurity', 'webviewTag', 'spellcheck'];
const EVENTS = ['ready-to-show', 'show', 'close', 'closed'];

const windows = new Map<number, BrowserWindow>();
const names = new Set<string>();
let lastId = 0;

/** The page may be closed before it hears of this, which Electron's methods without an answer do not mind. */
function tell<K extends 'window.create' | 'window.show' | 'window.close'>(name: K, body: AskedOfWindow[K]['in']): void {
  toWindow().ask(name, body).catch((error: unknown) => {
    if (windows.has(body.id)) throw error;
  });
}

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: DoubleContents;
  readonly options: BrowserWindowConstructorOptions;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    mustBeReady('Cannot create BrowserWindow before app is ready');
    refuseOtherKeys('BrowserWindow', options, OPTIONS);
    const preferences = options.webPreferences ?? {};
    refuseOtherKeys('webPreferences', preferences, PREFERENCES);
    if (preferences.sandbox === false || preferences.contextIsolation === false || preferences.nodeIntegration === true) {
      notCovered('a page with less than sandbox and context isolation');
    }
    if (options.name !== undefined && names.has(options.name)) throw new Error(`Window name '${options.name}' is already in use`);
    if (options.name !== undefined) names.add(options.name);
    refuseOtherEvents('BrowserWindow', this, EVENTS);
    lastId += 1;
    this.id = lastId;
    this.options = options;
    this.webContents = createContents(this.id);
    const refusing = refuseTheRest('BrowserWindow', this);
    windows.set(this.id, refusing);
    const { preload } = preferences;
    const { title = app.getName(), width = 800, height = 600 } = options;
    tell('window.create', {
      id: this.id, preload: preload === undefined ? null : readFileSync(preload, 'utf8'), options: { title, width, height },
    });
    app.emit('browser-window-created', {}, refusing);
    return refusing;
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.leaveFor(url);
    await toWindow().ask('window.load', { id: this.id, url });
    this.webContents.arrived();
    this.emit('ready-to-show');
  }

  show(): void { tell('window.show', { id: this.id }); this.emit('show'); }
  focus(): void { tell('window.show', { id: this.id }); }
  isMinimized(): boolean { return false; }
  /** A page in Chromium: as far as the double knows, somebody looks at it. */
  isFocused(): boolean { return true; }
  restore(): void { notCovered('restoring a window that is never minimised'); }
  /** For specs; nothing takes screenshots by the system here. */
  contentProtected = false;
  setContentProtection(enable: boolean): void { this.contentProtected = enable; }
  isDestroyed(): boolean { return !windows.has(this.id); }

  close(): void {
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (!windows.delete(this.id)) return;
    if (this.options.name !== undefined) names.delete(this.options.name);
    this.webContents.destroyNow();
    tell('window.close', { id: this.id });
    this.emit('closed');
    if (windows.size === 0) app.emit('window-all-closed');
  }

  static getAllWindows(): BrowserWindow[] { return [...windows.values()]; }
  static fromWebContents(contents: DoubleContents): BrowserWindow | null { return windows.get(contents.id) ?? null; }
}

/** Checked against Electron's own declarations: a changed signature fails the type check. */
type Covered = 'setContentProtection' | 'loadURL' | 'show' | 'focus' | 'isMinimized' | 'isFocused' | 'restore' | 'isDestroyed' | 'close' | 'destroy' | 'id';
void (BrowserWindow.prototype satisfies Pick<RealBrowserWindow, Covered>);

/** A person closed it; nothing to do when the app was quicker. */
export const closedByPerson = (id: number): void => windows.get(id)?.close();

export function windowById(id: number): BrowserWindow {
  return windows.get(id) ?? notCovered(`a message of window ${id}, which is closed`);
}

windowsAreClosedBy(() => {
  // quit itself goes on to will-quit, so window-all-closed is not told here; Electron does the same.
  for (const window of windows.values()) {
    const event = preventable();
    window.emit('close', event);
    if (event.defaultPrevented) return false;
  }
  for (const window of windows.values()) {
    windows.delete(window.id);
    window.webContents.destroyNow();
    tell('window.close', { id: window.id });
    window.emit('closed');
  }
  return true;
});
