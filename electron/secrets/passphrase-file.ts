/**
 * A small file that only a passphrase opens, for what goes from desk to desk. scrypt (RFC 7914, N=2^17, r=8, p=1, as OWASP
 * recommends where somebody may try at leisure) makes the key, AES-256-GCM seals.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
/** What a file may ask of this machine at most: four times the memory of ours. */
const MOST_N = 2 ** 19;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const base64 = (bytes: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes);
const powerOfTwo = z.int().min(2 ** 14).max(MOST_N).refine((n) => (n & (n - 1)) === 0);
const fileSchema = z.strictObject({
  kind: z.string().max(100), version: z.literal(1),
  scrypt: z.strictObject({ N: powerOfTwo, r: z.literal(8), p: z.int().min(1).max(4), salt: base64(SALT_BYTES) }),
  nonce: base64(NONCE_BYTES), sealed: z.base64().max(400_000),
});
type Head = Omit<z.infer<typeof fileSchema>, 'sealed'>;

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** The file's text. `kind`: what it holds; bound to it. */
export async function sealUnderPassphrase(kind: string, plain: Buffer, passphrase: string): Promise<string> {
  const head: Head = {
    kind, version: 1, scrypt: { ...COST, salt: randomBytes(SALT_BYTES).toString('base64') },
    nonce: randomBytes(NONCE_BYTES).toString('base64'),
  };
  const cipher = createCipheriv('aes-256-gcm', await keyOf(head, passphrase), Buffer.from(head.nonce, 'base64'));
  cipher.setAAD(associated(head));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `${JSON.stringify({ ...head, sealed: sealed.toString('base64') }, null, 2)}\n`;
}

export type OpenedFile =
  | { readonly kind: 'opened'; readonly plain: Buffer } | { readonly kind: 'notOurs' | 'wrongPassphrase' };

/** Never throws for what it is given. */
export async function openUnderPassphrase(kind: string, text: string, passphrase: string): Promise<OpenedFile> {
  const file = fileSchema.safeParse(jsonOf(text));
  if (!file.success || file.data.kind !== kind) return { kind: 'notOurs' };
  const { sealed, ...head } = file.data;
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < TAG_BYTES) return { kind: 'notOurs' };
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(head, passphrase), Buffer.from(head.nonce, 'base64'));
  decipher.setAAD(associated(head));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return { kind: 'opened', plain: Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]) };
  } catch {
    return { kind: 'wrongPassphrase' }; // or a changed file: the tag cannot tell which
  }
}

function keyOf({ scrypt: { N, r, p, salt } }: Head, passphrase: string): Promise<Buffer> {
  return derive(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), KEY_BYTES, { N, r, p, maxmem: 128 * N * r + 1024 * 1024 });
}

const associated = ({ kind, version, scrypt: { N, r, p, salt }, nonce }: Head): Buffer =>
  Buffer.from(JSON.stringify([kind, version, N, r, p, salt, nonce]), 'utf8');

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no file of ours
  }
}
