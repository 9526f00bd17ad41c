/** What `import … from 'electron'` gives in the double's main process. A name it lacks is an error when linking. */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { net, powerMonitor } from './network.ts';
import { protocol } from './protocol.ts';
import { refuseTheRest } from './refuse.ts';
import { session } from './session.ts';
import { clipboard, crashReporter, dialog, Menu, nativeTheme, shell, systemPreferences } from './small-modules.ts';
import { Notification, Tray } from './tray.ts';
import { utilityProcess } from './utility-process.ts';

const electron = refuseTheRest('electron', {
  app, BrowserWindow, clipboard, crashReporter, dialog, ipcMain, Menu, nativeTheme, net, powerMonitor, protocol, session, shell, systemPreferences, Notification, Tray, utilityProcess,
} satisfies { [K in keyof typeof import('electron')]?: object });

export default electron;
export { app, BrowserWindow, clipboard, crashReporter, dialog, ipcMain, Menu, nativeTheme, net, powerMonitor, protocol, session, shell, systemPreferences, Notification, Tray, utilityProcess };
