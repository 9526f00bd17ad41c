import { createPublicKey, verify } from 'node:crypto';

const SIGNED = /^([\s\S]*\n)# signed ([A-Za-z0-9+/]+=*)\s*$/;

/**
 * What stands above the last line of an update feed, where that line signs it (Ed25519, `publicKey` in PEM); null where it
 * does not. In one file, so that no cache and no half upload can give a desk a feed without its signature.
 */
export function believedFeed(feed: string, publicKey: string): string | null {
  const [, text = '', signature = ''] = SIGNED.exec(feed) ?? [];
  if (signature === '') return null;
  const good = verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, 'base64'));
  return good ? text : null;
}
