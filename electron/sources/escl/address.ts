import { esclAddress } from '../../../shared/sources.ts';

/** Where scanners listen that are asked for by their host alone, likeliest first; the last one is ipp-usb's. */
const USUAL_PLACES = [['http', ''], ['https', ''], ['http', ':8080'], ['http', ':60000']] as const;

/** Where nearly all scanners have their root. */
const USUAL_ROOT = '/eSCL';

/**
 * The addresses that what a person typed may mean: a whole one, or a host with or without port and path. None where it
 * is no address.
 */
export function addressesOf(typed: string): string[] {
  const trimmed = typed.trim();
  if (/^https?:\/\//i.test(trimmed)) return valid([withRoot(trimmed)]);
  const text = trimmed.replace(/\/+$/, '');
  if (text.includes('://') || /\s/.test(text)) return [];
  // A port that was named settles the place, but not whether it speaks TLS.
  const hasPort = /:\d+(\/|$)/.test(text.replace(/^\[[^\]]*\]/, ''));
  if (hasPort) return valid([withRoot(`http://${text}`), withRoot(`https://${text}`)]);
  const [host = '', ...path] = text.split('/');
  return valid(USUAL_PLACES.map(([scheme, port]) => withRoot(`${scheme}://${[`${host}${port}`, ...path].join('/')}`)));
}

function withRoot(address: string): string {
  const url = URL.parse(address);
  if (url === null || url.username !== '') return '';
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path === '' ? USUAL_ROOT : path}${url.search}${url.hash}`;
}

const valid = (addresses: readonly string[]): string[] => addresses.filter((one) => esclAddress.safeParse(one).success);
