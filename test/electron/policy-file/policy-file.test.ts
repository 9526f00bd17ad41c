import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../../electron/log.ts';
import { policyFilePlace, readPolicyFile } from '../../../electron/policy-file/policy-file.ts';
import { underPolicy } from '../../../electron/policy-file/settings-under-policy.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { createSettingsFiles } from '../../../electron/settings/settings-file.ts';
import { openSettings } from '../../../electron/settings/settings.ts';
import { policySchemaText } from '../../../scripts/policy-schema.ts';
import { laidOver } from '../../../shared/policy-file.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings.ts';
import { temporaryFolder } from '../profile.ts';

const log = () => openLog({ folder: temporaryFolder() });

async function deskUnder(file: object, profile = temporaryFolder()) {
  const place = join(temporaryFolder(), 'policy.json');
  writeFileSync(place, `\uFEFF${JSON.stringify(file)}`);
  const policy = await readPolicyFile(place, log());
  const defaults = policy.kind === 'read' ? laidOver(DEFAULT_SETTINGS, policy.preset) : DEFAULT_SETTINGS;
  return { policy, profile, settings: underPolicy(await openSettings({ file: join(profile, 'settings.json'), log: log(), defaults }), policy) };
}

describe('a computer’s policy file', () => {
  it('presets what nobody has set, and holds what it locks whatever was set', async () => {
    const { settings } = await deskUnder({
      version: 1, preset: { language: 'ru', theme: 'dark' }, lock: { operation: { lockAfterMinutes: 5 }, telegram: { on: false } },
    });
    expect(settings.get()).toMatchObject({ language: 'ru', theme: 'dark', operation: { lockAfterMinutes: 5 }, telegram: { on: false } });
    expect(settings.isNew()).toBe(false);
    expect(settings.locked().toSorted()).toEqual(['operation.lockAfterMinutes', 'telegram.on']);
    await settings.set({ theme: 'light' });
    expect(settings.get().theme).toBe('light');
  });

  it('refuses a change of what it locks, and of nothing beside it', async () => {
    const { settings } = await deskUnder({ version: 1, lock: { operation: { lockAfterMinutes: 5 }, theme: 'dark' } });
    const { operation } = settings.get();
    await expect(settings.set({ theme: 'light' })).rejects.toMatchObject({ code: 'settings.locked' });
    await expect(settings.set({ operation: { ...operation, lockAfterMinutes: null } })).rejects.toMatchObject({ code: 'settings.locked' });
    expect(await settings.set({ operation: { ...operation, startAtLogin: true } })).toMatchObject({ operation: { startAtLogin: true, lockAfterMinutes: 5 } });
    expect(await settings.set({ theme: 'dark', language: 'en' })).toMatchObject({ theme: 'dark', language: 'en' });
    const heard: unknown[] = [];
    settings.onChanged((now) => heard.push(now.operation.lockAfterMinutes));
    await settings.set({ cameraId: 'c' });
    expect(heard).toEqual([5]);
  });

  it('can hold every setting there is, and then refuses a change of each', async () => {
    const { settings } = await deskUnder({ version: 1, lock: DEFAULT_SETTINGS });
    for (const name of settings.locked()) {
      const [group = '', member] = name.split('.');
      const value = DEFAULT_SETTINGS[group as keyof Settings];
      const change = { [group]: member === undefined ? 'another' : { ...value as object, [member]: 'another' } };
      await expect(settings.set(change as Partial<Settings>), name).rejects.toMatchObject({ code: 'settings.locked' });
    }
    expect(new Set(settings.locked().map((name) => name.split('.')[0]))).toEqual(new Set(Object.keys(DEFAULT_SETTINGS)));
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
  });

  it('takes the settings of a first desk as they were exported', async () => {
    const { settings: first } = await deskUnder({ version: 1 });
    const destinations: Settings['destinations'] = [{ id: 'folder-0a1b2c3d', name: 'Disk', on: true, kind: 'folder', options: { path: '/srv' } }];
    await first.set({ destinations, policy: { ...DEFAULT_SETTINGS.policy, keepRegistrationDays: 90 }, language: 'ru' });
    const exported = join(temporaryFolder(), 'settings.json');
    await createSettingsFiles({ settings: first, keychain: createMemoryKeychain() }).write(exported);
    const { settings: lock } = JSON.parse(readFileSync(exported, 'utf8')) as { settings: Partial<Settings> };
    const { settings } = await deskUnder({ version: 1, lock });
    expect(settings.get()).toMatchObject({ destinations, policy: { keepRegistrationDays: 90 }, language: 'system' });
    await expect(settings.set({ destinations: [] })).rejects.toMatchObject({ code: 'settings.locked' });
  });

  it('that forbids keeping pictures ends their upload, too, though this desk had switched it on', async () => {
    const { profile, settings: before } = await deskUnder({ version: 1 });
    await before.set({ policy: { ...DEFAULT_SETTINGS.policy, uploadPicture: true, keepRegistrationDays: 30 } });
    const { settings } = await deskUnder({ version: 1, lock: { policy: { keepPicture: { kind: 'never' } } } }, profile);
    expect(settings.get().policy).toMatchObject({ keepPicture: { kind: 'never' }, uploadPicture: false });
    await settings.set({ policy: { ...settings.get().policy, keepRegistrationDays: 60 } });
    expect(settings.get().policy).toMatchObject({ keepPicture: { kind: 'never' }, uploadPicture: false, keepRegistrationDays: 60 });
  });

  it.each<[string, unknown, string]>([
    ['is no JSON', undefined, 'json'],
    ['names what is no setting', { version: 1, lock: { colour: 'red' } }, 'lock.colour'],
    ['gives a value that cannot be', { version: 1, lock: { operation: { lockAfterMinutes: 0 } } }, 'lock.operation.lockAfterMinutes'],
    ['breaks a rule between two values', { version: 1, lock: { policy: { keepPicture: { kind: 'never' }, uploadPicture: true } } }, 'policy'],
    ['presets what breaks such a rule', { version: 1, preset: { policy: { keepPicture: { kind: 'never' }, uploadPicture: true } }, lock: { policy: { uploadPicture: false } } }, 'policy'],
    ['is of a version to come', { version: 2 }, 'version'],
  ])('that %s holds nothing, and where it is wrong is told', async (_, file, problem) => {
    const place = join(temporaryFolder(), 'policy.json');
    writeFileSync(place, file === undefined ? '{"version":1,' : JSON.stringify(file));
    expect(await readPolicyFile(place, log())).toEqual({ kind: 'broken', problem });
  });

  it('that is not there is none', async () => {
    expect(await readPolicyFile(join(temporaryFolder(), 'policy.json'), log())).toEqual({ kind: 'none' });
  });

  it('lies where only the computer’s administrator writes', () => {
    expect(policyFilePlace('win32', { CommonProgramFiles: 'D:\\Program Files\\Common Files' })).toBe('D:\\Program Files\\Common Files\\Kakdoma Desk\\policy.json');
    expect(policyFilePlace('darwin', {})).toBe('/Library/Application Support/Kakdoma Desk/policy.json');
    expect(policyFilePlace('linux', {})).toBe('/etc/kakdoma-desk/policy.json');
  });

  it('has a published schema that is up to date (npm run policy-schema)', () => {
    expect(readFileSync(new URL('../../../docs/policy.schema.json', import.meta.url), 'utf8')).toBe(policySchemaText());
  });
});
