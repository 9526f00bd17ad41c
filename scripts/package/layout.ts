import path from 'node:path';
import type { Target } from './targets.ts';

/** Where things lie in an unpacked package. */
export type Layout = {
  /** Of the program itself: app.asar, models. */
  readonly resources: string;
  /** What a person starts. */
  readonly executable: string;
  /** What @electron/fuses is given. */
  readonly fused: string;
  /** Folders whose locales are cut down to ours. */
  readonly locales: readonly string[];
};

const PRODUCT = 'Kakdoma Desk';

export function layoutOf(folder: string, { os }: Target): Layout {
  if (os === 'mac') {
    const app = path.join(folder, `${PRODUCT}.app`);
    const resources = path.join(app, 'Contents/Resources');
    return {
      resources, executable: path.join(app, 'Contents/MacOS', PRODUCT), fused: app,
      locales: [path.join(app, 'Contents/Frameworks/Electron Framework.framework/Versions/A/Resources')],
    };
  }
  const executable = path.join(folder, os === 'win' ? `${PRODUCT}.exe` : 'kakdoma-desk');
  return { resources: path.join(folder, 'resources'), executable, fused: executable, locales: [path.join(folder, 'locales')] };
}
