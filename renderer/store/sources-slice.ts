import type { StateCreator } from 'zustand';
import type { FoundSource, ScanEnd, ScanProgress, SourceKind, SourceTest, SourceCode } from '../../shared/sources.ts';
import type { DeskState } from './desk-store.ts';

/**
 * What the scanner is at. After a scan a continuous run waits until the document is read, then counts down to the next, or
 * waits for a person: `same` document, `nothing` read, `feeder` empty.
 */
export type ScanState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'scanning'; readonly progress: ScanProgress }
  | { readonly kind: 'reading' }
  | { readonly kind: 'countdown'; readonly seconds: number }
  | { readonly kind: 'waiting'; readonly why: 'same' | 'nothing' | 'feeder' }
  | { readonly kind: 'failed'; readonly code: NonNullable<ScanEnd['code']> };

export type SourceTestState = { readonly kind: 'running' } | { readonly kind: 'done'; readonly result: SourceTest };

export type SearchState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | {
      readonly kind: 'done';
      readonly found: readonly FoundSource[];
      readonly troubles: readonly { readonly kind: SourceKind; readonly code: SourceCode }[];
    };

/** Scanners and readers. */
export type SourcesSlice = {
  readonly scan: ScanState;
  /** Pictures that came since the desk was opened. */
  readonly scanned: number;
  readonly sourceSearch: SearchState;
  /** By id. */
  readonly sourceTests: Readonly<Record<string, SourceTestState>>;
  setScanner(change: Partial<Pick<SourcesSlice, 'scan' | 'scanned' | 'sourceSearch'>>): void;
  setSourceTest(sourceId: string, test: SourceTestState | null): void;
};

export const sourcesSlice: StateCreator<DeskState, [], [], SourcesSlice> = (set) => ({
  scan: { kind: 'idle' },
  scanned: 0,
  sourceSearch: { kind: 'none' },
  sourceTests: {},
  setScanner: (change) => set(change),
  setSourceTest: (sourceId, test) =>
    set(({ sourceTests }) => {
      const { [sourceId]: _old, ...others } = sourceTests;
      return { sourceTests: test === null ? others : { ...others, [sourceId]: test } };
    }),
});
