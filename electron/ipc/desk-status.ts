import type { DeskStatus, DestinationStatus } from '../../shared/contract.ts';
import type { DestinationSettings } from '../../shared/destinations.ts';
import type { Storage } from '../db/storage.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';
import type { Courier } from '../outbox/courier.ts';
import type { Deliveries } from '../outbox/deliveries.ts';
import type { Registrations } from '../records/registrations.ts';
import type { Bot } from '../telegram/bot.ts';

type Parts = {
  readonly storage: Storage; readonly ocr: OcrPort; readonly registrations: Registrations;
  readonly bot: Bot; readonly deliveries: Deliveries; readonly courier: Courier; readonly destinations: readonly DestinationSettings[];
};

/** What the strip at the bottom tells, put together from what each part says of itself. */
export async function deskStatus(parts: Parts): Promise<DeskStatus> {
  const storage = parts.storage.state();
  const open = storage.kind === 'ready';
  return {
    storage,
    reader: parts.ocr.state(),
    destinations: open ? await destinationsNow(parts) : [],
    bot: parts.bot.state(),
    unreadMessages: parts.bot.conversations.unread(),
    registrationsToday: open ? await parts.registrations.countToday() : 0,
  };
}

/** Every destination that is switched on, and every other one for which deliveries still lie here. */
async function destinationsNow({ registrations, deliveries, courier, destinations }: Parts): Promise<DestinationStatus[]> {
  const counts = await registrations.deliveryCounts();
  const on = destinations.filter((one) => one.on).map(({ id }) => id);
  const ids = new Set([...on, ...counts.map(({ name }) => name)]);
  return Promise.all([...ids].map(async (id) => {
    const { waiting = 0, parked = 0 } = counts.find(({ name }) => name === id) ?? {};
    const { deliveredToday, code } = await deliveries.health(id);
    const refusal = courier.refusals().find(({ name }) => name === id)?.code;
    const name = destinations.find((one) => one.id === id)?.name ?? id;
    const mendable = parked > 0 ? deliveries.countMendable(id) : 0;
    return { id, name, waiting, parked, mendable, deliveredToday, code: refusal ?? (waiting + parked > 0 ? code : null) };
  }));
}
