import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../../electron/log.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { openSettings } from '../../../electron/settings/settings.ts';
import { createSettingsFiles } from '../../../electron/settings/settings-file.ts';
import { SETTINGS_VERSION } from '../../../electron/settings/versions.ts';
import { NEW_BITRIX, type DestinationSettings } from '../../../shared/destinations.ts';
import { DEFAULT_POLICY } from '../../../shared/policy.ts';
import { DEFAULT_SETTINGS, DESK_SETTINGS } from '../../../shared/settings.ts';
import { temporaryFolder } from '../profile.ts';

const CRM: DestinationSettings = { id: 'crm-1', kind: 'bitrix', name: 'Bitrix24', on: true, options: NEW_BITRIX };
const POLICY = { ...DEFAULT_POLICY, keepPicture: { kind: 'days' as const, days: 3 } };

async function desk() {
  const folder = temporaryFolder();
  const keychain = createMemoryKeychain();
  const settings = await openSettings({ file: join(folder, 'settings.json'), log: openLog({ folder: join(folder, 'logs') }) });
  return { folder, keychain, settings, files: createSettingsFiles({ settings, keychain }) };
}

/** A file as another program may have made it. */
function fileOf(content: unknown): string {
  const file = join(temporaryFolder(), 'settings.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const ours = (settings: object, more: object = {}) => ({ kind: 'kakdoma-desk-settings', version: SETTINGS_VERSION, settings, ...more });
const shared = Object.fromEntries(Object.entries(DEFAULT_SETTINGS).filter(([name]) => !(DESK_SETTINGS as readonly string[]).includes(name)));

describe('the settings file', () => {
  it('carries a property’s settings from desk to desk, but no secret and nothing that is each desk’s own', async () => {
    const [one, other] = [await desk(), await desk()];
    await one.keychain.set('destination/crm-1', 'https://portal.example/rest/1/verysecret/');
    await one.settings.set({ destinations: [CRM], policy: POLICY, language: 'ru', cameraId: 'c1' });
    await other.settings.set({ language: 'en', theme: 'dark' });
    const file = join(one.folder, 'for-all.json');
    await one.files.write(file);
    expect(readFileSync(file, 'utf8')).not.toMatch(/verysecret|c1"|"ru"/);

    const answer = await other.files.read(file);
    if (answer.kind !== 'shown') throw new Error(answer.kind);
    expect(answer.shown.preview).toMatchObject({ secretsMissing: ['Bitrix24'] });
    expect(answer.shown.preview.changes).toEqual(expect.arrayContaining([
      { name: 'policy.keepPicture.days', before: '', after: '3' },
      { name: 'destinations.crm-1.name', before: '', after: 'Bitrix24' },
    ]));
    expect(other.settings.get().destinations).toEqual([]);
    expect(await other.files.commit(answer.shown.token)).toMatchObject({ kind: 'done' });
    expect(await other.files.commit(answer.shown.token)).toMatchObject({ kind: 'alreadyDone' });
    expect(other.settings.get()).toMatchObject({ destinations: [CRM], policy: POLICY, language: 'en', theme: 'dark' });
  });

  it('does not switch a bot on or off: one desk polls for all', async () => {
    const [one, other] = [await desk(), await desk()];
    await one.settings.set({ telegram: { ...DEFAULT_SETTINGS.telegram, on: true, signature: 'Front desk' } });
    const file = join(one.folder, 'for-all.json');
    await one.files.write(file);
    const answer = await other.files.read(file);
    if (answer.kind !== 'shown') throw new Error(answer.kind);
    await other.files.commit(answer.shown.token);
    expect(other.settings.get().telegram).toMatchObject({ on: false, signature: 'Front desk' });
  });

  it('brings a file of an older program up to date', async () => {
    const { files } = await desk();
    const answer = await files.read(fileOf(ours({ destinations: [CRM] }, { version: 2 })));
    if (answer.kind !== 'shown') throw new Error(answer.kind);
    expect(answer.shown.preview.changes).toContainEqual({ name: 'destinations.crm-1.kind', before: '', after: 'bitrix' });
    expect(answer.shown.preview.changes.filter(({ name }) => name.startsWith('policy'))).toEqual([]);
  });

  it.each([
    ['that is no JSON', 'hello', { kind: 'notOurs' }],
    ['of another program', { kind: 'other', version: 1 }, { kind: 'notOurs' }],
    ['of a newer program', ours(shared, { version: SETTINGS_VERSION + 1 }), { kind: 'newer' }],
    ['with a name it does not know', ours({ ...shared, webhook: 'x' }), { kind: 'unknownName', name: 'webhook' }],
    ['with such a name deep inside', ours({ ...shared, policy: { ...DEFAULT_POLICY, secret: 1 } }), { kind: 'unknownName', name: 'policy.secret' }],
    ['that sets what is each desk’s own', ours({ ...shared, language: 'ru' }), { kind: 'unknownName', name: 'language' }],
    ['with an impossible value', ours({ ...shared, policy: { ...DEFAULT_POLICY, keepRegistrationDays: -1 } }), { kind: 'wrong', name: 'policy.keepRegistrationDays' }],
  ])('refuses one %s, and says why', async (_, content, answer) => {
    const { files, settings } = await desk();
    expect(await files.read(fileOf(content))).toEqual(answer);
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
  });
});
