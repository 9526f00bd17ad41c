/** A driver's program run as a child of ours: whatever it does, the desk goes on, and it is killed by its id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { abortError, SourceError } from './scanner.ts';

export type ChildProgram = {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Bytes of the standard output as they come. */
  readonly onOutput?: (part: Buffer) => void;
  /** What stands on the error output, as it comes. */
  readonly onErrors?: (text: string) => void;
  /** How long it may say nothing at all, milliseconds. */
  readonly silence: number;
};

/** How it ended: `exitCode` is null where it was ended by a signal that was not ours. */
export type ChildEnd = { readonly exitCode: number | null; readonly output: Buffer; readonly errors: string };

/** A driver that does not heed the polite signal is ended without asking. */
const KILL_AFTER_MS = 2000;
/** A whole bed in colour at 600 dpi as PNG is below this. */
const MOST_OUTPUT = 128 * 1024 * 1024;
const MOST_ERRORS = 64 * 1024;

/** What drivers may know of our surroundings; none of our secrets is among it. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'windir', 'USERPROFILE', 'XDG_RUNTIME_DIR', 'LD_LIBRARY_PATH'];

/** The environment for a driver. Messages come in English, by which we know them. */
export function driverEnvironment(from: NodeJS.ProcessEnv, also: RegExp): NodeJS.ProcessEnv {
  const passed = Object.entries(from).filter(([name]) => PASSED_ON.includes(name) || also.test(name));
  return { ...Object.fromEntries(passed), LC_ALL: 'C' };
}

/**
 * Runs it to its end. Rejects with a SourceError: `source.driverMissing` where there is no such program,
 * `source.timedOut` when it fell silent, `source.cancelled` by the signal; then the program has been ended.
 */
export function runChild(program: ChildProgram, signal: AbortSignal): Promise<ChildEnd> {
  if (signal.aborted) return Promise.reject(abortError(signal));
  const { promise, resolve, reject } = Promise.withResolvers<ChildEnd>();
  const child = spawn(program.file, program.args, { env: program.env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  const output: Buffer[] = [];
  let outputBytes = 0;
  let errors = '';
  let why: SourceError | null = null;
  let patience: NodeJS.Timeout | undefined;

  const stop = (reason: SourceError): void => {
    why ??= reason;
    endChild(child);
  };
  const heard = (): void => {
    clearTimeout(patience);
    patience = setTimeout(() => stop(new SourceError('source.timedOut', 'the driver fell silent')), program.silence);
  };
  const aborted = (): void => stop(abortError(signal));

  heard();
  signal.addEventListener('abort', aborted, { once: true });
  child.stdout.on('data', (part: Buffer) => {
    heard();
    outputBytes += part.length;
    if (outputBytes > MOST_OUTPUT) return stop(new SourceError('source.failed', 'the driver writes without end'));
    if (program.onOutput === undefined) output.push(part);
    else program.onOutput(part);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard();
    errors = (errors + text).slice(-MOST_ERRORS);
    program.onErrors?.(text);
  });
  // A driver that ends without reading what it was given says why by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(program.input ?? '');

  const over = (): void => {
    clearTimeout(patience);
    signal.removeEventListener('abort', aborted);
  };
  child.once('error', (error: NodeJS.ErrnoException) => {
    over();
    const missing = error.code === 'ENOENT' || error.code === 'EACCES';
    reject(why ?? new SourceError(missing ? 'source.driverMissing' : 'source.failed', 'the driver did not start', { cause: error }));
  });
  child.once('close', (exitCode) => {
    over();
    if (why !== null) reject(why);
    else resolve({ exitCode, output: Buffer.concat(output), errors });
  });
  return promise;
}

/** Lets scanners return their lamp first, then ends the program for good. */
function endChild(child: ChildProcess): void {
  child.kill('SIGTERM');
  const last = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  child.once('close', () => clearTimeout(last));
}
