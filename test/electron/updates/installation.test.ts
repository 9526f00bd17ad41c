import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installationOf } from '../../../electron/updates/installation.ts';
import { temporaryFolder } from '../profile.ts';

/** A program in a folder of its own; `beside` lies there, too. */
function program(name: string, beside: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'resources'));
  for (const [file, text] of Object.entries(beside)) writeFileSync(join(folder, file), text);
  return { folder, resources: join(folder, 'resources'), executable: join(folder, name) };
}

describe('an installation', () => {
  it('by AppImage is replaced with nobody there, as far as its folder may be written to', () => {
    const { folder, ...where } = program('kakdoma-desk');
    const file = join(folder, 'Kakdoma-Desk.AppImage');
    expect(installationOf({ platform: 'linux', env: { APPIMAGE: file }, ...where })).toEqual({ kind: 'appImage', file, unattended: true });
    expect(installationOf({ platform: 'linux', env: { APPIMAGE: join(folder, 'gone/desk.AppImage') }, ...where })).toMatchObject({ unattended: false });
    expect(installationOf({ platform: 'linux', env: { APPIMAGE: 'desk.AppImage' }, ...where })).toBeNull();
  });

  it.each(['deb', 'rpm'] as const)('by %s needs somebody who gives the password', (kind) => {
    const where = program('kakdoma-desk', { 'resources/package-type': `${kind}\n` });
    expect(installationOf({ platform: 'linux', env: {}, ...where })).toEqual({ kind, unattended: false });
  });

  it('on Windows is known by its uninstaller, and needs somebody where it is for all users', () => {
    const { folder, ...where } = program('Kakdoma Desk.exe', { 'Uninstall Kakdoma Desk.exe': '' });
    expect(installationOf({ platform: 'win32', env: { LOCALAPPDATA: join(folder, '..').toUpperCase() }, ...where })).toEqual({ kind: 'nsis', unattended: true });
    expect(installationOf({ platform: 'win32', env: { LOCALAPPDATA: join(folder, 'elsewhere') }, ...where })).toEqual({ kind: 'nsis', unattended: false });
    expect(installationOf({ platform: 'win32', env: {}, ...program('Kakdoma Desk.exe') })).toBeNull();
  });

  it('on macOS is none while it runs from its disk image or its download', () => {
    const at = (bundle: string) => installationOf({ platform: 'darwin', env: {}, resources: '', executable: `${bundle}/Contents/MacOS/Kakdoma Desk` });
    expect(at('/Volumes/Kakdoma Desk/Kakdoma Desk.app')).toBeNull();
    expect(at('/private/var/folders/x/AppTranslocation/1/d/Kakdoma Desk.app')).toBeNull();
    const bundle = join(temporaryFolder(), 'Kakdoma Desk.app');
    mkdirSync(bundle);
    expect(at(bundle)).toEqual({ kind: 'mac', unattended: true });
  });

  it('is none in a folder that somebody unpacked', () => {
    expect(installationOf({ platform: 'linux', env: {}, ...program('kakdoma-desk') })).toBeNull();
  });
});
