import type { ScannerSettings } from '../../shared/sources.ts';
import type { Clock } from '../clock.ts';
import { createEsclScanner } from './escl/escl-scanner.ts';
import type { FoundEscl } from './escl/find.ts';
import { createSaneScanner } from './sane/sane-scanner.ts';
import { type Scanner, SourceError } from './scanner.ts';
import { createWiaScanner } from './wia/wia-scanner.ts';

export type ScannerParts = {
  readonly clock: Clock;
  /** Network scanners that announce themselves now. */
  readonly findEscl: (signal: AbortSignal) => Promise<readonly FoundEscl[]>;
  /** A network scanner answers at another address than it used to. */
  readonly moved: (sourceId: string, address: string) => Promise<unknown>;
};

/** The scanner behind a device of the settings. */
export function scannerOf(source: ScannerSettings, parts: ScannerParts): Scanner {
  switch (source.kind) {
    case 'sane': return createSaneScanner(source.options.device);
    case 'wia': return createWiaScanner(source.options.device);
    case 'escl': return foundAgain(source, parts);
    default: return source satisfies never;
  }
}

/**
 * Routers give scanners another address now and then. One that does not answer where it was is looked for by what it calls
 * itself, and asked there.
 */
function foundAgain(source: Extract<ScannerSettings, { kind: 'escl' }>, { clock, findEscl, moved }: ScannerParts): Scanner {
  const { address, uuid, fingerprint } = source.options;
  const at = (where: string): Scanner => createEsclScanner({ address: where, fingerprint }, { clock });

  /** `begun`: something came already; a second try would bring it again. */
  async function either<T>(work: (scanner: Scanner) => Promise<T>, begun: () => boolean, signal: AbortSignal): Promise<T> {
    try {
      return await work(at(address));
    } catch (error) {
      if (!(error instanceof SourceError) || error.code !== 'source.offline' || uuid === '' || begun()) throw error;
      // Where nobody can be asked for it, that it is offline is all there is to say.
      const announced = await findEscl(signal).catch((): readonly FoundEscl[] => []);
      const now = announced.find(({ place }) => place.uuid === uuid)?.place.address;
      if (now === undefined || now === address || signal.aborted) throw error;
      const done = await work(at(now));
      await moved(source.id, now);
      return done;
    }
  }

  return {
    about: (signal) => either((scanner) => scanner.about(signal), () => false, signal),
    scan(job, signal) {
      let came = false;
      const onPage = (picture: Uint8Array): Promise<void> => {
        came = true;
        return job.onPage(picture);
      };
      return either((scanner) => scanner.scan({ ...job, onPage }, signal), () => came, signal);
    },
  };
}
