/** The pepper on its way to the property's other desks: a small file that only a passphrase opens. */
import { createHmac } from 'node:crypto';
import { openUnderPassphrase, sealUnderPassphrase } from '../../secrets/passphrase-file.ts';

const KIND = 'kakdoma-desk-pepper';
const PEPPER_BYTES = 32;

/** The file's text. */
export const sealPepper = (pepper: Buffer, passphrase: string): Promise<string> => sealUnderPassphrase(KIND, pepper, passphrase);

export type OpenedPepper =
  | { readonly kind: 'opened'; readonly pepper: Buffer } | { readonly kind: 'notOurs' | 'wrongPassphrase' };

/** Never throws for what it is given. */
export async function openPepperFile(text: string, passphrase: string): Promise<OpenedPepper> {
  const opened = await openUnderPassphrase(KIND, text, passphrase);
  if (opened.kind !== 'opened') return opened;
  return opened.plain.length === PEPPER_BYTES ? { kind: 'opened', pepper: opened.plain } : { kind: 'notOurs' };
}

/** Eight signs that tell two peppers apart and nothing of either. */
export function pepperMark(pepper: Buffer): string {
  const digest = createHmac('sha256', pepper).update('kakdoma-desk/pepper/mark').digest('hex').toUpperCase();
  return `${digest.slice(0, 4)}-${digest.slice(4, 8)}`;
}
