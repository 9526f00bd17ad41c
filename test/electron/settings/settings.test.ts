import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../../electron/log.ts';
import { openSettings } from '../../../electron/settings/settings.ts';
import { SETTINGS_VERSION } from '../../../electron/settings/versions.ts';
import { DEFAULT_POLICY } from '../../../shared/policy.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { temporaryFolder } from '../profile.ts';

async function settingsIn(folder: string) {
  return openSettings({ file: join(folder, 'settings.json'), log: openLog({ folder: join(folder, 'logs') }) });
}

describe('settings', () => {
  it('begin with the defaults and write nothing unasked', async () => {
    const folder = temporaryFolder();
    expect((await settingsIn(folder)).get()).toEqual(DEFAULT_SETTINGS);
    expect(readdirSync(folder).filter((name) => name.startsWith('settings'))).toEqual([]);
  });

  it('keep a change across a restart, tell of it, and leave the others', async () => {
    const folder = temporaryFolder();
    const settings = await settingsIn(folder);
    const heard: unknown[] = [];
    settings.onChanged((now) => heard.push(now.language));
    await settings.set({ language: 'ru', theme: undefined });
    expect(heard).toEqual(['ru']);
    expect((await settingsIn(folder)).get()).toEqual({ ...DEFAULT_SETTINGS, language: 'ru' });
  });

  it('keep all of several changes made at once', async () => {
    const folder = temporaryFolder();
    const settings = await settingsIn(folder);
    await Promise.all([settings.set({ language: 'ru' }), settings.set({ theme: 'dark' }), settings.set({ cameraId: 'c1' })]);
    expect((await settingsIn(folder)).get()).toEqual({ ...DEFAULT_SETTINGS, language: 'ru', theme: 'dark', cameraId: 'c1' });
    expect(readdirSync(folder).sort()).toEqual(['logs', 'settings.json']);
  });

  it('are on the disk once they are settled, when nobody has waited for the changes themselves', async () => {
    const folder = temporaryFolder();
    const settings = await settingsIn(folder);
    // As a listener does: one change brings about another.
    settings.onChanged(({ theme }) => { if (theme !== 'dark') void settings.set({ theme: 'dark' }); });
    void settings.set({ language: 'ru' });
    const refused = settings.set({ cameraId: 'x'.repeat(201) });
    void settings.set({ cameraId: 'c1' });
    await Promise.all([settings.settled(), expect(refused).rejects.toThrow()]);
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')))
      .toMatchObject({ settings: { language: 'ru', theme: 'dark', cameraId: 'c1' } });
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['a value that is not allowed', JSON.stringify({ version: 2, settings: { ...DEFAULT_SETTINGS, theme: 'pink' } })],
  ])('put a file that is %s aside and go on with the defaults', async (_what, text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'settings.json'), text);
    const settings = await settingsIn(folder);
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
    expect([settings.trouble(), settings.isNew()]).toEqual(['settings.damaged', false]);
    expect((await settingsIn(folder)).trouble()).toBe('settings.damaged');
    expect(readFileSync(join(folder, 'settings.json.damaged'), 'utf8')).toBe(text);
    await settings.set({ theme: 'dark' });
    expect(settings.trouble()).toBe('settings.damaged');
    await settings.set({ policy: DEFAULT_POLICY });
    expect(settings.trouble()).toBeNull();
    const next = await settingsIn(folder);
    expect([next.get().theme, next.trouble()]).toEqual(['dark', null]);
  });

  it('of a newer version are left as they are for it, and refuse every change meanwhile', async () => {
    const folder = temporaryFolder();
    const text = JSON.stringify({ version: SETTINGS_VERSION + 1, settings: { ...DEFAULT_SETTINGS, theme: 'dark', tomorrow: 1 } });
    writeFileSync(join(folder, 'settings.json'), text);
    const settings = await settingsIn(folder);
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
    expect(settings.isNew()).toBe(false);
    expect(settings.trouble()).toBe('settings.fromTheFuture');
    await expect(settings.set({ theme: 'light' })).rejects.toMatchObject({ code: 'settings.fromTheFuture' });
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text);
    expect(readdirSync(folder).filter((name) => name.startsWith('settings'))).toEqual(['settings.json']);
  });

  it('refuse a value that is not allowed and stay as they were', async () => {
    const settings = await settingsIn(temporaryFolder());
    await expect(settings.set({ cameraId: 'x'.repeat(201) })).rejects.toThrow();
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
    expect(await settings.set({ theme: 'light' })).toMatchObject({ theme: 'light' });
  });

  it.each([
    [1, { language: 'ru', theme: 'dark', cameraId: 'c1' }],
    [2, { language: 'ru', theme: 'dark', cameraId: 'c1', destinations: [] }],
    [3, { language: 'ru', theme: 'dark', cameraId: 'c1', destinations: [], policy: DEFAULT_POLICY }],
  ])('of version %i are taken over, with the defaults of what it had not', async (version, settings) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version, settings }));
    const now = { ...DEFAULT_SETTINGS, language: 'ru', theme: 'dark', cameraId: 'c1' };
    expect((await settingsIn(folder)).get()).toEqual(now);
    await (await settingsIn(folder)).set({ theme: 'light' });
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')))
      .toEqual({ version: SETTINGS_VERSION, settings: { ...now, theme: 'light' } });
  });

  it('of version 5 keep their portals, whose options are new', async () => {
    const folder = temporaryFolder();
    const portal = { id: 'bitrix-1', kind: 'bitrix' as const, name: 'CRM', on: true };
    const settings = { ...DEFAULT_SETTINGS, destinations: [{ ...portal, options: {} }] };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 5, settings }));
    expect((await settingsIn(folder)).get().destinations)
      .toEqual([{ ...portal, options: { enterprise: false, numberPreset: null } }]);
  });

  it('refuse to upload pictures that are never kept', async () => {
    const settings = await settingsIn(temporaryFolder());
    const policy = { ...DEFAULT_POLICY, keepPicture: { kind: 'never' as const }, uploadPicture: true };
    await expect(settings.set({ policy })).rejects.toThrow();
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
  });
});
