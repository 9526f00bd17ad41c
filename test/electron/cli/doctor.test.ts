import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SETTINGS_VERSION } from '../../../electron/settings/versions.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings.ts';
import { DEFAULT_SCAN } from '../../../shared/sources.ts';
import { DEFAULT_TELEGRAM } from '../../../shared/telegram.ts';
import { temporaryFolder } from '../profile.ts';
import { HAS_SANE, saneConfig } from '../sources/sane-desk.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** The command as `npm run doctor` runs it, without its npm and without any session bus: no keychain. */
function doctor(settings: Partial<Settings>, env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; text: string; profile: string }> {
  const profile = temporaryFolder();
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ version: SETTINGS_VERSION, settings: { ...DEFAULT_SETTINGS, ...settings } }));
  const child = spawn(process.execPath, [join(ROOT, 'electron/cli/doctor.ts'), '--profile', profile], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ...env },
  });
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, text: Buffer.concat(out).toString(), profile }));
  });
}

/** A row's mark and sentence, by what it is about. */
const rowsOf = (text: string): string[] => text.split('\n').filter((line) => /^\[.\] /.test(line));

describe('npm run doctor', () => {
  it('has a row for everything it looks at, tells trouble by its exit code, and nothing of anybody', async () => {
    const { code, text, profile } = await doctor({
      sources: [
        { id: 'escl-0a1b2c3d', name: 'Scanner of Ivanov', on: true, kind: 'escl', scan: DEFAULT_SCAN, options: { address: 'http://127.0.0.1:1/eSCL', uuid: '', fingerprint: null } },
        { id: 'serial-1', name: 'Unplugged', on: false, kind: 'serial', options: { path: '/dev/ttyNone', speed: 9600 } },
      ],
      destinations: [{ id: 'folder-9f8e7d6c', name: 'Disk of Ivanov', on: true, kind: 'folder', options: { path: '/nonexistent/ivanov' } }],
      telegram: { ...DEFAULT_TELEGRAM, on: true, signature: 'Ivanov', apiRoot: 'http://127.0.0.1:1' },
    });
    expect(code).toBe(1);
    const rows = rowsOf(text).join('\n');
    for (const name of ['Program', 'Keychain', 'Database', 'Disk', 'Reading models', 'Reader', 'Clock', 'Camera', 'Scanners', 'Bot', 'Delivery', 'Updates']) {
      expect(rows).toMatch(new RegExp(`^\\[.\\] ${name} `, 'm'));
    }
    expect(rows).toMatch(/^\[X\] Scanners +escl-0a1b2c3d: /m);
    expect(rows).toMatch(/^\[X\] Delivery +folder-9f8e7d6c: /m);
    for (const personal of ['Ivanov', 'ivanov', '127.0.0.1', profile]) expect(text).not.toContain(personal);
  });

  it.runIf(HAS_SANE)('tests the scanners of this desk', async () => {
    const { text } = await doctor({
      sources: [{ id: 'sane-1', name: 'Test', on: true, kind: 'sane', scan: DEFAULT_SCAN, options: { device: 'test:0' } }],
    }, { SANE_CONFIG_DIR: saneConfig({ test: '' }) });
    expect(rowsOf(text).join('\n')).toMatch(/^\[\+\] Scanners +/m);
  });
});
