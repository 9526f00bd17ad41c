/**
 * The pepper on its way to the property's other desks: a small file that only a passphrase opens. scrypt (RFC 7914,
 * N=2^17, r=8, p=1, as OWASP recommends where somebody may try at leisure) makes the key, AES-256-GCM seals.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const KIND = 'kakdoma-desk-pepper';
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
/** What a file may ask of this machine at most: four times the memory of ours. */
const MOST_N = 2 ** 19;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PEPPER_BYTES = 32;

const base64 = (bytes: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes);
const powerOfTwo = z.int().min(2 ** 14).max(MOST_N).refine((n) => (n & (n - 1)) === 0);
const fileSchema = z.strictObject({
  kind: z.literal(KIND), version: z.literal(1),
  scrypt: z.strictObject({ N: powerOfTwo, r: z.literal(8), p: z.int().min(1).max(4), salt: base64(SALT_BYTES) }),
  nonce: base64(NONCE_BYTES), sealed: base64(PEPPER_BYTES + TAG_BYTES),
});
type PepperFile = z.infer<typeof fileSchema>;

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** The file's text. */
export async function sealPepper(pepper: Buffer, passphrase: string): Promise<string> {
  const head = {
    kind: KIND, version: 1, scrypt: { ...COST, salt: randomBytes(SALT_BYTES).toString('base64') },
    nonce: randomBytes(NONCE_BYTES).toString('base64'),
  } as const;
  const cipher = createCipheriv('aes-256-gcm', await keyOf(head, passphrase), Buffer.from(head.nonce, 'base64'));
  cipher.setAAD(associated(head));
  const sealed = Buffer.concat([cipher.update(pepper), cipher.final(), cipher.getAuthTag()]);
  return `${JSON.stringify({ ...head, sealed: sealed.toString('base64') }, null, 2)}\n`;
}

export type OpenedPepper =
  | { readonly kind: 'opened'; readonly pepper: Buffer } | { readonly kind: 'notOurs' | 'wrongPassphrase' };

/** Never throws for what it is given. */
export async function openPepperFile(text: string, passphrase: string): Promise<OpenedPepper> {
  const file = fileSchema.safeParse(jsonOf(text));
  if (!file.success) return { kind: 'notOurs' };
  const { sealed, ...head } = file.data;
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(head, passphrase), Buffer.from(head.nonce, 'base64'));
  decipher.setAAD(associated(head));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const pepper = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
    return { kind: 'opened', pepper };
  } catch {
    return { kind: 'wrongPassphrase' }; // or a changed file: the tag cannot tell which
  }
}

/** Eight signs that tell two peppers apart and nothing of either. */
export function pepperMark(pepper: Buffer): string {
  const digest = createHmac('sha256', pepper).update('kakdoma-desk/pepper/mark').digest('hex').toUpperCase();
  return `${digest.slice(0, 4)}-${digest.slice(4, 8)}`;
}

function keyOf({ scrypt: { N, r, p, salt } }: Omit<PepperFile, 'sealed'>, passphrase: string): Promise<Buffer> {
  const secret = passphrase.normalize('NFKC');
  return derive(secret, Buffer.from(salt, 'base64'), KEY_BYTES, { N, r, p, maxmem: 128 * N * r + 1024 * 1024 });
}

const associated = ({ kind, version, scrypt: { N, r, p, salt }, nonce }: Omit<PepperFile, 'sealed'>): Buffer =>
  Buffer.from(JSON.stringify([kind, version, N, r, p, salt, nonce]), 'utf8');

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no file of ours
  }
}
