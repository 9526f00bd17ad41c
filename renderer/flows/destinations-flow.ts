import type { Answer, RequestInput } from '../../shared/contract.ts';
import type { ConnectionTest, DestinationCard, DestinationPlace, NumberPresets } from '../../shared/destination-card.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { languageOf, textsNow } from '../texts/use-texts.ts';
import { confirmAction } from './action-flow.ts';
import { sayRefused } from './say.ts';

/** Asks for the destinations, and for the settings that the rest of the page goes by. */
export async function loadDestinations(): Promise<void> {
  const [cards, settings] = await Promise.all([
    request('destination:list', undefined),
    request('settings:get', undefined),
  ]);
  if (settings.ok) desk().setSettings(settings.value);
  if (cards.ok) desk().setDestinationCards(cards.value);
  else sayRefused(cards.code);
}

/** What a person filled in; `place` null: as it was. `secret` empty: none was typed. */
export type FilledDestination = {
  readonly name: string;
  readonly place: DestinationPlace | null;
  readonly secret: string;
};

/** Saves a new destination or a change of one, then tests it. The code of what refused it, null when it was saved. */
export async function saveDestination(
  card: DestinationCard | null,
  { name, place, secret }: FilledDestination,
): Promise<ErrorCode | null> {
  const saved = card === null ? await addNew(name, place, secret) : await change(card, name, place, secret);
  if (!saved.ok) return saved.code;
  await loadDestinations();
  void testDestination(saved.id, card === null);
  return null;
}

type Saved = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly code: ErrorCode };

async function addNew(name: string, place: DestinationPlace | null, secret: string): Promise<Saved> {
  if (place === null) return { ok: false, code: 'folder.notChosen' };
  const added = await request('destination:add', { name, place, secret: secret === '' ? null : secret });
  return added.ok ? { ok: true, id: added.value.id } : added;
}

async function change(
  { id }: DestinationCard,
  name: string,
  place: DestinationPlace | null,
  secret: string,
): Promise<Saved> {
  // The secret first: refused, it leaves all as it was.
  const set = secret === '' ? null : await request('destination:setSecret', { destinationId: id, secret });
  if (set !== null && !set.ok) return set;
  const edited = await request('destination:edit', {
    destinationId: id,
    name,
    ...(place === null ? {} : { place }),
  });
  return edited.ok ? { ok: true, id } : edited;
}

/** Tries the connection. `switchOn`: a new destination that works is switched on. */
export async function testDestination(destinationId: string, switchOn = false): Promise<void> {
  desk().setTest(destinationId, { kind: 'running' });
  const answer = await request('destination:test', { destinationId });
  if (!answer.ok) {
    desk().setTest(destinationId, null);
    sayRefused(answer.code);
    return;
  }
  desk().setTest(destinationId, { kind: 'done', result: answer.value });
  if (switchOn && answer.value.ok) await editDestination({ destinationId, on: true });
}

/** Changes name or switch. */
export async function editDestination(edit: RequestInput<'destination:edit'>): Promise<void> {
  const answer = await request('destination:edit', edit);
  if (!answer.ok) sayRefused(answer.code);
  else if (edit.on === true) desk().sayGood(textsNow().destinations.connected(answer.value.name));
  await loadDestinations();
}

/** Shows which fields the portal lacks, and makes them when confirmed. */
export async function offerFields(destinationId: string): Promise<void> {
  const answer = await request('destination:previewFields', { destinationId });
  if (!answer.ok) return sayRefused(answer.code);
  const { token, preview } = answer.value;
  const { destinations } = textsNow();
  if (preview.fields.length === 0) {
    desk().setTest(destinationId, { kind: 'done', result: preview.test });
    desk().sayGood(destinations.nothingToCreate);
    return undefined;
  }
  confirmAction({
    heading: destinations.fieldsHeading,
    lines: [
      destinations.fieldsLead,
      ...preview.fields.map(({ name, labels }) => `${labels[languageOf(desk())]} (${name})`),
    ],
    confirm: destinations.fieldsCreate,
    danger: false,
    commit: () => request('destination:addFields', { token }),
    done: (result) => {
      desk().setTest(destinationId, { kind: 'done', result });
      return result.ok
        ? { good: true, sentence: destinations.fieldsDone }
        : { good: false, sentence: sentenceOf(result) };
    },
  });
  return undefined;
}

/** Shows what removing would end, and removes when confirmed. */
export async function offerRemoval(card: DestinationCard): Promise<void> {
  const answer = await request('destination:previewRemoval', { destinationId: card.id });
  if (!answer.ok) return sayRefused(answer.code);
  const { token, preview } = answer.value;
  const { destinations } = textsNow();
  confirmAction({
    heading: destinations.removeHeading(preview.name),
    lines: [
      destinations.removeUndelivered(preview.undelivered),
      destinations.removeDelivered(preview.delivered),
      card.secret.kind === 'set' ? destinations.removeSecret : '',
    ].filter(Boolean),
    confirm: destinations.removeConfirm,
    danger: true,
    commit: () => request('destination:remove', { token }),
    done: () => {
      void loadDestinations();
      return { good: true, sentence: destinations.removed(preview.name) };
    },
  });
  return undefined;
}

/** The folder chosen in the system's dialog; null when it was left. */
export async function chooseArchiveFolder(): Promise<{ choiceId: string; path: string } | null> {
  const answer = await request('destination:chooseFolder', undefined);
  if (answer.ok) return answer.value;
  sayRefused(answer.code);
  return null;
}

/** Which templates of the portal could hold the document's number. */
export const loadNumberPresets = (destinationId: string): Promise<Answer<NumberPresets>> =>
  request('destination:numberPresets', { destinationId });

/** What a failed test says, with the names of what is missing. */
export function sentenceOf(result: Extract<ConnectionTest, { ok: false }>): string {
  const { testCodes, destinations } = textsNow();
  const missing = result.missing ?? [];
  return `${testCodes[result.code]}${missing.length > 0 ? ` ${destinations.missing(missing.join(', '))}` : ''}`;
}
