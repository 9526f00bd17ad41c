import { createPublicKey } from 'node:crypto';
import type { UpdateFeed } from './stage.ts';

/**
 * The feed a package is told to follow, from DESK_UPDATE_URL and DESK_UPDATE_PUBLIC_KEY (an Ed25519 key in PEM, its line
 * breaks as they are or as `\n`). Null when neither is set; throws when only one is, or when they are of no use.
 */
export function feedFrom(env: Readonly<Record<string, string | undefined>>): UpdateFeed {
  const url = env['DESK_UPDATE_URL'] ?? '';
  const publicKey = (env['DESK_UPDATE_PUBLIC_KEY'] ?? '').replaceAll('\\n', '\n').trim();
  if (url === '' && publicKey === '') return null;
  if (url === '' || publicKey === '') throw new Error('DESK_UPDATE_URL and DESK_UPDATE_PUBLIC_KEY belong together: set both or neither.');
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') throw new Error('DESK_UPDATE_URL must begin with https://.');
  if (createPublicKey(publicKey).asymmetricKeyType !== 'ed25519') throw new Error('DESK_UPDATE_PUBLIC_KEY must be an Ed25519 key.');
  return { url, publicKey };
}
