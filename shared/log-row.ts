/** One line of the program's own log, as the page shows it. No line holds anything personal (electron/log.ts sees to it). */
export type LogRow = {
  /** UTC milliseconds. */
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  /** Dotted words. */
  readonly event: string;
  /** Ties together what happened to one document, from the picture to the delivery; null for what concerns none. */
  readonly correlationId: string | null;
  /** The rest of the line: `name=value`, one after the other. */
  readonly details: string;
};
