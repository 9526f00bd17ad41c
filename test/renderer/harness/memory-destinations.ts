/** Destinations and their deliveries in memory, for the bridge in memory: enough of each answer to see its screen. */
import type { Answer, RequestInput, RequestName, RequestOutput } from '../../../shared/contract.ts';
import type { Committed } from '../../../shared/confirmed-action.ts';
import type { ConnectionTest, DestinationCard, DestinationPlace } from '../../../shared/destination-card.ts';
import type { DeliveryHistory, DeliveryRow } from '../../../shared/delivery.ts';

type Names = Extract<RequestName, `destination:${string}` | `delivery:${string}`>;
export type DestinationAnswers = { [N in Names]: (input: RequestInput<N>) => Answer<RequestOutput<N>> };

export type DestinationScene = {
  readonly destinations?: readonly DestinationCard[];
  /** What testing each answers, by id; `ok` where left out. */
  readonly connections?: Readonly<Record<string, ConnectionTest>>;
  readonly deliveries?: readonly DeliveryHistory[];
};

const FIELDS = [
  { name: 'UF_CRM_PASSPORT_HASH', labels: { en: 'Document (keyed hash)', ru: 'Документ (хеш с ключом)' } },
  { name: 'UF_CRM_PASSPORT_EXPIRY', labels: { en: 'Document valid until', ru: 'Документ действует до' } },
];
const PRESETS = [{ id: 3, name: 'Физ. лицо' }, { id: 7, name: 'Гость' }];
const CHOSEN = { choiceId: '11111111-2222-4333-8444-555555555555', path: '/srv/guests/archive' };
const fine = <T>(value: T): Answer<T> => ({ ok: true, value });

/** `changed` is called after every change, with what the settings then hold. */
export function memoryDestinations(
  scene: DestinationScene, changed: (cards: readonly DestinationCard[]) => void,
): DestinationAnswers {
  let cards = [...(scene.destinations ?? [])];
  const connections = new Map(Object.entries(scene.connections ?? {}));
  let histories = [...(scene.deliveries ?? [])];
  const plans = new Map<string, () => void>();

  const test = (id: string): ConnectionTest => {
    const card = cards.find((one) => one.id === id);
    if (card?.secret.kind === 'missing') return { ok: false, code: 'secret.missing' };
    return connections.get(id) ?? { ok: true };
  };
  const put = (card: DestinationCard): Answer<DestinationCard> => {
    cards = cards.some(({ id }) => id === card.id) ? cards.map((old) => (old.id === card.id ? card : old)) : [...cards, card];
    changed(cards);
    return fine(card);
  };
  const withCard = (id: string, change: (card: DestinationCard) => DestinationCard): Answer<DestinationCard> => {
    const card = cards.find((one) => one.id === id);
    return card === undefined ? { ok: false, code: 'destination.missing' } : put(change(card));
  };
  const plan = <P>(preview: P, commit: () => void): Answer<{ token: string; preview: P }> => {
    const token = crypto.randomUUID();
    plans.set(token, commit);
    return fine({ token, preview });
  };
  const commit = <R>(token: string, result: () => R): Answer<Committed<R>> => {
    const work = plans.get(token);
    if (work === undefined) return fine({ kind: 'expired' });
    work();
    plans.set(token, () => undefined);
    return fine({ kind: 'done', result: result() });
  };
  const rows = (): DeliveryRow[] => histories.map(({ delivery }) => delivery).toSorted((a, b) => b.id - a.id);
  const takeUp = (chosen: (row: DeliveryRow) => boolean): void => {
    histories = histories.map((one) => (chosen(one.delivery) ? { ...one, delivery: { ...one.delivery, state: 'due' } } : one));
    changed(cards);
  };

  return {
    'destination:list': () => fine(cards),
    'destination:add': ({ name, place, secret }) => {
      const id = `${place.kind}-${String(cards.length + 1)}`;
      return put({ id, name, on: false, ...placed(place), secret: secretOf(place.kind, secret) } as DestinationCard);
    },
    'destination:edit': ({ destinationId, name, on, place }) => withCard(destinationId, (card) => ({
      ...card, name: name ?? card.name, on: on ?? card.on, ...(place === undefined ? {} : placed(place)),
    } as DestinationCard)),
    'destination:chooseFolder': () => fine(CHOSEN),
    'destination:setSecret': ({ destinationId, secret }) => {
      if (secret.includes(' ')) return { ok: false, code: 'secret.malformed' };
      connections.delete(destinationId);
      return withCard(destinationId, (card) => ({ ...card, secret: { kind: 'set', at: Date.now() } }));
    },
    'destination:test': ({ destinationId }) => fine(test(destinationId)),
    'destination:numberPresets': () => fine({ ok: true, presets: PRESETS }),
    'destination:previewFields': ({ destinationId }) =>
      plan({ test: test(destinationId), fields: FIELDS }, () => { connections.delete(destinationId); }),
    'destination:addFields': ({ token }) => commit<ConnectionTest>(token, () => ({ ok: true })),
    'destination:previewRemoval': ({ destinationId }) => {
      const card = cards.find((one) => one.id === destinationId);
      if (card === undefined) return { ok: false, code: 'destination.missing' };
      const mine = rows().filter((row) => row.destinationId === destinationId);
      const delivered = mine.filter(({ state }) => state === 'delivered').length;
      return plan({ name: card.name, undelivered: mine.length - delivered, delivered }, () => {
        cards = cards.filter((one) => one.id !== destinationId);
        changed(cards);
      });
    },
    'destination:remove': ({ token }) => commit(token, () => null),
    'delivery:list': ({ destinationId, state, after, limit }) => {
      const found = rows().filter((row) => (destinationId === null || row.destinationId === destinationId)
        && (after === null || row.id < after)
        && (state === 'all' || row.state === state || (state === 'open' && ['due', 'leased', 'waiting'].includes(row.state))));
      const page = found.slice(0, limit);
      return fine({ rows: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null });
    },
    'delivery:history': ({ registrationId }) =>
      fine(histories.filter(({ delivery }) => delivery.registrationId === registrationId)),
    'delivery:retryNow': ({ destinationId }) => {
      takeUp((row) => row.state === 'waiting' && (destinationId === null || row.destinationId === destinationId));
      return fine(null);
    },
    'delivery:retry': ({ deliveryId }) => {
      takeUp(({ id }) => id === deliveryId);
      return fine(null);
    },
    'delivery:previewRetry': ({ destinationId }) => {
      const parked = rows().filter((row) => row.state === 'parked' && (destinationId === null || row.destinationId === destinationId));
      const groups = parked.map((row) => ({ destinationId: row.destinationId, code: row.code, count: 1 }));
      return plan({ count: parked.length, groups }, () => takeUp(({ id }) => parked.some((row) => row.id === id)));
    },
    'delivery:retryParked': ({ token }) => commit(token, () => ({ retried: 1 })),
    'delivery:previewResend': ({ registrationId, destinationId }) => {
      const known = rows().find((row) => row.registrationId === registrationId && row.destinationId === destinationId);
      const before = known === undefined ? null : { state: known.state, deliveredAt: known.deliveredAt };
      return plan({ destinationId, before }, () => takeUp(({ id }) => id === known?.id));
    },
    'delivery:resend': ({ token }) => commit(token, () => null),
  };
}

function placed(place: DestinationPlace): object {
  switch (place.kind) {
    case 'bitrix': return place;
    case 's3': return place;
    case 'folder': return { kind: 'folder', options: { path: place.folder === 'own' ? '/home/desk/archive' : CHOSEN.path } };
  }
}

function secretOf(kind: DestinationPlace['kind'], secret: string | null): DestinationCard['secret'] {
  if (kind === 'folder') return { kind: 'notNeeded' };
  return secret === null ? { kind: 'missing' } : { kind: 'set', at: Date.now() };
}
