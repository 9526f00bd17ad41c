import type { SourceCode } from '../../../shared/sources.ts';
import { type ChildEnd, type ChildProgram, driverEnvironment, runChild } from '../child.ts';
import { SourceError } from '../scanner.ts';

/** SANE's status codes (sane.h), with which `scanimage` ends. */
const STATUS: Readonly<Record<number, SourceCode>> = {
  2: 'source.cancelled', 3: 'source.busy', 4: 'source.unsupported', 5: 'source.paperEmpty', 6: 'source.jam', 7: 'source.paperEmpty',
  8: 'source.coverOpen', 9: 'source.offline', 10: 'source.failed', 11: 'source.denied', 12: 'source.warmingUp', 13: 'source.busy',
};

/** What `scanimage` says where it ends by 1, which is both SANE's "unsupported" and its own "something went wrong". */
const SAID: readonly (readonly [RegExp, SourceCode])[] = [
  [/warming up/i, 'source.warmingUp'],
  [/out of documents|no docs/i, 'source.paperEmpty'],
  [/jammed/i, 'source.jam'],
  [/cover is open|cover open/i, 'source.coverOpen'],
  [/device busy|resource busy/i, 'source.busy'],
  [/access.*denied|permission denied/i, 'source.denied'],
  [/device i\/o|input\/output error/i, 'source.offline'],
  [/no SANE devices found|open of device .* failed/i, 'source.noDevice'],
  [/unrecognized option|bad option value|invalid argument|not supported/i, 'source.unsupported'],
];

/** Why `scanimage` failed, by its exit code and what it said. The words win: they tell more. */
export function scanimageFailure(exitCode: number | null, errors: string): SourceError {
  const said = SAID.find(([words]) => words.test(errors))?.[1];
  const code = said ?? (exitCode === null ? undefined : STATUS[exitCode]) ?? 'source.failed';
  return new SourceError(code, `scanimage ended with ${exitCode ?? 'a signal'}`);
}

export type Scanimage = (
  args: readonly string[], options: Pick<ChildProgram, 'onOutput' | 'onErrors' | 'silence'>, signal: AbortSignal,
) => Promise<ChildEnd>;

/** The line by which a scan is over, whatever the driver does afterwards. */
const OVER = /^scanimage: (sane_start|sane_read): /m;
/** Some drivers never return from putting the lamp away after a failure: they get so long, milliseconds. */
const GRACE_MS = 3000;

/**
 * Runs SANE's `scanimage`, found on the PATH. SANE's own variables go with it: they say where its set-up lies. Of one that
 * hung after it had said why it failed, `exitCode` is null.
 */
export const scanimage: Scanimage = async (args, options, signal) => {
  const hung = new AbortController();
  let errors = '';
  let grace: NodeJS.Timeout | undefined;
  const onErrors = (text: string): void => {
    errors += text;
    options.onErrors?.(text);
    if (grace === undefined && OVER.test(errors.replaceAll('\r', '\n'))) grace = setTimeout(() => hung.abort(), GRACE_MS);
  };
  const program = { ...options, onErrors, file: 'scanimage', args, env: driverEnvironment(process.env, /^SANE_/) };
  try {
    return await runChild(program, AbortSignal.any([signal, hung.signal]));
  } catch (error) {
    if (hung.signal.aborted && !signal.aborted) return { exitCode: null, output: Buffer.alloc(0), errors };
    throw error;
  } finally {
    clearTimeout(grace);
  }
};
