/** How some scanners differ from what eSCL says. Known from the drivers of others, told by model or `Server` header. */

export type EsclQuirks = {
  /** What the `Host` header must say; `address` is the device's own host, with its port unless that is the usual one. */
  readonly host: 'address' | 'addressAndPort' | 'localhost';
  /** Whether 404 and 410 mean "not ready yet" as long as no page has come. */
  readonly missingMeansNotReady: boolean;
  /** How long to leave the feeder alone between two pages, milliseconds. */
  readonly pauseBetweenPages: number;
  /** Whether the state must be looked at before the glass is used, too: the job would hang otherwise. */
  readonly lookBeforeFlatbed: boolean;
};

/** `server`: the header of that name, '' where there was none. */
export function quirksOf(model: string, server: string): EsclQuirks {
  return {
    host: hostFor(model, server),
    missingMeansNotReady: /xerox.*\bB2[01]5\b/i.test(model),
    pauseBetweenPages: /^brother\b/i.test(model) ? 1000 : 0,
    lookBeforeFlatbed: /xerox.*3345|canon.*MF410/i.test(model),
  };
}

function hostFor(model: string, server: string): EsclQuirks['host'] {
  if (/HP_Compact_Server/i.test(server) || /^HP\b.*\b(M630|M578)/i.test(model)) return 'localhost';
  return /^epson\b/i.test(model) || /^epson/i.test(server) ? 'addressAndPort' : 'address';
}
