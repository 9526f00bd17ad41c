/** An inbound webhook taken apart. `base` holds the secret: it goes to `fetch` and nowhere else. */
export type Webhook = { readonly host: string; readonly base: string };

/** `https://<portal>/rest/<user id>/<code>/`, as the portal shows it to its creator; null for anything else. */
export function parseWebhook(text: string): Webhook | null {
  const url = URL.parse(text.trim());
  if (url === null || url.protocol !== 'https:') return null;
  if (url.username !== '' || url.search !== '' || url.hash !== '') return null;
  const [, user, code] = /^\/rest\/(\d+)\/([A-Za-z0-9]+)\/?$/.exec(url.pathname) ?? [];
  if (user === undefined || code === undefined) return null;
  return { host: url.host, base: `${url.origin}/rest/${user}/${code}/` };
}
