/** Scanners of Windows, by a PowerShell script of ours that runs as a child: a driver that hangs cannot hold the desk. */
import type { FoundSource } from '../../../shared/sources.ts';
import { PASSPORT_AREA, SCAN_DPI, toThreeHundredths } from '../scan-area.ts';
import { type ChildEnd, type ChildProgram, driverEnvironment, runChild } from '../child.ts';
import { type Scanner, SourceError } from '../scanner.ts';
import { readWiaLine, wiaFailure, type WiaLine } from './wia-answers.ts';
import { WIA_SCRIPT } from './wia-script.ts';

/** Starting PowerShell and waking a device. */
const ASK_SILENCE_MS = 60_000;
/** WIA says nothing while a page is transferred. */
const SCAN_SILENCE_MS = 180_000;

/** What the script is asked for; `width` and `height` in dots, 0 for all there is. */
type Asked =
  | { readonly what: 'list' }
  | { readonly what: 'about'; readonly device: string }
  | {
      readonly what: 'scan'; readonly device: string; readonly input: string; readonly colour: string;
      readonly dpi: number; readonly width: number; readonly height: number;
    };

/** Runs a program; the tests replay what the script wrote. */
export type RunPowerShell = (program: ChildProgram, signal: AbortSignal) => Promise<ChildEnd>;

/** Encoded, as policies about script files do not concern what stands on the command line. */
const ARGUMENTS = [
  '-NoLogo', '-NoProfile', '-NonInteractive', '-Sta', '-EncodedCommand', Buffer.from(WIA_SCRIPT, 'utf16le').toString('base64'),
];

/** Settles when the script has ended, and every line of it was heeded. */
async function ask(
  asked: Asked, silence: number, onLine: (line: WiaLine) => Promise<void>, signal: AbortSignal, run: RunPowerShell,
): Promise<void> {
  const stop = new AbortController();
  let heeding: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | null = null;
  let done = false;
  let rest = '';
  const heed = async (line: WiaLine): Promise<void> => {
    if ('failed' in line) throw new SourceError(wiaFailure(line.failed), `WIA ${line.failed}`);
    if ('done' in line) done = true;
    else await onLine(line);
  };
  const onOutput = (part: Buffer): void => {
    const [...lines] = (rest + part.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      const line = readWiaLine(Buffer.from(text, 'latin1').toString('utf8'));
      if (line === null) continue;
      heeding = heeding.then(() => (failure === null ? heed(line) : undefined)).catch((error: unknown) => {
        failure = { error };
        stop.abort();
      });
    }
  };
  const program: ChildProgram = {
    file: 'powershell.exe', args: ARGUMENTS, env: driverEnvironment(process.env, /^(PATHEXT|ComSpec|APPDATA|LOCALAPPDATA|ProgramData)$/i),
    input: JSON.stringify(asked), silence, onOutput,
  };
  let ended: { readonly error: unknown } | null = null;
  try {
    await run(program, AbortSignal.any([signal, stop.signal]));
  } catch (error) {
    ended = { error };
  }
  await heeding;
  const first = (failure as { readonly error: unknown } | null) ?? ended;
  if (first !== null) throw first.error;
  if (!done) throw new SourceError('source.failed', 'the script ended without a word');
}

/** `device` as WIA calls it: `{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}\0001`. */
export function createWiaScanner(device: string, run: RunPowerShell = runChild): Scanner {
  return {
    async about(signal) {
      let about: { model: string; flatbed: boolean; feeder: boolean } | null = null;
      await ask({ what: 'about', device }, ASK_SILENCE_MS, async (line) => {
        if ('flatbed' in line) about = { model: line.name.slice(0, 80), flatbed: line.flatbed, feeder: line.feeder };
      }, signal, run);
      if (about === null) throw new SourceError('source.failed', 'the script told nothing');
      return about;
    },
    async scan(job, signal) {
      job.onProgress({ phase: 'connecting', page: 1, fraction: null });
      const passport = job.area === 'passport';
      let page = 0;
      await ask({
        what: 'scan', device, input: job.input, colour: job.colour, dpi: SCAN_DPI,
        width: passport ? toThreeHundredths(PASSPORT_AREA.width) : 0, height: passport ? toThreeHundredths(PASSPORT_AREA.height) : 0,
      }, SCAN_SILENCE_MS, async (line) => {
        if ('scanning' in line) {
          page = line.scanning;
          job.onProgress({ phase: 'scanning', page, fraction: null });
        } else if ('page' in line) await job.onPage(Buffer.from(line.page, 'base64'));
      }, signal, run);
      if (page === 0) throw new SourceError('source.failed', 'no page');
    },
  };
}

/** Every scanner Windows knows of. */
export async function findWia(signal: AbortSignal, run: RunPowerShell = runChild): Promise<Omit<FoundSource, 'known'>[]> {
  const found: Omit<FoundSource, 'known'>[] = [];
  await ask({ what: 'list' }, ASK_SILENCE_MS, async (line) => {
    if ('device' in line) found.push({ name: line.name.trim().slice(0, 60) || 'WIA', place: { kind: 'wia', device: line.device } });
  }, signal, run);
  return found;
}
