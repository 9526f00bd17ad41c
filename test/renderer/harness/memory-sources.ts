/** Scanners and readers in memory, for the bridge in memory. */
import type { Answer, RequestInput, RequestOutput } from '../../../shared/contract.ts';
import type { sourceInputs, SourceEvents } from '../../../shared/source-contract.ts';
import { DEFAULT_SCAN, type FoundSource, type ScanEnd, type ScanOptions, type SourceSettings, type SourceTest } from '../../../shared/sources.ts';

type Names = keyof typeof sourceInputs;
export type SourceAnswers = { [N in Names]: (input: RequestInput<N>) => Answer<RequestOutput<N>> | Promise<Answer<RequestOutput<N>>> };

export type SourceScene = {
  readonly found?: readonly FoundSource[];
  /** What testing a device answers, by its kind; `ok` where left out. */
  readonly sourceTest?: SourceTest;
  /** What scans fail by, one after the other; null for one that brings a picture. */
  readonly scanEnds?: readonly ScanEnd['code'][];
  /** Scans go on until they are cancelled. */
  readonly scanHangs?: boolean;
};

const fine = <T>(value: T): Answer<T> => ({ ok: true, value });

type Desk = {
  readonly sources: () => readonly SourceSettings[];
  readonly changed: (sources: readonly SourceSettings[]) => void;
  readonly tell: (progress: SourceEvents['scan:progress']) => void;
  readonly add: () => string;
};

export function memorySources(scene: SourceScene, { sources, changed, tell, add }: Desk): SourceAnswers {
  const ends = [...(scene.scanEnds ?? [])];
  let trusted = false;
  let cancel: (() => void) | null = null;
  const put = (next: SourceSettings): Answer<SourceSettings> => {
    const rest = sources().filter(({ id }) => id !== next.id);
    changed([...rest, next]);
    return fine(next);
  };
  const withSource = (id: string, change: (one: SourceSettings) => SourceSettings): Answer<SourceSettings> => {
    const one = sources().find((source) => source.id === id);
    return one === undefined ? { ok: false, code: 'source.missing' } : put(change(one));
  };
  return {
    'source:discover': () => fine({ found: [...(scene.found ?? [])], troubles: [] }),
    'source:add': ({ name, place }) => {
      const common = { id: `${place.kind}-${sources().length + 1}`, name, on: false };
      switch (place.kind) {
        case 'escl': {
          if (/\s/.test(place.address)) return { ok: false, code: 'address.malformed' };
          const options = { address: `http://${place.address}/eSCL`, uuid: place.uuid, fingerprint: null };
          return put({ ...common, kind: 'escl', scan: DEFAULT_SCAN, options });
        }
        case 'sane': return put({ ...common, kind: 'sane', scan: DEFAULT_SCAN, options: { device: place.device } });
        case 'wia': return put({ ...common, kind: 'wia', scan: DEFAULT_SCAN, options: { device: place.device } });
        case 'serial': return put({ ...common, kind: 'serial', options: { path: place.path, speed: place.speed } });
      }
    },
    'source:edit': ({ sourceId, name, on, scan }) => withSource(sourceId, (one) => {
      const next = { ...one, name: name ?? one.name, on: on ?? one.on };
      return next.kind === 'serial' ? next : { ...next, scan: { ...next.scan, ...(scan as Partial<ScanOptions> | undefined) } };
    }),
    'source:trust': ({ sourceId, fingerprint }) => {
      trusted = true;
      return withSource(sourceId, (one) => (one.kind === 'escl' ? { ...one, options: { ...one.options, fingerprint } } : one));
    },
    'source:remove': ({ sourceId }) => {
      changed(sources().filter(({ id }) => id !== sourceId));
      return fine(null);
    },
    'source:test': () => fine(scene.sourceTest === undefined || trusted
      ? { ok: true, about: { model: 'Made-up M1', flatbed: true, feeder: true } } : scene.sourceTest),
    'scan:start': async ({ sourceId }) => {
      tell({ sourceId, phase: 'scanning', page: 1, fraction: 0.4 });
      if (scene.scanHangs === true) {
        await new Promise<void>((resolve) => { cancel = resolve; });
        return fine({ captureIds: [], code: 'source.cancelled' });
      }
      const code = ends.shift() ?? null;
      return fine({ captureIds: code === null ? [add()] : [], code });
    },
    'scan:cancel': () => {
      cancel?.();
      return fine(null);
    },
  };
}
