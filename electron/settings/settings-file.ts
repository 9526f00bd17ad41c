/** The settings of a property as a file for its other desks: no secrets, nothing that is each desk's own. */
import { readFile, stat } from 'node:fs/promises';
import { secretAccount } from '../../shared/destinations.ts';
import type { ImportAnswer, ImportPreview, SettingsChange } from '../../shared/settings-file.ts';
import { DESK_SETTINGS, type Settings } from '../../shared/settings.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import { createConfirmedAction } from '../confirmed-action.ts';
import type { Committed } from '../../shared/confirmed-action.ts';
import type { Keychain } from '../secrets/keychain.ts';
import type { SettingsStore } from './settings.ts';
import { readVersionedSettings, SETTINGS_VERSION } from './versions.ts';

const KIND = 'kakdoma-desk-settings';
/** Ours have some kilobytes. */
const MOST_BYTES = 1_000_000;
/** Longer values are cut where they are shown. */
const SHOWN_SIGNS = 80;

type Shared = Omit<Settings, (typeof DESK_SETTINGS)[number]>;

export type SettingsFiles = {
  write(file: string): Promise<void>;
  /** The dry run of an import; changes nothing. */
  read(file: string): Promise<ImportAnswer>;
  commit(token: string): Promise<Committed<null>>;
};

export function createSettingsFiles(parts: { settings: SettingsStore; keychain: Keychain }): SettingsFiles {
  const { settings, keychain } = parts;

  const action = createConfirmedAction<Settings, Partial<Settings>, ImportPreview, null>({
    async look(wanted) {
      const change = withoutOwn(wanted);
      // One bot polls for all desks; which of them is said at the desk and never by a file.
      const plan = { ...change, telegram: { ...change.telegram, on: settings.get().telegram.on } };
      const missing = [];
      for (const { id, name, kind } of plan.destinations) {
        if (kind !== 'folder' && (await keychain.get(secretAccount(id))) === null) missing.push(name);
      }
      const before = withoutOwn(settings.get());
      return { plan, preview: { changes: changesBetween(before, plan), secretsMissing: missing } };
    },
    async commit(plan) {
      await settings.set(plan);
      return null;
    },
  });

  return {
    async write(file) {
      const text = JSON.stringify({ kind: KIND, version: SETTINGS_VERSION, settings: withoutOwn(settings.get()) }, null, 2);
      await writeFileAtomically(file, Buffer.from(`${text}\n`));
    },
    async read(file) {
      const json = await jsonIn(file);
      if (typeof json !== 'object' || json === null || !('kind' in json) || json.kind !== KIND) return { kind: 'notOurs' };
      const { kind: _, ...versioned } = json;
      const unknown = nameOfOwn(versioned);
      if (unknown !== null) return { kind: 'unknownName', name: unknown };
      const read = readVersionedSettings(withOwn(versioned, settings.get()));
      switch (read.kind) {
        case 'read': return { kind: 'shown', shown: await action.preview(read.settings) };
        case 'newer': return { kind: 'newer' };
        case 'unknownName': return { kind: 'unknownName', name: read.name };
        case 'wrong': return { kind: 'wrong', name: read.problem };
        default: return read satisfies never;
      }
    },
    commit: (token) => action.commit(token),
  };
}

function withoutOwn(settings: Settings): Shared {
  const own: readonly string[] = DESK_SETTINGS;
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !own.includes(name))) as Shared;
}

/** A file that sets what is each desk's own was not written by this program. */
function nameOfOwn(versioned: object): string | null {
  if (!('settings' in versioned) || typeof versioned.settings !== 'object' || versioned.settings === null) return null;
  return DESK_SETTINGS.find((name) => Object.hasOwn(versioned.settings as object, name)) ?? null;
}

/** What is this desk's own stands in for what the file leaves out, so that the rest is checked as settings are. */
function withOwn(versioned: object, present: Settings): unknown {
  if (!('settings' in versioned) || typeof versioned.settings !== 'object') return versioned;
  const own = Object.fromEntries(DESK_SETTINGS.map((name) => [name, present[name]]));
  return { ...versioned, settings: { ...own, ...versioned.settings } };
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    if ((await stat(file)).size > MOST_BYTES) return null;
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null; // no file of ours, however it fails
  }
}

/** What differs, each by its dotted name; destinations by their ids. */
function changesBetween(before: object, after: object): SettingsChange[] {
  const [old, now] = [flattened(before), flattened(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.filter((name) => old.get(name) !== now.get(name))
    .map((name) => ({ name, before: old.get(name) ?? '', after: now.get(name) ?? '' }));
}

function flattened(value: unknown, name = '', into = new Map<string, string>()): Map<string, string> {
  const under = (part: string): string => (name === '' ? part : `${name}.${part}`);
  if (Array.isArray(value)) {
    const named = value.every((one): one is { id: string } => typeof one === 'object' && one !== null && 'id' in one);
    if (named && value.length > 0) for (const one of value) flattened(one, under(one.id), into);
    else into.set(name, value.map(String).join(', ').slice(0, SHOWN_SIGNS));
  } else if (typeof value === 'object' && value !== null) {
    for (const [part, inner] of Object.entries(value)) flattened(inner, under(part), into);
  } else into.set(name, String(value ?? '').slice(0, SHOWN_SIGNS));
  return into;
}
