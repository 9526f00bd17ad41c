import { homedir } from 'node:os';
import path from 'node:path';

const NAME = 'Kakdoma Desk';

/** Where the system keeps the profile of this user's desk; Electron's own rule (app.getPath('userData')). */
export function usualProfileFolder(platform = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  switch (platform) {
    case 'win32': return path.win32.join(env['APPDATA'] ?? path.win32.join(homedir(), 'AppData', 'Roaming'), NAME);
    case 'darwin': return path.posix.join(homedir(), 'Library', 'Application Support', NAME);
    default: return path.posix.join(env['XDG_CONFIG_HOME'] || path.posix.join(homedir(), '.config'), NAME);
  }
}
