/** A scanner of SANE's, reached by its `scanimage`; SANE itself reaches those of the USB and, by `saned`, of the network. */
import { type ScanJob, type Scanner, SourceError } from '../scanner.ts';
import { openMemoryFolder } from './memory-folder.ts';
import { inputsOf, readOptions, scanArguments, type SaneOption } from './options.ts';
import { type Scanimage, scanimage, scanimageFailure } from './scanimage.ts';

/** Opening a device may take that long where it has slept. */
const OPEN_SILENCE_MS = 60_000;
/** A whole bed moves longer without a word of progress on some drivers. */
const SCAN_SILENCE_MS = 120_000;

const OUT_OF_DOCUMENTS = /out of documents/i;
const PROGRESS = /Progress:\s*([\d.]+)%/g;

/** `device` as SANE calls it: `genesys:libusb:001:004`, `net:server:test:0`. */
export function createSaneScanner(device: string, run: Scanimage = scanimage): Scanner {
  const named = `--device-name=${device}`;

  async function options(signal: AbortSignal): Promise<ReadonlyMap<string, SaneOption>> {
    const { exitCode, output, errors } = await run([named, '--all-options'], { silence: OPEN_SILENCE_MS }, signal);
    if (exitCode !== 0) throw scanimageFailure(exitCode, errors);
    return readOptions(output.toString());
  }

  /** Tells how far the page is, by what `scanimage --progress` writes. */
  const follow = (job: ScanJob, page: () => number) => (text: string): void => {
    const percent = [...text.matchAll(PROGRESS)].at(-1)?.[1];
    if (percent !== undefined) job.onProgress({ phase: 'scanning', page: page(), fraction: Math.min(Number(percent) / 100, 1) });
  };

  /** Straight through the pipe: nothing of the picture touches the disk. */
  async function scanGlass(job: ScanJob, args: readonly string[], signal: AbortSignal): Promise<void> {
    const { exitCode, output, errors } = await run(
      [named, ...args, '--format=png', '--progress'], { silence: SCAN_SILENCE_MS, onErrors: follow(job, () => 1) }, signal);
    if (exitCode !== 0) throw scanimageFailure(exitCode, errors);
    if (output.length === 0) throw new SourceError('source.failed', 'an empty page');
    await job.onPage(output);
  }

  /** `scanimage` writes many pages to files only; they lie in memory, and go as soon as they are taken. */
  async function scanFeeder(job: ScanJob, args: readonly string[], signal: AbortSignal): Promise<void> {
    const folder = await openMemoryFolder();
    let taking: Promise<void> = Promise.resolve();
    let failed: { readonly error: unknown } | null = null;
    const stop = new AbortController();
    let page = 1;
    let line = '';
    const onOutput = (part: Buffer): void => {
      const [...names] = (line + part.toString()).split('\n');
      line = names.pop() ?? '';
      for (const name of names) {
        page += 1;
        taking = taking.then(async () => job.onPage(await folder.take(name))).catch((error: unknown) => {
          failed ??= { error };
          stop.abort();
        });
      }
    };
    try {
      const { exitCode, errors } = await run(
        [named, ...args, '--format=png', '--progress', `--batch=${folder.pattern}`, '--batch-print'],
        { silence: SCAN_SILENCE_MS, onOutput, onErrors: follow(job, () => page) }, AbortSignal.any([signal, stop.signal]));
      await taking;
      if (failed !== null) throw (failed as { error: unknown }).error;
      // Out of documents ends a batch well, unless there was none to begin with.
      if (page === 1 || !(exitCode === 0 || OUT_OF_DOCUMENTS.test(errors))) throw scanimageFailure(exitCode, errors);
    } catch (error) {
      await taking;
      throw (failed as { error: unknown } | null)?.error ?? error;
    } finally {
      await folder.close();
    }
  }

  return {
    async about(signal) {
      return { model: '', ...inputsOf(await options(signal)) };
    },
    async scan(job, signal) {
      job.onProgress({ phase: 'connecting', page: 1, fraction: null });
      const args = scanArguments(job, await options(signal));
      job.onProgress({ phase: 'scanning', page: 1, fraction: null });
      await (job.input === 'feeder' ? scanFeeder(job, args, signal) : scanGlass(job, args, signal));
    },
  };
}
