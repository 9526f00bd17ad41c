import type { Settings } from '../../shared/settings.ts';
import type { Log } from '../log.ts';

/** Settings that are not secret, in one JSON file. */
export type SettingsStore = {
  get(): Settings;
  /** Merges, writes atomically, then tells the listeners. */
  set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Promise<Settings>;
  onChanged(listener: (settings: Settings) => void): () => void;
};

/** Never fails on a bad file: it is kept aside as `<file>.damaged` and defaults are used. */
export declare function openSettings(options: { file: string; log: Log }): Promise<SettingsStore>;
