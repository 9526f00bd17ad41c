import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DeskError } from '../../shared/errors.ts';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../shared/settings.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import type { Log } from '../log.ts';
import { readVersionedSettings, SETTINGS_VERSION, type ReadSettings } from './versions.ts';
import { readIfThere } from '../system-code.ts';

export type SettingsTrouble = 'settings.damaged' | 'settings.fromTheFuture';

/** Settings that are not secret, in one JSON file. */
export type SettingsStore = {
  get(): Settings;
  /** Nothing was ever set here. */
  isNew(): boolean;
  /** Why what was set here does not hold; null where it does, and once somebody has said anew what is kept. */
  trouble(): SettingsTrouble | null;
  /** Merges, writes atomically, then tells the listeners. Rejects with `settings.fromTheFuture`. */
  set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Promise<Settings>;
  onChanged(listener: (settings: Settings) => void): () => void;
  /** Resolves when every change asked for is on the disk, or was refused to whoever asked. */
  settled(): Promise<void>;
};

/**
 * Never fails on a bad file: it is kept aside as `<file>.damaged` and the usual settings hold. A file that a newer version
 * has written is left where it is and as it is, as that version will want it back. `defaults`: where nothing was set, or
 * what was set does not hold.
 */
export async function openSettings(options: { file: string; log: Log; defaults?: Settings }): Promise<SettingsStore> {
  const { file, log, defaults = DEFAULT_SETTINGS } = options;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const listeners = new Set<(settings: Settings) => void>();
  const loaded = await load(file, log);
  let { trouble } = loaded;
  let current = loaded.settings ?? defaults;
  let isNew = loaded.settings === null && trouble === null;
  // One write after the other, so that the file ends as the last change left it.
  let writing: Promise<unknown> = Promise.resolve();

  async function write(change: Partial<Settings>): Promise<Settings> {
    if (trouble === 'settings.fromTheFuture') throw new DeskError(trouble);
    const next = settingsSchema.parse({ ...current, ...change });
    const text = JSON.stringify({ version: SETTINGS_VERSION, settings: next }, null, 2);
    await writeFileAtomically(file, Buffer.from(`${text}\n`));
    current = next;
    isNew = false;
    if ('policy' in change) trouble = null;
    for (const listener of listeners) listener(next);
    return next;
  }

  return {
    get: () => current,
    isNew: () => isNew,
    trouble: () => trouble,
    set(change) {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const written = writing.then(() => write(given));
      writing = written.catch(() => undefined); // the caller hears of it; the next change must still be written
      return written;
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async settled() {
      // A listener may have asked for another change meanwhile.
      for (let last: unknown; last !== writing;) await (last = writing);
    },
  };
}

/** `settings`: null where there is no file, or none that holds. */
async function load(file: string, log: Log): Promise<{ settings: Settings | null; trouble: SettingsTrouble | null }> {
  const bytes = await readIfThere(file);
  // Until something is set anew it is not forgotten that there is something to look through.
  if (bytes === null) return { settings: null, trouble: existsSync(`${file}.damaged`) ? 'settings.damaged' : null };
  const read = parse(bytes.toString('utf8'));
  if (read.kind === 'read') return { settings: read.settings, trouble: null };
  if (read.kind === 'newer') {
    log.warn('settings.fromTheFuture');
    return { settings: null, trouble: 'settings.fromTheFuture' };
  }
  log.warn('settings.damaged');
  await rename(file, `${file}.damaged`);
  return { settings: null, trouble: 'settings.damaged' };
}

function parse(text: string): ReadSettings {
  try {
    return readVersionedSettings(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'wrong', problem: '' };
    throw error;
  }
}
