/** Menu, dialog, theme and system: little is asked of them, and less makes sense without a desktop. */
import type { Clipboard, CrashReporter, Dialog, MenuItemConstructorOptions, NativeTheme } from 'electron';
import { BrowserWindow } from './browser-window.ts';
import { refuseTheRest } from './refuse.ts';
import { toWindow } from './to-window.ts';

type DoubleMenu = { readonly items: readonly MenuItemConstructorOptions[] };
let applicationMenu: DoubleMenu | null = null;

/** Chromium's own shortcuts copy, paste and zoom; the menu is kept so that specs can look at it. */
export const Menu = refuseTheRest('Menu', {
  buildFromTemplate: (items: MenuItemConstructorOptions[]): DoubleMenu => ({ items }),
  setApplicationMenu: (menu: DoubleMenu | null) => { applicationMenu = menu; },
  getApplicationMenu: () => applicationMenu,
});

export const dialog = refuseTheRest('dialog', {
  /** Chromium's own file dialog, opened from the first window. */
  showOpenDialog: (async (first: unknown, second?: unknown) => {
    const options = (second ?? first) as Electron.OpenDialogOptions;
    const [window] = BrowserWindow.getAllWindows();
    const filePaths = window === undefined ? [] : await toWindow().ask('dialog.open', {
      id: window.id, multiple: options.properties?.includes('multiSelections') ?? false,
      extensions: options.filters?.flatMap(({ extensions }) => extensions) ?? [],
    });
    return { canceled: filePaths.length === 0, filePaths };
  }) as Dialog['showOpenDialog'],
  /** Electron writes it to stderr where there is no desktop. */
  showErrorBox: (title: string, content: string) => console.error(`${title}\n${content}`),
} satisfies Partial<Dialog>);

export const nativeTheme = refuseTheRest('nativeTheme', { shouldUseDarkColors: false } satisfies Partial<NativeTheme>);
export const systemPreferences = refuseTheRest('systemPreferences', {});
export const shell = refuseTheRest('shell', {});

let copied = '';
/** A clipboard of its own: what a page in Chromium copies is not here until a spec writes it. */
export const clipboard = refuseTheRest('clipboard', {
  readText: () => Promise.resolve(copied),
  writeText: (text) => { copied = text; return Promise.resolve(); },
  clear: () => { copied = ''; },
} satisfies Partial<Clipboard>);

/** Node writes no minidumps; Electron's reporter is given what it would be given. */
export const crashReporter = refuseTheRest('crashReporter', {
  start: ({ uploadToServer }) => {
    if (uploadToServer !== false) throw new Error("Missing required parameter 'submitURL'");
  },
} satisfies Partial<CrashReporter>);
