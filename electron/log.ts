import { pino } from 'pino';
import { DeskError } from '../shared/errors.ts';
import { openRotatingFile } from './rotating-file.ts';

/**
 * What a log line may say besides its event: numbers, our own ids and codes. The type is one fence, `ALLOWED` the
 * other: whatever gets past the type (a cast, a spread of something larger) is dropped when the line is written.
 */
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

/** JSON lines, one event each: `log.info('capture.read', { captureId, ms })`. Events are dotted words, never data. */
export type Log = {
  info(event: string, details?: LogDetails): void;
  warn(event: string, details?: LogDetails): void;
  error(event: string, details?: LogDetails): void;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Codes and names of ours begin with a small letter (or are a version); what people are called or carry does not. */
const WORD = /^(?:[a-z][\w.:-]{0,60}|v?\d{1,3}(?:\.\d{1,5})+)$/;
/** What Node and the system call an error or a signal: ENOSPC, ERR_SQLITE_ERROR, SIGKILL, TypeError. */
const SYSTEM_WORD = /^[A-Za-z][A-Za-z_]{1,40}$/;
const EVENT = /^[a-zA-Z]+(\.[a-zA-Z]+)+$/;

type Shown = string | number | boolean | object;
const matching = (pattern: RegExp) => (value: unknown): Shown | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;
const uuid = matching(UUID);
const word = matching(WORD);
const systemWord = matching(SYSTEM_WORD);
const number = (value: unknown): Shown | undefined => (typeof value === 'number' ? value : undefined);

const ALLOWED: Readonly<Record<keyof LogDetails, (value: unknown) => Shown | undefined>> = {
  captureId: uuid, registrationId: uuid, correlationId: uuid, destination: word, request: word, source: word,
  state: word, code: word, version: word, platform: word, engine: word, signal: systemWord,
  ms: number, count: number, attempt: number, exitCode: number,
  error: describeError,
};

/** Each line is some hundred bytes: a busy day of them fits one file, and a fortnight fits all. */
const KEEP = { maxBytes: 2_000_000, keep: 40, days: 14 } as const;

/** Writes `desk.log` in `folder`; each day, and past `maxBytes`, it becomes desk.1.log and so on, `keep` files for `days`. */
export function openLog(options: { folder: string; maxBytes?: number; keep?: number; now?: () => number }): Log & { close(): void } {
  const { folder, maxBytes = KEEP.maxBytes, keep = KEEP.keep, now = Date.now } = options;
  const file = openRotatingFile({ folder, name: 'desk', extension: 'log', maxBytes, keep, days: KEEP.days, now });
  const lines = pino(
    {
      base: null,
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    file,
  );
  const line = (level: 'info' | 'warn' | 'error') => (event: string, details: LogDetails = {}) => {
    // An event that holds anything but words may hold data; the line is kept, its event is not.
    lines[level](allowed(details), EVENT.test(event) ? event : 'log.unnamed');
  };
  return { info: line('info'), warn: line('warn'), error: line('error'), close: () => file.close() };
}

function allowed(details: LogDetails): Record<string, Shown> {
  const kept: Record<string, Shown> = {};
  for (const [name, show] of Object.entries(ALLOWED)) {
    const shown = show(details[name as keyof LogDetails]);
    if (shown !== undefined) kept[name] = shown;
  }
  return kept;
}

/** Messages of errors that we did not word may quote the data they stumbled over, so only their frames are kept. */
function describeError(error: unknown): object | undefined {
  if (error === undefined) return undefined;
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error ? word(error.code) ?? systemWord(error.code) : undefined;
  return {
    name: systemWord(error.name) ?? 'Error',
    ...(code === undefined ? {} : { code }),
    ...(error instanceof DeskError ? { message: error.message } : {}),
    at: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** Function names and places in our code. Of a path its file is kept, and its package: a home folder may bear a name. */
function framesOf({ message, stack = '' }: Error): string[] {
  // The message stands above its frames, and may have lines that look like one.
  const messageAt = message === '' ? -1 : stack.indexOf(message);
  return (messageAt < 0 ? stack : stack.slice(messageAt + message.length))
    .split('\n')
    .filter((row) => /^\s+at /.test(row))
    .slice(0, 8)
    .map((row) => frameOf(row.trim().replace(/^at /, '')));
}

/** `row`: `function (place)`, or a place alone. A place may have spaces in it, as the folder of a person's name has. */
function frameOf(row: string): string {
  const [, name, place] = /^(.*) \((.*)\)$/.exec(row) ?? [null, null, row];
  const [, packageName] = /.*[/\\]node_modules[/\\]((?:@[\w.-]+[/\\])?[\w.-]+)/.exec(place ?? '') ?? [];
  const short = `${packageName === undefined ? '' : `${packageName}/`}${fileIn(place ?? '')}`;
  return name === null || name === undefined ? short : `${fileIn(name)} (${short})`;
}

const fileIn = (path: string): string => path.split(/[/\\]/).at(-1) ?? '';
