import path from 'node:path';

/** Given to a program that starts with the session: it opens no window, and is found in the tray. */
export const HIDDEN = '--hidden';

/** Where a Linux session looks for what it starts (freedesktop.org, Desktop Application Autostart Specification). */
export const autostartFile = (env: NodeJS.ProcessEnv, home: string): string =>
  path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'autostart', 'kakdoma-desk.desktop');

/** The entry itself. Signs that mean something in `Exec` are escaped (Desktop Entry Specification, "The Exec key"). */
export function autostartEntry(program: string, args: readonly string[]): string {
  const quoted = (word: string): string => `"${word.replaceAll(/["`$\\]/g, '\\$&').replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;
  const exec = [program, ...args].map(quoted).join(' ');
  return ['[Desktop Entry]', 'Type=Application', 'Name=Kakdoma Desk', `Exec=${exec}`, 'X-GNOME-Autostart-enabled=true', 'Terminal=false', ''].join('\n');
}
