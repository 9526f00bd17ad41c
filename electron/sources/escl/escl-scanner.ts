/** A network scanner spoken to by eSCL (AirScan), as Mopria wrote it down and makers understand it. */
import type { ScannerAbout, SourceCode } from '../../../shared/sources.ts';
import type { Clock } from '../../clock.ts';
import { abortError, type ScanJob, type Scanner, SourceError } from '../scanner.ts';
import { connectEscl, type EsclAnswer, type EsclRequest } from './connection.ts';
import { type EsclCapabilities, type EsclStatus, hindrance, readCapabilities, readStatus } from './device.ts';
import { jobPath } from './job-path.ts';
import { type EsclQuirks, quirksOf } from './quirks.ts';
import { scanSettings } from './scan-settings.ts';

/** How often "not now" is taken for "soon", as sane-airscan has found to be enough; a page takes longer than a job. */
const JOB_TRIES = 10;
const PAGE_TRIES = 30;
const PAUSE_MS = 1000;
/** A device may be silent as long as its lamp moves over a whole bed. */
const PAGE_SILENCE_MS = 120_000;
/** Putting a job away is worth no longer wait. */
const CLEAN_UP_MS = 5000;
/** More than any feeder holds. */
const MOST_PAGES = 500;

export type EsclSettings = { readonly address: string; readonly fingerprint: string | null };

/** A device as its first answer shows it. */
type Device = { readonly capabilities: EsclCapabilities; readonly quirks: EsclQuirks };

export function createEsclScanner({ address, fingerprint }: EsclSettings, parts: { clock: Clock }): Scanner {
  const { clock } = parts;
  const ask = connectEscl(address, fingerprint);
  const root = new URL(address).pathname.replace(/\/+$/, '');

  async function meet(signal: AbortSignal): Promise<Device> {
    const wanted: EsclRequest = { method: 'GET', path: `${root}/ScannerCapabilities` };
    let answer = await ask(wanted, signal);
    const { host } = quirksOf('', serverOf(answer));
    // A server that minds its Host header refuses the first request, and tells in the refusal who it is.
    if (answer.status !== 200 && host !== 'address') answer = await ask({ ...wanted, host }, signal);
    if (answer.status === 503) throw new SourceError('source.busy', 'the scanner has no time for a question');
    if (answer.status === 401 || answer.status === 403) throw new SourceError('source.denied', `status ${answer.status}`);
    const capabilities = answer.status === 200 ? readCapabilities(answer.body.toString()) : null;
    if (capabilities === null) throw new SourceError('source.notAScanner', `capabilities: status ${answer.status}`);
    return { capabilities, quirks: quirksOf(capabilities.model, serverOf(answer)) };
  }

  /** Null where the device does not say. */
  async function look({ quirks }: Device, signal: AbortSignal): Promise<EsclStatus | null> {
    const answer = await ask({ method: 'GET', path: `${root}/ScannerStatus`, host: quirks.host }, signal);
    return answer.status === 200 ? readStatus(answer.body.toString()) : null;
  }

  async function whyNot(device: Device, job: ScanJob, otherwise: SourceCode, signal: AbortSignal): Promise<SourceError> {
    const status = await look(device, signal);
    return new SourceError((status === null ? null : hindrance(status, job.input)) ?? otherwise, 'the scanner refused');
  }

  /** Pauses; rejects when it was cut short. */
  async function pause(ms: number, signal: AbortSignal): Promise<void> {
    await clock.wait(ms, signal);
    if (signal.aborted) throw abortError(signal);
  }

  async function begin(device: Device, job: ScanJob, signal: AbortSignal): Promise<string> {
    const input = job.input === 'feeder' ? device.capabilities.feeder : device.capabilities.flatbed;
    if (input === null) throw new SourceError(job.input === 'feeder' ? 'source.noFeeder' : 'source.noFlatbed');
    if (job.input === 'feeder' || device.quirks.lookBeforeFlatbed) {
      const status = await look(device, signal);
      const hinders = status === null ? null : hindrance(status, job.input);
      // Busy and warming up pass; the job waits for that.
      if (hinders !== null && hinders !== 'source.busy' && hinders !== 'source.warmingUp') throw new SourceError(hinders);
    }
    const body = scanSettings(job, input);
    for (let tries = 1; ; tries += 1) {
      const answer = await ask({ method: 'POST', path: `${root}/ScanJobs`, body, host: device.quirks.host }, signal);
      const path = answer.status === 201 ? jobPath(answer.headers.location, root) : null;
      if (path !== null) return path;
      switch (answer.status) {
        case 201: throw new SourceError('source.failed', 'a job without a place');
        case 401: case 403: throw new SourceError('source.denied', `status ${answer.status}`);
        case 409: throw await whyNot(device, job, job.input === 'feeder' ? 'source.paperEmpty' : 'source.busy', signal);
        case 503: break;
        default:
          throw await whyNot(device, job, answer.status < 500 ? 'source.unsupported' : 'source.failed', signal);
      }
      const why = await whyNot(device, job, 'source.busy', signal);
      // What a person must see to does not pass by waiting.
      if (tries >= JOB_TRIES || (why.code !== 'source.busy' && why.code !== 'source.warmingUp')) throw why;
      job.onProgress({ phase: why.code === 'source.warmingUp' ? 'warmingUp' : 'waiting', page: 1, fraction: null });
      await pause(PAUSE_MS, signal);
    }
  }

  /** The next page; null when there is none any more. */
  async function nextPage(
    device: Device, job: ScanJob, path: string, page: number, signal: AbortSignal,
  ): Promise<Uint8Array | null> {
    for (let tries = 1; ; tries += 1) {
      const answer = await ask({
        method: 'GET', path: `${path}/NextDocument`, silence: PAGE_SILENCE_MS, host: device.quirks.host,
        onBytes: (received, total) =>
          job.onProgress({ phase: 'receiving', page, fraction: total === null ? null : Math.min(received / total, 1) }),
      }, signal);
      if (answer.status === 200) return pictureIn(answer, page);
      const over = answer.status === 404 || answer.status === 410;
      const notReady = answer.status === 503 || (over && page === 1 && device.quirks.missingMeansNotReady);
      if (over && page > 1) return null;
      if (!notReady || tries >= PAGE_TRIES) {
        const why = await whyNot(device, job, 'source.failed', signal);
        // It is our own job that keeps the device busy.
        if (why.code !== 'source.busy' && why.code !== 'source.failed') throw why;
        throw new SourceError(answer.status === 503 ? 'source.timedOut' : 'source.failed', `page: status ${answer.status}`);
      }
      await pause(PAUSE_MS, signal);
    }
  }

  return {
    async about(signal): Promise<ScannerAbout> {
      const { capabilities: { model, flatbed, feeder } } = await meet(signal);
      return { model, flatbed: flatbed !== null, feeder: feeder !== null };
    },
    async scan(job, signal) {
      job.onProgress({ phase: 'connecting', page: 1, fraction: null });
      const device = await meet(signal);
      const path = await begin(device, job, signal);
      try {
        for (let page = 1; page <= MOST_PAGES; page += 1) {
          job.onProgress({ phase: 'scanning', page, fraction: null });
          const picture = await nextPage(device, job, path, page, signal);
          if (picture === null) return;
          await job.onPage(picture);
          // The glass has one page, and some devices would scan it again for whoever asks for more.
          if (job.input === 'flatbed') return;
          if (device.quirks.pauseBetweenPages > 0) await pause(device.quirks.pauseBetweenPages, signal);
        }
      } finally {
        // Cancels what is under way and frees the device for the next; that it fails changes nothing of what came.
        await ask({ method: 'DELETE', path, host: device.quirks.host }, AbortSignal.timeout(CLEAN_UP_MS)).catch(() => undefined);
      }
    },
  };
}

const serverOf = ({ headers }: EsclAnswer): string => String(headers.server ?? '');

/** A page that is empty ends the job on some devices; as the first it is a failure. */
function pictureIn({ body }: EsclAnswer, page: number): Uint8Array | null {
  if (body.length > 0) return body;
  if (page > 1) return null;
  throw new SourceError('source.failed', 'an empty page');
}
