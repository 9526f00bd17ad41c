import type { Registration } from '../../../shared/registration.ts';

/** `zone`: the machine-readable zone only; `whole`: the whole picture. */
export type ArchivedPicture = { readonly shows: 'zone' | 'whole'; readonly jpeg: Uint8Array };

/** What one archive object holds; a picture only where the property's policy asks for it. */
export type ArchiveContent = { readonly registration: Registration; readonly picture: ArchivedPicture | null };

type Manifest = {
  readonly registration: Registration;
  readonly picture: { readonly shows: ArchivedPicture['shows']; readonly bytes: number } | null;
};

/** Lengths are rounded up to this, so that the size of an object does not tell the length of a name. */
const BLOCK_BYTES = 1024;
const LENGTH_BYTES = 4;

/**
 * Length of the manifest (32 bits, big-endian), manifest as JSON, picture, zeros up to a multiple of 1024 bytes. The
 * same content gives the same bytes, in whatever order its properties were set.
 */
export function encodeContent({ registration, picture }: ArchiveContent): Buffer {
  const manifest: Manifest = {
    registration, picture: picture === null ? null : { shows: picture.shows, bytes: picture.jpeg.length },
  };
  const json = Buffer.from(JSON.stringify(manifest, inOrder), 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(json.length);
  const parts = [length, json, picture?.jpeg ?? Buffer.alloc(0)];
  const filled = parts.reduce((total, part) => total + part.length, 0);
  return Buffer.concat(parts, Math.ceil(filled / BLOCK_BYTES) * BLOCK_BYTES);
}

/** The inverse. The object's tag has vouched that this program wrote the bytes. */
export function decodeContent(plain: Buffer): ArchiveContent {
  const end = LENGTH_BYTES + plain.readUInt32BE(0);
  const { registration, picture } = JSON.parse(plain.toString('utf8', LENGTH_BYTES, end)) as Manifest;
  return {
    registration,
    picture: picture === null ? null : { shows: picture.shows, jpeg: plain.subarray(end, end + picture.bytes) },
  };
}

/** For JSON.stringify: properties of an object in the order of their names. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
