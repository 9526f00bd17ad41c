/** What an administrator does with scanners and readers: find, set up, test, switch, remove. */
import { randomUUID } from 'node:crypto';
import type { RequestInput, RequestOutput } from '../../shared/contract.ts';
import { DeskError } from '../../shared/errors.ts';
import {
  DEFAULT_SCAN, isScanner, type FoundSource, sourcesSchema, type SerialSettings, type ScannerSettings, type SourceKind, type SourcePlace,
  type SourceSettings, type SourceTest,
} from '../../shared/sources.ts';
import type { Log } from '../log.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { addressesOf } from './escl/address.ts';
import { type Scanner, SourceError } from './scanner.ts';

/** A person waits for the answer, and a device may wake up first. */
const TEST_MS = 60_000;
const DISCOVER_MS = 30_000;
/** Of several places where a scanner may be, the first that answers within this is taken. */
const PROBE_MS = 5000;

/** One way of looking for devices. */
export type Finder = {
  readonly kind: SourceKind;
  find(signal: AbortSignal): Promise<readonly Omit<FoundSource, 'known'>[]>;
};

/** Every call that names a device rejects with `source.missing` for an id that the settings do not have. */
export type SourceAdmin = {
  discover(): Promise<RequestOutput<'source:discover'>>;
  /** Switched off. `address.malformed`, `source.noRoom`. */
  add(wanted: RequestInput<'source:add'>): Promise<SourceSettings>;
  edit(change: RequestInput<'source:edit'>): Promise<SourceSettings>;
  trust(sourceId: string, fingerprint: string): Promise<SourceSettings>;
  /** A network scanner answers at another address. */
  moved(sourceId: string, address: string): Promise<unknown>;
  remove(sourceId: string): Promise<null>;
  test(sourceId: string): Promise<SourceTest>;
};

/** `probe`: asks at an address, whoever is there. `testSerial` rejects with a SourceError. */
export function createSourceAdmin(parts: {
  settings: SettingsStore; finders: readonly Finder[]; log: Log;
  scanner: (source: ScannerSettings) => Scanner; probe: (address: string) => Scanner;
  testSerial: (source: SerialSettings, signal: AbortSignal) => Promise<void>;
}): SourceAdmin {
  const { settings, finders, log, scanner, probe, testSerial } = parts;
  /** One change after the other, as each is made of the list that the one before left. */
  let changing: Promise<unknown> = Promise.resolve();

  function found(sourceId: string): SourceSettings {
    const one = settings.get().sources.find(({ id }) => id === sourceId);
    if (!one) throw new DeskError('source.missing');
    return one;
  }

  function change(edit: (list: readonly SourceSettings[]) => SourceSettings[]): Promise<void> {
    const changed = changing.then(async () => {
      const list = sourcesSchema.safeParse(edit(settings.get().sources));
      if (!list.success) throw new DeskError('source.noRoom');
      await settings.set({ sources: list.data });
    });
    changing = changed.catch(() => undefined); // the caller hears of it; the next change must still be made
    return changed;
  }

  /** Made of what the device is when its turn comes, so that two changes at once are both made. */
  async function alter(sourceId: string, alteration: (old: SourceSettings) => SourceSettings): Promise<SourceSettings> {
    await change((list) => list.map((one) => (one.id === sourceId ? alteration(one) : one)));
    const next = found(sourceId);
    log.info('source.edited', { source: next.kind, state: next.on ? 'on' : 'off' });
    return next;
  }

  /** The first place that a scanner answers at, a certificate to be looked at included; else the likeliest. */
  async function addressOf(typed: string): Promise<string> {
    const [first, ...others] = addressesOf(typed);
    if (first === undefined) throw new DeskError('address.malformed');
    if (others.length === 0) return first;
    const answers = await Promise.all([first, ...others].map(async (address) => {
      try {
        await probe(address).about(AbortSignal.timeout(PROBE_MS));
        return address;
      } catch (error) {
        return error instanceof SourceError && error.code === 'source.certificateUnknown' ? address : null;
      }
    }));
    return answers.find((address) => address !== null) ?? first;
  }

  async function placed(
    { id, name, on }: Pick<SourceSettings, 'id' | 'name' | 'on'>, place: SourcePlace, old: SourceSettings | null,
  ): Promise<SourceSettings> {
    const common = { id, name, on };
    const scan = old !== null && isScanner(old) ? old.scan : DEFAULT_SCAN;
    switch (place.kind) {
      case 'escl':
        return { ...common, kind: 'escl', scan, options: { address: await addressOf(place.address), uuid: place.uuid, fingerprint: null } };
      case 'sane': return { ...common, kind: 'sane', scan, options: { device: place.device } };
      case 'wia': return { ...common, kind: 'wia', scan, options: { device: place.device } };
      case 'serial': return { ...common, kind: 'serial', options: { path: place.path, speed: place.speed } };
      default: return place satisfies never;
    }
  }

  return {
    async discover() {
      const signal = AbortSignal.timeout(DISCOVER_MS);
      const known = new Set(settings.get().sources.map(signOf));
      const troubles: RequestOutput<'source:discover'>['troubles'] = [];
      const lists = await Promise.all(finders.map(async ({ kind, find }) => {
        try {
          return await find(signal);
        } catch (error) {
          const code = error instanceof SourceError ? error.code : 'source.failed';
          log.warn('source.findFailed', { source: kind, code, error });
          // That a way of looking is not installed is nothing to worry people with.
          if (code !== 'source.driverMissing') troubles.push({ kind, code });
          return [];
        }
      }));
      return { found: lists.flat().map((one) => ({ ...one, known: known.has(signOfPlace(one.place)) })), troubles };
    },
    async add({ name, place }) {
      const id = `${place.kind}-${randomUUID().slice(0, 8)}`;
      const one = await placed({ id, name, on: false }, place, null);
      await change((list) => [...list, one]);
      log.info('source.added', { source: place.kind });
      return one;
    },
    async edit({ sourceId, name, on, scan, place }) {
      const old = found(sourceId);
      if (place !== undefined && place.kind !== old.kind) throw new DeskError('request.invalid', 'another kind');
      const moved = place === undefined ? null : await placed(old, place, old);
      const chosen = Object.fromEntries(Object.entries(scan ?? {}).filter(([, value]) => value !== undefined));
      return alter(sourceId, (one) => {
        const next: SourceSettings = { ...(moved ?? one), name: name ?? one.name, on: on ?? one.on };
        return isScanner(next) && isScanner(one) ? { ...next, scan: { ...one.scan, ...chosen } } : next;
      });
    },
    async trust(sourceId, fingerprint) {
      const old = found(sourceId);
      if (old.kind !== 'escl') throw new DeskError('request.invalid', 'only network scanners have certificates');
      return alter(sourceId, (one) => (one.kind === 'escl' ? { ...one, options: { ...one.options, fingerprint } } : one));
    },
    async moved(sourceId, address) {
      await alter(sourceId, (one) => (one.kind === 'escl' ? { ...one, options: { ...one.options, address } } : one));
    },
    async remove(sourceId) {
      const { kind } = found(sourceId);
      await change((list) => list.filter(({ id }) => id !== sourceId));
      log.info('source.removed', { source: kind });
      return null;
    },
    async test(sourceId) {
      const one = found(sourceId);
      const signal = AbortSignal.timeout(TEST_MS);
      try {
        if (isScanner(one)) return { ok: true, about: await scanner(one).about(signal) };
        await testSerial(one, signal);
        return { ok: true, about: null };
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        const { code, fingerprint } = error;
        return { ok: false, code, ...(fingerprint === undefined ? {} : { fingerprint }) };
      }
    },
  };
}

/** By what a device is known for the same: where it is. */
const signOf = (source: SourceSettings): string => {
  switch (source.kind) {
    case 'escl': return source.options.uuid || source.options.address;
    case 'sane': case 'wia': return source.options.device;
    case 'serial': return source.options.path;
    default: return source satisfies never;
  }
};

const signOfPlace = (place: SourcePlace): string => {
  switch (place.kind) {
    case 'escl': return place.uuid || place.address;
    case 'sane': case 'wia': return place.device;
    case 'serial': return place.path;
    default: return place satisfies never;
  }
};
