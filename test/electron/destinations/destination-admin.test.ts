import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CUSTOM_FIELDS } from '../../../electron/destinations/bitrix/contact-fields.ts';
import { createDeskDestinations } from '../../../electron/destinations/desk-destinations.ts';
import { createDestinationAdmin } from '../../../electron/destinations/destination-admin.ts';
import { createFolderChoices } from '../../../electron/destinations/folder-choices.ts';
import { openSettings } from '../../../electron/settings/settings.ts';
import { NEW_BITRIX } from '../../../shared/destinations.ts';
import { DeskError } from '../../../shared/errors.ts';
import { DEFAULT_POLICY } from '../../../shared/policy.ts';
import { createPortal } from '../../servers/bitrix24.ts';
import { openProfile, temporaryFolder } from '../profile.ts';
import { confirmInput, draftOf } from '../specimens.ts';

const WEBHOOK = { name: 'CRM', place: { kind: 'bitrix', options: NEW_BITRIX }, secret: 'https://portal.example/rest/7/abc123secret/' } as const;
const S3 = {
  kind: 's3',
  options: {
    endpoint: 'https://s3.example', region: 'ru-1', bucket: 'guests', prefix: '', forcePathStyle: true,
    accessKeyId: 'AKID', sse: 'none', keyId: '',
  },
} as const;

async function openAdmin(chosen: string | null = null) {
  const profile = await openProfile();
  const portal = createPortal();
  const { keychain, storage, log } = profile;
  const file = join(profile.folder, 'settings.json');
  const settings = await openSettings({ file, log });
  const reconnected: string[] = [];
  const folders = createFolderChoices({ choosePath: async () => chosen, own: join(profile.folder, 'archive') });
  const destinations = createDeskDestinations({
    keychain, storage, log, fetch: portal.fetch, version: '0.0.0', policy: () => DEFAULT_POLICY,
  });
  const admin = createDestinationAdmin({
    settings, keychain, storage, log, destinations, folders, reconnect: (id) => void reconnected.push(id),
  });
  return { profile, portal, settings, folders, admin, reconnected, file };
}

describe('a new destination', () => {
  it('is off, and its secret is in the keychain and nowhere else', async () => {
    const { admin, settings, profile, file } = await openAdmin();
    const card = await admin.add(WEBHOOK);
    expect(card).toMatchObject({ kind: 'bitrix', name: 'CRM', on: false, secret: { kind: 'set' } });
    expect(await profile.keychain.get(`destination/${card.id}`)).toBe(WEBHOOK.secret);
    const written = `${readFileSync(file, 'utf8')}${readFileSync(join(profile.folder, 'logs', 'desk.log'), 'utf8')}`;
    expect(`${JSON.stringify([card, await admin.list(), settings.get()])}${written}`).not.toContain('abc123secret');
  });

  it('says since when its secret is set, or that it is not', async () => {
    const { admin } = await openAdmin();
    const before = Date.now();
    const { id } = await admin.add({ name: 'Archive', place: S3, secret: null });
    expect(await admin.list()).toMatchObject([{ secret: { kind: 'missing' } }]);
    const { secret } = await admin.setSecret(id, 'wJalrXUtnFEMI');
    expect(secret.kind === 'set' && secret.at !== null && secret.at >= before).toBe(true);
  });

  it('is refused with a secret that cannot be one, and leaves nothing', async () => {
    const { admin, settings } = await openAdmin();
    await expect(admin.add({ ...WEBHOOK, secret: 'https://portal.example/crm/' })).rejects.toMatchObject({ code: 'webhook.malformed' });
    await expect(admin.add({ name: 'A', place: S3, secret: 'two words' })).rejects.toMatchObject({ code: 'secret.malformed' });
    expect(settings.get().destinations).toEqual([]);
  });

  it('that the settings refuse leaves no secret behind', async () => {
    const { admin, settings, profile } = await openAdmin();
    const kept = vi.spyOn(profile.keychain, 'set');
    vi.spyOn(settings, 'set').mockRejectedValue(new DeskError('settings.locked'));
    await expect(admin.add(WEBHOOK)).rejects.toMatchObject({ code: 'settings.locked' });
    expect(kept.mock.calls.map(([, secret]) => secret)).toContain(WEBHOOK.secret);
    for (const [account] of kept.mock.calls) expect(await profile.keychain.get(account)).toBeNull();
  });

  it('has an id of its own, also when several are added at once', async () => {
    const { admin, settings } = await openAdmin();
    await Promise.all([admin.add(WEBHOOK), admin.add({ ...WEBHOOK, name: 'Second portal' })]);
    expect(new Set(settings.get().destinations.map(({ id }) => id)).size).toBe(2);
  });
});

describe('a folder', () => {
  it('is the desk’s own one, made when it is first wanted', async () => {
    const { admin, profile } = await openAdmin();
    const card = await admin.add({ name: 'Archive', place: { kind: 'folder', folder: 'own' }, secret: null });
    expect(card).toMatchObject({ secret: { kind: 'notNeeded' }, options: { path: join(profile.folder, 'archive') } });
    expect(existsSync(join(profile.folder, 'archive'))).toBe(true);
    expect(await admin.test(card.id)).toEqual({ ok: true });
  });

  it('is the one chosen in the dialog, and never a path the page made up', async () => {
    const path = temporaryFolder();
    const { admin, folders } = await openAdmin(path);
    const choice = await folders.choose();
    expect(choice?.path).toBe(path);
    const place = { kind: 'folder', folder: choice?.choiceId ?? '' } as const;
    expect(await admin.add({ name: 'Share', place, secret: null })).toMatchObject({ options: { path } });
    const other = { kind: 'folder', folder: '00000000-0000-4000-8000-000000000000' } as const;
    await expect(admin.add({ name: 'X', place: other, secret: null })).rejects.toMatchObject({ code: 'folder.notChosen' });
  });
});

describe('fields that a portal lacks', () => {
  it('are named by the dry run and made by its confirmation, once', async () => {
    const { admin, portal, reconnected } = await openAdmin();
    const { id } = await admin.add(WEBHOOK);
    const { token, preview } = await admin.fields.preview(id);
    expect(preview.test).toMatchObject({ ok: false, code: 'bitrix.fieldMissing' });
    expect(preview.fields.map(({ name }) => name)).toEqual(Object.keys(CUSTOM_FIELDS));
    expect(portal.custom.size).toBe(0);
    expect(await admin.fields.commit(token)).toEqual({ kind: 'done', result: { ok: true } });
    expect([...portal.custom.keys()]).toEqual(Object.keys(CUSTOM_FIELDS));
    expect(await admin.fields.commit(token)).toMatchObject({ kind: 'alreadyDone' });
    expect(reconnected).toEqual([id]);
  });
});

describe('a change', () => {
  it('of the secret has the courier begin anew, and is tested with the new one', async () => {
    const { admin, reconnected, portal } = await openAdmin();
    const { id } = await admin.add({ ...WEBHOOK, secret: 'https://portal.example/rest/7/wrong/' });
    for (const [name, { type }] of Object.entries(CUSTOM_FIELDS)) portal.custom.set(name, type);
    expect(await admin.test(id)).toEqual({ ok: false, code: 'bitrix.webhookRefused' });
    await admin.setSecret(id, portal.webhook);
    expect(reconnected).toEqual([id]);
    expect(await admin.test(id)).toEqual({ ok: true });
  });

  it('makes no other kind of a destination', async () => {
    const { admin } = await openAdmin();
    const { id } = await admin.add(WEBHOOK);
    await expect(admin.edit({ destinationId: id, place: S3 })).rejects.toMatchObject({ code: 'request.invalid' });
    expect(await admin.edit({ destinationId: id, name: 'Sales', on: true })).toMatchObject({ name: 'Sales', on: true });
  });
});

describe('removing', () => {
  it('tells what is still to be delivered, then drops it with settings and secret', async () => {
    const { admin, profile, settings } = await openAdmin();
    const { id } = await admin.add(WEBHOOK);
    await profile.registrations.confirm(confirmInput(draftOf(), { destinations: [id] }));
    const { token, preview } = await admin.removal.preview(id);
    expect(preview).toEqual({ name: 'CRM', undelivered: 1, delivered: 0 });
    expect(settings.get().destinations).toHaveLength(1);
    expect(await admin.removal.commit(token)).toMatchObject({ kind: 'done' });
    expect(settings.get().destinations).toEqual([]);
    expect(await profile.keychain.get(`destination/${id}`)).toBeNull();
    expect(await profile.registrations.deliveryCounts()).toEqual([]);
  });
});
