import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { autostartEntry, autostartFile, HIDDEN } from './autostart-entry.ts';

/** Whether the system starts the desk with the session of this user. */
export async function setStartAtLogin(on: boolean): Promise<void> {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on, args: [HIDDEN] });
    return;
  }
  const file = autostartFile(process.env, homedir());
  if (!on) {
    await rm(file, { force: true });
    return;
  }
  // An AppImage is mounted anew at each start: what is to be started is the file itself.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  const args = app.isPackaged ? [HIDDEN] : [app.getAppPath(), HIDDEN];
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, autostartEntry(program, args));
}

/** Started with the session: the window waits until somebody asks for it. */
export const startsHidden = (): boolean => process.argv.includes(HIDDEN);
