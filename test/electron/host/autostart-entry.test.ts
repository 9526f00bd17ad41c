import { describe, expect, it } from 'vitest';
import { autostartEntry, autostartFile } from '../../../electron/host/autostart-entry.ts';

describe('the entry of a Linux session', () => {
  it('lies where the session looks, also where it was moved', () => {
    expect(autostartFile({}, '/home/a')).toBe('/home/a/.config/autostart/kakdoma-desk.desktop');
    expect(autostartFile({ XDG_CONFIG_HOME: '/cfg' }, '/home/a')).toBe('/cfg/autostart/kakdoma-desk.desktop');
  });

  it('starts the program hidden, whatever signs its path has', () => {
    expect(autostartEntry('/opt/Kakdoma Desk/kakdoma-desk', ['--hidden'])).toContain('\nExec="/opt/Kakdoma Desk/kakdoma-desk" "--hidden"\n');
    // Escaped for the quotes, then once more as every value of such a file is; a per cent sign is doubled.
    expect(autostartEntry('/a"b/100%/$x', [])).toContain('Exec="/a\\\\"b/100%%/\\\\$x"');
  });
});
