import type { SourceEvents } from '../../shared/source-contract.ts';
import { isScanner, type ScannerSettings } from '../../shared/sources.ts';
import { request } from '../api.ts';
import { desk, useDesk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import { openIfFree } from './capture-flow.ts';
import { changeSettings } from './settings-flow.ts';
import { goToSection } from './view-flow.ts';

/** How long there is to lay the next document, seconds. */
const LAY_SECONDS = 5;
/** How often an empty feeder is asked again, milliseconds: asking moves nothing. */
const FEEDER_MS = 2000;

/** Scanners that are switched on. */
export const scannersOn = (): readonly ScannerSettings[] => desk().settings.sources.filter(isScanner).filter(({ on }) => on);

/** The one used last, else the first. */
export function chosenScanner(): ScannerSettings | undefined {
  const scanners = scannersOn();
  return scanners.find(({ id }) => id === desk().settings.scannerId) ?? scanners[0];
}

/** The run under way. `goOn` ends the pause before the next scan; null while there is none. */
const present: { stopped: boolean; goOn: (() => void) | null } = { stopped: false, goOn: null };

/** Scans, or goes on at once where the next scan waits. Without a scanner it leads to where one is set up. */
export async function scan(): Promise<void> {
  const { kind } = desk().scan;
  if (kind === 'countdown' || kind === 'waiting') return present.goOn?.();
  if (kind === 'scanning' || kind === 'reading') return undefined;
  const scanner = chosenScanner();
  if (scanner === undefined) {
    desk().notify({ id: crypto.randomUUID(), text: textsNow().scan.noneYet });
    goToSection('sources');
    return undefined;
  }
  present.stopped = false;
  const { settings, lockedSettings } = desk();
  if (scanner.id !== settings.scannerId && !lockedSettings.includes('scannerId')) void changeSettings({ scannerId: scanner.id });
  return run(scanner.id);
}

/** Ends the scan under way, or the run of scans. */
export function stopScanning(): void {
  present.stopped = true;
  present.goOn?.();
  void request('scan:cancel', undefined);
}

export function scanProgressed({ phase, page, fraction }: SourceEvents['scan:progress']): void {
  const now = desk().scan.kind;
  // While the feeder is only asked whether it has paper, nothing has begun yet.
  const begun = now === 'waiting' && (phase === 'receiving' || fraction !== null);
  if (now !== 'scanning' && !begun) return;
  desk().setScanner({ scan: { kind: 'scanning', progress: { phase, page, fraction } } });
}

async function run(sourceId: string): Promise<void> {
  let last = '';
  for (;;) {
    const scanner = scannersOn().find(({ id }) => id === sourceId);
    if (scanner === undefined || present.stopped) return rest();
    const came = await scanOnce(scanner);
    if (came === null) return undefined;
    if (present.stopped || !desk().settings.scanContinuously) return rest();
    if (scanner.scan.input === 'feeder') {
      desk().setScanner({ scan: { kind: 'waiting', why: 'feeder' } });
      await pause(FEEDER_MS);
      continue;
    }
    const [captureId] = came;
    if (captureId === undefined) return rest();
    desk().setScanner({ scan: { kind: 'reading' } });
    await untilRead(captureId);
    if (present.stopped) return rest();
    const documents = await documentsOf(captureId);
    const lines = await linesOf(documents);
    if (lines !== '' && lines !== last) {
      last = lines;
      await countDown();
      continue;
    }
    // Somebody turned away, or is still looking for the next: the glass is not scanned over and over.
    if (lines !== '') for (const id of documents) await request('capture:discard', { captureId: id });
    desk().setScanner({ scan: { kind: 'waiting', why: lines === '' ? 'nothing' : 'same' } });
    await pause(null);
  }
}

const rest = (): void => desk().setScanner({ scan: { kind: 'idle' } });

/** What came into the queue; null when the run is over. An empty feeder ends no continuous run. */
async function scanOnce(scanner: ScannerSettings): Promise<readonly string[] | null> {
  const patient = desk().scan.kind === 'waiting' && scanner.scan.input === 'feeder';
  if (!patient) desk().setScanner({ scan: { kind: 'scanning', progress: { phase: 'connecting', page: 1, fraction: null } } });
  const answer = await request('scan:start', { sourceId: scanner.id });
  if (!answer.ok) {
    desk().setScanner({ scan: { kind: 'failed', code: answer.code } });
    return null;
  }
  const { captureIds, code } = answer.value;
  desk().setScanner({ scanned: desk().scanned + captureIds.length });
  const [first] = captureIds;
  if (first !== undefined) await openIfFree(first);
  if (code === null || (code === 'source.paperEmpty' && patient)) return captureIds;
  if (code === 'source.cancelled') rest();
  else desk().setScanner({ scan: { kind: 'failed', code } });
  return null;
}

/** Waits so long, or until somebody presses (null: only for that). True when somebody did. */
function pause(ms: number | null): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (pressed: boolean): void => {
      clearTimeout(timer);
      present.goOn = null;
      resolve(pressed);
    };
    const timer = ms === null ? undefined : setTimeout(() => end(false), ms);
    present.goOn = () => end(true);
  });
}

async function countDown(): Promise<void> {
  for (let seconds = LAY_SECONDS; seconds > 0; seconds -= 1) {
    desk().setScanner({ scan: { kind: 'countdown', seconds } });
    if (await pause(1000)) return;
  }
}

/** Until the capture is read, parked or gone, or the run is present.stopped. */
function untilRead(captureId: string): Promise<void> {
  return new Promise((resolve) => {
    const settled = (): boolean => {
      const state = desk().captures.find(({ id }) => id === captureId)?.state.kind;
      return present.stopped || (state !== 'captured' && state !== 'reading');
    };
    const end = (): void => {
      unlisten();
      present.goOn = null;
      resolve();
    };
    const unlisten = useDesk.subscribe(() => {
      if (settled()) end();
    });
    present.goOn = end;
    if (settled()) end();
  });
}

/** A scan that showed several documents is several captures by now; not all may have been told of yet. */
async function documentsOf(captureId: string): Promise<readonly string[]> {
  const answer = await request('capture:list', undefined);
  const parts = answer.ok ? answer.value.filter(({ part }) => part?.pictureId === captureId).map(({ id }) => id) : [];
  return parts.length === 0 ? [captureId] : parts;
}

/** The zones read from them, in an order of their own; '' where there are none. */
async function linesOf(captureIds: readonly string[]): Promise<string> {
  const zones: string[] = [];
  for (const captureId of captureIds) {
    const answer = await request('reading:get', { captureId });
    if (!answer.ok || answer.value === null) continue;
    zones.push(...answer.value.documents.map(({ lines }) => lines.map(({ text }) => text).join('\n')));
  }
  return zones.toSorted().join('\n');
}
