import { ORIGIN } from '../../shared/origin.ts';

/** True when a URL belongs to our own page. Compared by parts: `URL.origin` is `null` for schemes browsers do not know. */
export function isOurs(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === ORIGIN;
}
