import type { DatabaseSync } from 'node:sqlite';
import type { Finding } from '../../../shared/doctor.ts';
import type { Operation } from '../../../shared/operation.ts';
import { keyShownIn, runsIn, type StoredRun } from '../stored-database.ts';
import { finding, type Check } from '../check.ts';

const DAY_MS = 24 * 3_600_000;
/** A weekend with the desk switched off is no trouble; a backup that was missed for that long again is. */
const LATE_DAYS = { day: 4, week: 14 } as const;

/** Whether there is a backup that was proved, how old it is, and whether anybody could open it. `now`: UTC milliseconds. */
export function checkBackups(parts: { open: () => DatabaseSync | null; settings: () => Operation['backup']; now?: () => number }): Check {
  const { open, settings, now = Date.now } = parts;
  return {
    name: 'backups',
    async run() {
      const { to, every } = settings();
      const raw = open();
      if (raw === null) return [finding('backups', 'backups.none')];
      try {
        if (to === null) return [finding('backups', 'backups.none')];
        const found = [judged(runsIn(raw), LATE_DAYS[every], now())];
        return keyShownIn(raw) ? found : [...found, finding('backups', 'backups.keyMissing')];
      } catch {
        return []; // a damaged database is for its own check to tell
      } finally {
        raw.close();
      }
    },
  };
}

/** `runs`: newest first. */
function judged(runs: readonly StoredRun[], lateDays: number, now: number): Finding {
  const [last] = runs;
  const good = runs.find(({ code }) => code === null);
  const days = good === undefined ? null : Math.floor(Math.max(0, now - good.finishedAt) / DAY_MS);
  const detail = last?.code ?? '';
  if (days === null) return finding('backups', last === undefined ? 'backups.notYet' : 'backups.failed', { detail });
  if (days >= lateDays) return finding('backups', 'backups.old', { detail, facts: [days] });
  return finding('backups', 'backups.fine', { facts: [days] });
}
