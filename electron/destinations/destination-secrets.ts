import type { SecretState } from '../../shared/destination-card.ts';
import { secretAccount, type DestinationKind } from '../../shared/destinations.ts';
import { DeskError } from '../../shared/errors.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { parseWebhook } from './bitrix/webhook.ts';

/** Beside the secret itself, and not in the settings: a file of settings brought to another desk brings no secret. */
const dateAccount = (destinationId: string): string => `${secretAccount(destinationId)}/set-at`;

/** What providers hand out: letters, digits and signs, no spaces. */
const ACCESS_KEY = /^[\x21-\x7e]+$/;

/** Throws `webhook.malformed` or `secret.malformed` for what cannot be one, so that it is not stored. */
export function checkSecret(kind: DestinationKind, secret: string): void {
  if (kind === 'bitrix' && parseWebhook(secret) === null) throw new DeskError('webhook.malformed');
  if (kind !== 'bitrix' && !ACCESS_KEY.test(secret)) throw new DeskError('secret.malformed');
}

/** Throws as the keychain does. `at`: UTC milliseconds. */
export async function setSecret(keychain: Keychain, destinationId: string, secret: string, at: number): Promise<void> {
  await keychain.set(secretAccount(destinationId), secret);
  await keychain.set(dateAccount(destinationId), String(at));
}

/** Throws as the keychain does. */
export async function deleteSecret(keychain: Keychain, destinationId: string): Promise<void> {
  await keychain.delete(secretAccount(destinationId));
  await keychain.delete(dateAccount(destinationId));
}

/** Whether it is there and since when; never the secret. */
export async function secretState(
  keychain: Keychain, destination: { readonly id: string; readonly kind: DestinationKind },
): Promise<SecretState> {
  if (destination.kind === 'folder') return { kind: 'notNeeded' };
  try {
    const secret = await keychain.get(secretAccount(destination.id));
    if (secret === null || secret === '') return { kind: 'missing' };
    const at = Number(await keychain.get(dateAccount(destination.id)) ?? Number.NaN);
    return { kind: 'set', at: Number.isFinite(at) ? at : null };
  } catch (error) {
    return { kind: 'unreadable', code: error instanceof DeskError ? error.code : 'keychain.unavailable' };
  }
}
