/** Scanners and readers of this desk, put together from the ways of reaching them that this system has. */
import { DeskError } from '../../shared/errors.ts';
import type { ScannerSettings, ScanProgress, SourceSettings } from '../../shared/sources.ts';
import type { Captures } from '../capture/captures.ts';
import { systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { createEsclScanner } from './escl/escl-scanner.ts';
import { findEscl } from './escl/find.ts';
import { findSane } from './sane/find.ts';
import { scannerOf } from './scanner-of.ts';
import { createScans, type Scans } from './scans.ts';
import { createSerialReaders, findSerial } from './serial/serial-readers.ts';
import { createSourceAdmin, type Finder, type SourceAdmin } from './source-admin.ts';
import { findWia } from './wia/wia-scanner.ts';

export type DeskSources = {
  readonly admin: SourceAdmin;
  readonly scans: Scans;
  /** Listens to the serial readers that are switched on now. */
  serve(): void;
  stop(): Promise<void>;
};

/** `unread`: a serial reader sent something that is no document. `changed`: a device is elsewhere than it was. */
export function createDeskSources(parts: {
  settings: SettingsStore; captures: Pick<Captures, 'add' | 'addLines'>; log: Log; platform: NodeJS.Platform;
  progress: (progress: ScanProgress & { sourceId: string }) => void; unread: (name: string) => void; changed: () => void;
}): DeskSources {
  const { settings, captures, log, platform, progress, unread, changed } = parts;
  const clock = systemClock;
  const announced = (signal: AbortSignal) => findEscl({ clock }, signal);
  const finders: readonly Finder[] = [
    { kind: 'escl', find: announced },
    ...(platform === 'win32' ? [{ kind: 'wia', find: findWia } as const] : [{ kind: 'sane', find: findSane } as const]),
    { kind: 'serial', find: findSerial },
  ];
  const scanner = (source: ScannerSettings) => scannerOf(source, {
    clock, findEscl: announced,
    moved: async (sourceId, address) => {
      try {
        await admin.moved(sourceId, address);
      } catch (error) {
        // What the computer's policy file holds stays, or a newer version's file: the scanner is looked for anew each time.
        if (error instanceof DeskError && (error.code === 'settings.locked' || error.code === 'settings.fromTheFuture')) return;
        throw error;
      }
      changed();
    },
  });
  const readers = createSerialReaders({ read: (lines) => captures.addLines(lines, 'reader'), unread, clock, log });
  const admin = createSourceAdmin({
    settings, finders, log, scanner, testSerial: readers.test,
    probe: (address) => createEsclScanner({ address, fingerprint: null }, { clock }),
  });
  const sources = (): readonly SourceSettings[] => settings.get().sources;
  const scans = createScans({ sources, scanner, captures, log, progress });

  return {
    admin, scans,
    serve: () => readers.serve(sources().filter((one) => one.kind === 'serial')),
    async stop() {
      await Promise.all([scans.stop(), readers.stop()]);
    },
  };
}
