/** Milliseconds that `Retry-After` asks for, in seconds or as a date (RFC 9110 §10.2.3); undefined without one. */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const text = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
