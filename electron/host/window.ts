import { BrowserWindow, Menu, nativeTheme } from 'electron';
import { EVENT_CHANNEL } from '../../shared/channels.ts';
import type { Events } from '../../shared/contract.ts';

export type DeskWindow = {
  /** Settles when the page has loaded. */
  readonly loaded: Promise<void>;
  /** Tells the page; nothing when it is gone. */
  send<K extends keyof Events>(name: K, payload: Events[K]): void;
  /** Brings the window to the front; opens it anew where it was closed. */
  show(): void;
  /** Asks the system to leave it out of screenshots, also when it is opened anew; does nothing on Linux. */
  hideFromScreenshots(hidden: boolean): void;
  /** Whether somebody may be looking at it. */
  isInFront(): boolean;
};

/** Roles only: the system's own texts and shortcuts for copy, paste and zoom, nothing that opens developer tools. */
function setMenu(): void {
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate([
    ...(mac ? [{ role: 'appMenu' as const }] : [{ role: 'fileMenu' as const }]),
    { role: 'editMenu' },
    { label: 'View', submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }] },
    ...(mac ? [{ role: 'windowMenu' as const }] : []),
  ]));
}

/**
 * Opens the desk's one window; `hidden`: it waits to be shown. Electron keeps its place and size by its name. `failed`
 * hears why a window that was opened anew has not loaded; of the first one `loaded` tells.
 */
export function openWindow({ url, preload, hidden: startHidden, failed }: {
  url: string; preload: string; hidden: boolean; failed: (error: unknown) => void;
}): DeskWindow {
  setMenu();
  let window = makeWindow(preload, startHidden);
  let hidden = false;
  return {
    loaded: load(window, url),
    send: (name, payload) => {
      if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, payload);
    },
    show: () => {
      if (window.isDestroyed()) {
        window = makeWindow(preload, false);
        window.setContentProtection(hidden);
        load(window, url).catch(failed);
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    hideFromScreenshots: (wanted) => {
      hidden = wanted;
      if (!window.isDestroyed()) window.setContentProtection(hidden);
    },
    isInFront: () => !window.isDestroyed() && window.isFocused(),
  };
}

/** Loads the page; closed while it was loading is no fault: somebody changed their mind. */
const load = (window: BrowserWindow, url: string): Promise<void> => window.loadURL(url).catch((error: unknown) => {
  if (!window.isDestroyed()) throw error;
});

function makeWindow(preload: string, startHidden: boolean): BrowserWindow {
  const window = new BrowserWindow({
    name: 'desk', windowStatePersistence: true,
    title: 'Kakdoma Desk', width: 1360, height: 860, minWidth: 1024, minHeight: 680,
    show: false, autoHideMenuBar: true, backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#f6f7f9',
    webPreferences: {
      preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false,
      // Chromium would fetch its dictionaries from the network, and names of guests are no spelling mistakes.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (!startHidden) window.show();
  });
  return window;
}
