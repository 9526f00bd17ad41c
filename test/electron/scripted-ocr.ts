import type { OcrPort, ReadPicture } from '../../electron/ocr/ocr-port.ts';
import { DeskError } from '../../shared/errors.ts';
import { specimenReading } from './specimens.ts';

type Job = Parameters<OcrPort['read']>[0];

/** An OcrPort that answers as the test says; the reader itself has tests of its own. */
export function createScriptedOcr(answer: (job: Job) => Promise<ReadPicture> | ReadPicture = readSpecimen): OcrPort {
  return {
    async read(job) {
      if (job.signal?.aborted) throw new DeskError('ocr.cancelled');
      return answer(job);
    },
    look: () => Promise.reject(new DeskError('ocr.unavailable')),
    state: () => ({ kind: 'ready', engine: 'native' }),
    onState: () => () => undefined,
    stop: async () => undefined,
  };
}

/** Reads every picture as one specimen; the display picture is the bytes given. */
function readSpecimen(job: Job): ReadPicture {
  return { reading: specimenReading(), display: job.bytes, zones: [job.bytes] };
}

/** Holds every job until released, so that a test can look at it half-way. A cancelled job ends as the reader's would. */
export function createHeldOcr(): { ocr: OcrPort; release(): void; waiting(): string[] } {
  const held = new Map<string, () => void>();
  const ocr = createScriptedOcr((job) => new Promise((resolve, reject) => {
    held.set(job.id, () => {
      held.delete(job.id);
      resolve(readSpecimen(job));
    });
    job.signal?.addEventListener('abort', () => {
      held.delete(job.id);
      reject(new DeskError('ocr.cancelled'));
    });
  }));
  return { ocr, release: () => held.forEach((letGo) => letGo()), waiting: () => [...held.keys()] };
}
