import { secretAccount, type BitrixSettings, type DestinationSettings } from '../../shared/destinations.ts';
import type { Policy } from '../../shared/policy.ts';
import { systemClock } from '../clock.ts';
import type { Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { createBitrixDestination, type BitrixDestination } from './bitrix/bitrix.ts';
import type { Fetch } from './bitrix/client.ts';
import { openPepper } from './bitrix/passport-hash.ts';
import { createPortalLimits } from './bitrix/rate-limit.ts';
import { createFolderEraser } from './erase-folder.ts';
import { createS3Eraser } from './erase-s3.ts';
import type { Eraser } from './eraser.ts';
import { createDestination, type PortalParts } from './create-destination.ts';
import type { Destination } from './destination.ts';

/** Makes destinations of their settings; all of them share what the desk has once. */
export type DeskDestinations = {
  /**
   * Those that are switched on. One whose settings are as before is the same object as before, so that a change of
   * another setting does not interrupt it.
   */
  served(settings: readonly DestinationSettings[]): Destination[];
  /** From the next `served` on it is another object, which knows nothing of the secret that was before. */
  forget(destinationId: string): void;
  /** One for itself, switched on or not. */
  single(settings: DestinationSettings): Destination;
  portal(settings: BitrixSettings): BitrixDestination;
  /** Erases what was delivered there, whether it is switched on or not. */
  eraser(settings: DestinationSettings): Eraser;
  /** The pepper was replaced: from now on the new one is used. */
  forgetPepper(): void;
};

export function createDeskDestinations(parts: {
  keychain: Keychain; storage: Storage; log: Log; fetch: Fetch; version: string; policy: () => Policy;
}): DeskDestinations {
  const { keychain, storage, log, fetch, version, policy } = parts;
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

  const bitrix = (own: PortalParts): BitrixDestination => createBitrixDestination({
    ...own, pepper, crmFields: () => policy().crmFields, fetch, limits, log, clock: systemClock, userAgent: `KakdomaDesk/${version}`,
  });
  const portal = ({ id, options }: BitrixSettings): BitrixDestination =>
    bitrix({ name: id, secret: () => keychain.get(secretAccount(id)), options });
  const single = (settings: DestinationSettings): Destination => createDestination(settings, {
    keychain, archiveKey: () => storage.opened().keys.archive, fetch, bitrix,
  });

  return {
    single,
    portal,
    eraser(settings) {
      const secret = (): Promise<string | null> => keychain.get(secretAccount(settings.id));
      switch (settings.kind) {
        case 'bitrix': return portal(settings).eraser;
        case 's3': return createS3Eraser(settings.options, secret, fetch);
        case 'folder': return createFolderEraser(settings.options.path);
        default: return settings satisfies never;
      }
    },
    forgetPepper() {
      opening = null;
    },
    served(settings) {
      made = new Map(settings.filter(({ on }) => on).map((one) => {
        const sign = JSON.stringify(one);
        return [sign, made.get(sign) ?? single(one)];
      }));
      return [...made.values()];
    },
    forget(destinationId) {
      made = new Map([...made].filter(([, { name }]) => name !== destinationId));
    },
  };
}
