import { isDeepStrictEqual } from 'node:util';
import { DeskError } from '../../shared/errors.ts';
import { laidOver, namesOf } from '../../shared/policy-file.ts';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../shared/settings.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { MachinePolicy } from './policy-file.ts';

/**
 * The settings as they hold under the computer's policy: what it locks holds whatever was set, and a change of it is
 * refused with `settings.locked`.
 */
export function underPolicy(store: SettingsStore, policy: MachinePolicy): SettingsStore & { locked(): string[] } {
  if (policy.kind !== 'read') return { ...store, locked: () => [] };
  const { lock } = policy;
  const usual = laidOver(laidOver(DEFAULT_SETTINGS, policy.preset), lock);
  let last: { own: Settings; held: Settings } | null = null;
  const held = (own: Settings): Settings => {
    if (last?.own !== own) last = { own, held: agreeing(laidOver(own, lock), usual) };
    return last.held;
  };
  return {
    get: () => held(store.get()),
    // A computer that its administrator has set up greets nobody with a set-up.
    isNew: () => false,
    trouble: store.trouble,
    async set(change) {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Settings>;
      const wanted = { ...store.get(), ...given };
      // The page sends whole groups, what is locked in them included; that much is no change.
      const refused = Object.keys(given).some((name) => {
        const key = name as keyof Settings;
        return !isDeepStrictEqual(held(wanted)[key], wanted[key]);
      });
      if (refused) throw new DeskError('settings.locked');
      return held(await store.set(given));
    },
    onChanged: (listener) => store.onChanged((settings) => listener(held(settings))),
    settled: store.settled,
    locked: () => namesOf(lock),
  };
}

/**
 * Settings that keep the rules between members of a group. What was set before the file came may contradict what it
 * locks (a picture that is never kept, and is uploaded); such a group is as a new desk has it.
 */
function agreeing(settings: Settings, usual: Settings): Settings {
  const read = settingsSchema.safeParse(settings);
  if (read.success) return settings;
  const groups = new Set(read.error.issues.map(({ path }) => path[0]));
  return Object.fromEntries(Object.entries(settings).map(([name, value]) =>
    [name, groups.has(name) ? usual[name as keyof Settings] : value])) as Settings;
}
