/** What a log line may say besides its event: numbers, our own ids and codes. Anything else is dropped at run time too. */
export type LogDetails = {
  readonly captureId?: string;
  readonly registrationId?: string;
  readonly correlationId?: string;
  readonly destination?: string;
  readonly request?: string;
  readonly source?: string;
  readonly state?: string;
  readonly code?: string;
  readonly version?: string;
  readonly platform?: string;
  readonly engine?: string;
  readonly signal?: string;
  readonly ms?: number;
  readonly count?: number;
  readonly attempt?: number;
  readonly exitCode?: number;
  /** Name, code and stack frames are kept; the message only of a DeskError. */
  readonly error?: unknown;
};

/** JSON lines, one event each: `log.info('capture.read', { captureId, ms })`. Event names are dotted words, never data. */
export type Log = {
  info(event: string, details?: LogDetails): void;
  warn(event: string, details?: LogDetails): void;
  error(event: string, details?: LogDetails): void;
};

/** Writes `desk.log` in `folder`; past `maxBytes` it becomes desk.1.log and so on, `keep` files in all. */
export declare function openLog(options: { folder: string; maxBytes?: number; keep?: number }): Log & { close(): void };
