/** Finds network scanners by mDNS, which they announce themselves by (AirScan). Only while somebody is looking. */
import Bonjour from 'bonjour-service';
import { esclAddress, type FoundSource } from '../../../shared/sources.ts';
import type { Clock } from '../../clock.ts';

/** Devices that sleep answer the second question; later ones hardly any. */
export const LOOK_MS = 5000;

/** What of an announcement concerns us. */
export type Announced = {
  readonly secure: boolean;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
  readonly txt: Readonly<Record<string, unknown>>;
};

export type FoundEscl = Omit<FoundSource, 'known'> & { readonly place: { readonly kind: 'escl' } };

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A device as it announced itself; null where that gives no address. By its number: names need a resolver. */
export function foundOf({ secure, name, host, port, addresses, txt }: Announced): FoundEscl | null {
  const number = addresses.find((one) => /^\d+(\.\d+){3}$/.test(one)) ?? addresses.find((one) => one.includes(':') && !/^fe80/i.test(one));
  const at = number === undefined ? host.replace(/\.$/, '') : number.includes(':') ? `[${number}]` : number;
  const root = text(txt['rs']).replaceAll(/^\/+|\/+$/g, '') || 'eSCL';
  const address = `${secure ? 'https' : 'http'}://${at}:${port}/${root}`;
  const read = esclAddress.safeParse(address);
  if (!read.success) return null;
  return {
    name: (text(txt['ty']) || name).slice(0, 60),
    place: { kind: 'escl', address: new URL(read.data).href, uuid: text(txt['uuid']).toLowerCase().slice(0, 80) },
  };
}

/** Of one device that announces itself twice, the way that nobody can listen to. */
export function merged(found: readonly FoundEscl[]): FoundEscl[] {
  const kept = new Map<string, FoundEscl>();
  for (const one of found) {
    const sign = one.place.uuid || new URL(one.place.address).hostname;
    if (kept.get(sign)?.place.address.startsWith('https:') !== true) kept.set(sign, one);
  }
  return [...kept.values()];
}

/** Every network scanner that answers within the time. Rejects where the network cannot be listened to. */
export async function findEscl(parts: { clock: Clock; lookMs?: number }, signal: AbortSignal): Promise<FoundEscl[]> {
  const { clock, lookMs = LOOK_MS } = parts;
  const found: FoundEscl[] = [];
  const { promise: broken, reject } = Promise.withResolvers<never>();
  // Where port 5353 cannot be had this is called; thrown it would end the desk.
  const bonjour = new Bonjour({}, (error: unknown) => reject(error instanceof Error ? error : new Error('mDNS')));
  try {
    for (const [type, secure] of [['uscan', false], ['uscans', true]] as const) {
      bonjour.find({ type }, ({ name, host, port, addresses = [], txt }) => {
        const one = foundOf({ secure, name, host, port, addresses, txt: typeof txt === 'object' && txt !== null ? { ...txt } : {} });
        if (one !== null) found.push(one);
      });
    }
    await Promise.race([clock.wait(lookMs, signal), broken]);
    return merged(found);
  } finally {
    await new Promise<void>((resolve) => { bonjour.destroy(() => resolve()); });
  }
}
