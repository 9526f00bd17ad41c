import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../shared/settings.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import type { Log } from '../log.ts';
import { readVersionedSettings, SETTINGS_VERSION } from './versions.ts';
import { readIfThere } from '../system-code.ts';

/** Settings that are not secret, in one JSON file. */
export type SettingsStore = {
  get(): Settings;
  /** Nothing was ever set here. */
  isNew(): boolean;
  /** Merges, writes atomically, then tells the listeners. */
  set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Promise<Settings>;
  onChanged(listener: (settings: Settings) => void): () => void;
  /** Resolves when every change asked for is on the disk, or was refused to whoever asked. */
  settled(): Promise<void>;
};

/** Never fails on a bad file: it is kept aside as `<file>.damaged` and defaults are used. `defaults`: where nothing was set. */
export async function openSettings(options: { file: string; log: Log; defaults?: Settings }): Promise<SettingsStore> {
  const { file, log, defaults = DEFAULT_SETTINGS } = options;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const listeners = new Set<(settings: Settings) => void>();
  const found = await load(file, log);
  let current = found ?? defaults;
  let isNew = found === null;
  // One write after the other, so that the file ends as the last change left it.
  let writing: Promise<unknown> = Promise.resolve();

  async function write(change: Partial<Settings>): Promise<Settings> {
    const next = settingsSchema.parse({ ...current, ...change });
    const text = JSON.stringify({ version: SETTINGS_VERSION, settings: next }, null, 2);
    await writeFileAtomically(file, Buffer.from(`${text}\n`));
    current = next;
    isNew = false;
    for (const listener of listeners) listener(next);
    return next;
  }

  return {
    get: () => current,
    isNew: () => isNew,
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

/** Null where there is no file. */
async function load(file: string, log: Log): Promise<Settings | null> {
  const bytes = await readIfThere(file);
  if (bytes === null) return null;
  const settings = parse(bytes.toString('utf8'));
  if (settings !== null) return settings;
  log.warn('settings.damaged');
  await rename(file, `${file}.damaged`);
  return DEFAULT_SETTINGS;
}

function parse(text: string): Settings | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null; // the caller keeps the file aside and says so
  }
  const read = readVersionedSettings(json);
  return read.kind === 'read' ? read.settings : null;
}
