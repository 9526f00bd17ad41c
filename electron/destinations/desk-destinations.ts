import type { DestinationSettings } from '../../shared/destinations.ts';
import { systemClock } from '../clock.ts';
import type { Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { createBitrixDestination } from './bitrix/bitrix.ts';
import type { Fetch } from './bitrix/client.ts';
import { openPepper } from './bitrix/passport-hash.ts';
import { createPortalLimits } from './bitrix/rate-limit.ts';
import { createDestination } from './create-destination.ts';
import type { Destination } from './destination.ts';

/**
 * The destinations that are switched on, made of their settings. One whose settings are as before is the same object as
 * before, so that a change of another setting does not interrupt it.
 */
export function createDeskDestinations(parts: {
  keychain: Keychain; storage: Storage; log: Log; fetch: Fetch; version: string;
}): (settings: readonly DestinationSettings[]) => Destination[] {
  const { keychain, storage, log, fetch, version } = parts;
  const limits = createPortalLimits({ clock: systemClock });
  let opening: Promise<Buffer> | null = null;
  let made = new Map<string, Destination>();

  /** Opened once, or two destinations that find no pepper would each make one. */
  function pepper(): Promise<Buffer> {
    opening ??= openPepper(keychain).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  }

  const make = (settings: DestinationSettings): Destination => createDestination(settings, {
    keychain, archiveKey: () => storage.opened().keys.archive, fetch,
    bitrix: ({ name, secret }) => createBitrixDestination({
      name, secret, pepper, fetch, limits, log, clock: systemClock, userAgent: `KakdomaDesk/${version}`,
    }),
  });

  return (settings) => {
    made = new Map(settings.filter(({ on }) => on).map((one) => {
      const sign = JSON.stringify(one);
      return [sign, made.get(sign) ?? make(one)];
    }));
    return [...made.values()];
  };
}
