import type { DeskStatus } from '../../shared/contract.ts';
import type { DestinationSettings } from '../../shared/destinations.ts';
import type { Storage } from '../db/storage.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';
import type { Registrations } from '../records/registrations.ts';

/** What the strip at the bottom tells, put together from what each part says of itself. */
export async function deskStatus(parts: {
  storage: Storage; ocr: OcrPort; registrations: Registrations; destinations: readonly DestinationSettings[];
}): Promise<DeskStatus> {
  const { registrations } = parts;
  const storage = parts.storage.state();
  const open = storage.kind === 'ready';
  return {
    storage,
    reader: parts.ocr.state(),
    destinations: open ? destinationsNow(parts.destinations, await registrations.deliveryCounts()) : [],
    registrationsToday: open ? await registrations.countToday() : 0,
  };
}

/** Every destination that is switched on, and every other one for which deliveries still lie here. */
function destinationsNow(
  settings: readonly DestinationSettings[], counts: readonly DeskStatus['destinations'][number][],
): DeskStatus['destinations'] {
  const on = settings.filter((one) => one.on).map(({ id }) => id);
  const ids = new Set([...on, ...counts.map(({ name }) => name)]);
  return [...ids].map((id) => {
    const { waiting = 0, parked = 0 } = counts.find(({ name }) => name === id) ?? {};
    return { name: settings.find((one) => one.id === id)?.name ?? id, waiting, parked };
  });
}
