/** Signs a .deb as debsigs does: a member `_gpgorigin` that signs the three members a .deb is made of; dpkg passes it over. */
import type { GpgSigner } from './gpg.ts';

const MAGIC = '!<arch>\n';
const HEAD = 60;
const ORIGIN = '_gpgorigin';

type Member = { readonly name: string; readonly bytes: Buffer };

/** Members of an `ar` archive in their order. Throws when it is none. */
export function membersOf(archive: Buffer): Member[] {
  if (archive.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('This is no .deb.');
  const members: Member[] = [];
  for (let at = MAGIC.length; at + HEAD <= archive.length;) {
    const name = archive.toString('latin1', at, at + 16).trim().replace(/\/$/, '');
    const size = Number(archive.toString('latin1', at + 48, at + 58));
    if (!Number.isInteger(size) || at + HEAD + size > archive.length) throw new Error('The .deb is cut off.');
    members.push({ name, bytes: archive.subarray(at + HEAD, at + HEAD + size) });
    // Every member begins at an even place.
    at += HEAD + size + (size % 2);
  }
  return members;
}

function member({ name, bytes }: Member): Buffer {
  const head = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(bytes.length).padEnd(10)}\`\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.alloc(bytes.length % 2, '\n')]);
}

/** What is signed of a .deb: its own members one after the other. */
export function signedPart(archive: Buffer): Buffer {
  const own = membersOf(archive).filter(({ name }) => !name.startsWith('_'));
  const kinds = own.map(({ name }) => name.split('.')[0]);
  if (kinds.join(' ') !== 'debian-binary control data') throw new Error(`A .deb has three members, and this has ${kinds.join(', ')}.`);
  return Buffer.concat(own.map(({ bytes }) => bytes));
}

/** The archive with the signature in it, in place of one that was there. */
export function signDeb(archive: Buffer, signer: GpgSigner): Buffer {
  const signature = { name: ORIGIN, bytes: signer.sign(signedPart(archive)) };
  const own = membersOf(archive).filter(({ name }) => name !== ORIGIN);
  return Buffer.concat([Buffer.from(MAGIC), ...[...own, signature].map(member)]);
}
