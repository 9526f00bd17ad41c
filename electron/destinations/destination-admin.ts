/** What an administrator does with destinations: set up, test, switch, remove. */
import { randomUUID } from 'node:crypto';
import type { RequestInput } from '../../shared/contract.ts';
import type {
  ConnectionTest, DestinationCard, DestinationPlace, FieldsPreview, NewDestination, NumberPresets, RemovalPreview,
} from '../../shared/destination-card.ts';
import { destinationsSchema, type BitrixSettings, type DestinationSettings } from '../../shared/destinations.ts';
import { DeskError } from '../../shared/errors.ts';
import { createConfirmedAction, type ConfirmedAction } from '../confirmed-action.ts';
import type { Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import { countDeliveriesTo, dropUndelivered } from '../outbox/delivery-lists.ts';
import type { Keychain } from '../secrets/keychain.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { CUSTOM_FIELDS } from './bitrix/contact-fields.ts';
import { isCustomField } from './bitrix/portal-fields.ts';
import type { DeskDestinations } from './desk-destinations.ts';
import { checkSecret, deleteSecret, secretState, setSecret } from './destination-secrets.ts';
import type { FolderChoices } from './folder-choices.ts';

/** A person waits for the answer. */
const TEST_MS = 30_000;
/** One request for each field, in a portal that may be slow. */
const ADD_FIELDS_MS = 90_000;

/** Every call rejects with `destination.missing` for an id that the settings do not have, and as the keychain does. */
export type DestinationAdmin = {
  list(): Promise<DestinationCard[]>;
  /** Switched off. `webhook.malformed`, `secret.malformed`, `folder.notChosen`, `destination.noRoom`. */
  add(wanted: NewDestination): Promise<DestinationCard>;
  edit(change: RequestInput<'destination:edit'>): Promise<DestinationCard>;
  setSecret(destinationId: string, secret: string): Promise<DestinationCard>;
  test(destinationId: string): Promise<ConnectionTest>;
  /** Templates of the portal that could hold the document's number. */
  numberPresets(destinationId: string): Promise<NumberPresets>;
  readonly fields: ConfirmedAction<string, FieldsPreview, ConnectionTest>;
  readonly removal: ConfirmedAction<string, RemovalPreview, null>;
};

/** `reconnect`: makes the courier begin anew with this destination; `now`: UTC milliseconds. */
export function createDestinationAdmin(parts: {
  settings: SettingsStore; keychain: Keychain; storage: Storage; log: Log; destinations: DeskDestinations;
  folders: FolderChoices; reconnect: (destinationId: string) => void; now?: () => number;
}): DestinationAdmin {
  const { settings, keychain, storage, log, destinations, folders, reconnect, now = Date.now } = parts;
  /** One change after the other, as each is made of the list that the one before left. */
  let changing: Promise<unknown> = Promise.resolve();

  function found(destinationId: string): DestinationSettings {
    const one = settings.get().destinations.find(({ id }) => id === destinationId);
    if (!one) throw new DeskError('destination.missing');
    return one;
  }

  function foundPortal(destinationId: string): BitrixSettings {
    const one = found(destinationId);
    if (one.kind !== 'bitrix') throw new DeskError('request.invalid', 'only a portal has fields and templates');
    return one;
  }

  function change(edit: (list: readonly DestinationSettings[]) => DestinationSettings[]): Promise<void> {
    const changed = changing.then(async () => {
      const list = destinationsSchema.safeParse(edit(settings.get().destinations));
      if (!list.success) throw new DeskError('destination.noRoom');
      await settings.set({ destinations: list.data });
    });
    changing = changed.catch(() => undefined); // the caller hears of it; the next change must still be made
    return changed;
  }

  const card = async (one: DestinationSettings): Promise<DestinationCard> =>
    ({ ...one, secret: await secretState(keychain, one) });

  async function placed(
    common: Pick<DestinationSettings, 'id' | 'name' | 'on'>, place: DestinationPlace,
  ): Promise<DestinationSettings> {
    switch (place.kind) {
      case 'bitrix': return { ...common, kind: 'bitrix', options: place.options };
      case 's3': return { ...common, kind: 's3', options: place.options };
      case 'folder': return { ...common, kind: 'folder', options: { path: await folders.pathOf(place.folder) } };
      default: return place satisfies never;
    }
  }

  const test = (one: DestinationSettings): Promise<ConnectionTest> =>
    destinations.single(one).test(AbortSignal.timeout(TEST_MS));

  return {
    list: () => Promise.all(settings.get().destinations.map(card)),
    async add({ name, place, secret }) {
      if (secret !== null) checkSecret(place.kind, secret);
      // Never the id of one that was removed: deliveries made there still stand in the outbox.
      const id = `${place.kind}-${randomUUID().slice(0, 8)}`;
      const one = await placed({ id, name, on: false }, place);
      if (secret !== null) await setSecret(keychain, id, secret, now());
      try {
        await change((list) => [...list, one]);
      } catch (error) {
        if (secret !== null) await deleteSecret(keychain, id); // nobody could ever use or remove it
        throw error;
      }
      log.info('destination.added', { destination: id });
      return card(one);
    },
    async edit({ destinationId, name, on, place }) {
      const old = found(destinationId);
      if (place !== undefined && place.kind !== old.kind) throw new DeskError('request.invalid', 'another kind');
      const next = { ...old, name: name ?? old.name, on: on ?? old.on };
      const edited = place === undefined ? next : await placed(next, place);
      await change((list) => list.map((one) => (one.id === destinationId ? edited : one)));
      log.info('destination.edited', { destination: destinationId, state: edited.on ? 'on' : 'off' });
      return card(edited);
    },
    async setSecret(destinationId, secret) {
      const one = found(destinationId);
      if (one.kind === 'folder') throw new DeskError('request.invalid', 'a folder has no secret');
      checkSecret(one.kind, secret);
      await setSecret(keychain, destinationId, secret, now());
      log.info('destination.secretSet', { destination: destinationId });
      reconnect(destinationId);
      return card(one);
    },
    test: async (destinationId) => test(found(destinationId)),
    async numberPresets(destinationId) {
      const answer = await destinations.portal(foundPortal(destinationId)).numberPresets(AbortSignal.timeout(TEST_MS));
      return 'ok' in answer ? answer : { ok: true, presets: answer };
    },
    fields: createConfirmedAction({
      now,
      async look(destinationId: string) {
        const one = foundPortal(destinationId);
        const tested = await test(one);
        const missing = tested.ok ? [] : (tested.missing ?? []).filter(isCustomField);
        const fields = missing.map((name) => ({ name, labels: CUSTOM_FIELDS[name].labels }));
        return { plan: destinationId, preview: { test: tested, fields } };
      },
      async commit(destinationId) {
        const result = await destinations.portal(foundPortal(destinationId)).addMissingFields(AbortSignal.timeout(ADD_FIELDS_MS));
        log.info('destination.fieldsAdded', { destination: destinationId, code: result.ok ? 'ok' : result.code });
        reconnect(destinationId);
        return result;
      },
    }),
    removal: createConfirmedAction({
      now,
      look: async (destinationId: string) => {
        const { name } = found(destinationId);
        return { plan: destinationId, preview: { name, ...countDeliveriesTo(storage.opened().database, destinationId) } };
      },
      async commit(destinationId) {
        // The list first: from then on nothing is confirmed for it or brought to it.
        await change((list) => list.filter(({ id }) => id !== destinationId));
        const count = dropUndelivered(storage.opened().database, destinationId);
        await deleteSecret(keychain, destinationId);
        log.info('destination.removed', { destination: destinationId, count });
        return null;
      },
    }),
  };
}
