import { DeskError } from '../../shared/errors.ts';
import { isScanner, type ScanEnd, type ScannerSettings, type ScanProgress, type SourceSettings } from '../../shared/sources.ts';
import type { Captures } from '../capture/captures.ts';
import type { Log } from '../log.ts';
import { type Scanner, SourceError } from './scanner.ts';

/** One scan at a time: a desk has one pair of hands. */
export type Scans = {
  /**
   * Scans; each page is in the queue as soon as it has come. Rejects with `source.missing` and as storage does; what the
   * device fails by stands in the answer, beside what came before.
   */
  start(sourceId: string): Promise<ScanEnd>;
  cancel(): void;
  /** Ends what is under way and waits for it. */
  stop(): Promise<void>;
};

export function createScans(parts: {
  sources: () => readonly SourceSettings[]; scanner: (source: ScannerSettings) => Scanner; captures: Pick<Captures, 'add'>; log: Log;
  progress: (progress: ScanProgress & { sourceId: string }) => void; now?: () => number;
}): Scans {
  const { sources, scanner, captures, log, progress, now = Date.now } = parts;
  let running: { readonly cancel: AbortController; readonly over: Promise<unknown> } | null = null;

  async function scan(source: ScannerSettings, signal: AbortSignal): Promise<ScanEnd> {
    const captureIds: string[] = [];
    const began = now();
    const end = (code: ScanEnd['code']): ScanEnd => {
      log.info('scan.ended', {
        source: source.kind, count: captureIds.length, ms: Math.round(now() - began), ...(code === null ? {} : { code }),
      });
      return { captureIds, code };
    };
    try {
      await scanner(source).scan({
        ...source.scan,
        onPage: async (picture) => void captureIds.push((await captures.add(picture, 'scanner')).captureId),
        onProgress: (told) => progress({ ...told, sourceId: source.id }),
      }, signal);
      return end(null);
    } catch (error) {
      if (error instanceof SourceError || error instanceof DeskError) {
        log.warn('scan.failed', { source: source.kind, code: error.code, error });
        return end(error.code);
      }
      throw error;
    }
  }

  return {
    async start(sourceId) {
      const source = sources().find(({ id }) => id === sourceId);
      if (source === undefined || !isScanner(source) || !source.on) throw new DeskError('source.missing');
      if (running !== null) return { captureIds: [], code: 'source.busy' };
      const cancel = new AbortController();
      const over = scan(source, cancel.signal);
      running = { cancel, over };
      try {
        return await over;
      } finally {
        running = null;
      }
    },
    cancel() {
      running?.cancel.abort();
    },
    async stop() {
      running?.cancel.abort();
      await running?.over.catch(() => undefined); // whoever asked for it hears how it ended
    },
  };
}
