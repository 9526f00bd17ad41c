import { app } from 'electron';
import path from 'node:path';
import type { RequestOutput } from '../../shared/contract.ts';

/** What this program is and where it runs. */
export function aboutDesk(demo: boolean): Omit<RequestOutput<'app:info'>, 'firstRun' | 'settingsTrouble'> {
  const [first = 'en'] = app.getPreferredSystemLanguages();
  return {
    version: app.getVersion(), host: process.versions['electron'] === undefined ? 'double' : 'electron',
    platform: `${process.platform}-${process.arch}`, demo, systemLanguage: first.startsWith('ru') ? 'ru' : 'en',
  };
}

/** Folders that travel with the program. Models and specimens lie outside the archive once packaged. */
export function programFolders(): { code: string; page: string; preload: string; models: string; demo: string; tray: string } {
  const built = path.join(app.getAppPath(), 'dist');
  const resources = app.isPackaged ? process.resourcesPath : path.join(app.getAppPath(), 'resources');
  return {
    code: path.join(built, 'main'), page: path.join(built, 'renderer'), preload: path.join(built, 'preload/index.cjs'),
    models: path.join(resources, 'models'), demo: path.join(resources, 'demo'),
    tray: path.join(resources, 'tray'),
  };
}
