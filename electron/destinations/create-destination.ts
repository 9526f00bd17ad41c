import { secretAccount, type BitrixOptions, type DestinationSettings } from '../../shared/destinations.ts';
import type { Keychain } from '../secrets/keychain.ts';
import type { Fetch } from './bitrix/client.ts';
import type { Destination } from './destination.ts';
import { createFolderDestination } from './folder.ts';
import { createS3Destination } from './s3.ts';

/** What a portal is made of besides what the desk has once. */
export type PortalParts = {
  readonly name: string; readonly secret: () => Promise<string | null>; readonly options: BitrixOptions;
};

/**
 * The destination that the settings speak of, by its id. Nothing is opened: secret and key are asked for at each
 * attempt. `archiveKey` throws what a closed storage throws.
 */
export function createDestination(
  settings: DestinationSettings,
  parts: { keychain: Keychain; archiveKey: () => Buffer; fetch: Fetch; bitrix: (parts: PortalParts) => Destination },
): Destination {
  const { keychain, archiveKey, fetch, bitrix } = parts;
  const name = settings.id;
  const secret = (): Promise<string | null> => keychain.get(secretAccount(settings.id));
  switch (settings.kind) {
    case 'bitrix': return bitrix({ name, secret, options: settings.options });
    case 's3': return createS3Destination({ name, options: settings.options, secret, archiveKey, fetch });
    case 'folder': return createFolderDestination({ name, folder: settings.options.path, archiveKey });
    default: return settings satisfies never;
  }
}
