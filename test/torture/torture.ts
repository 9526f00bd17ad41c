/**
 * `npm run torture -- [rounds] [seed] [backlog]`: so many rounds of kills and misbehaviour on the way of confirmed
 * registrations within this process and as many of a process killed by SIGKILL, then a backlog of so many; see the tables.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliverBacklog } from './backlog.ts';
import { ROUNDS_PER_DESK, tortureDesksBySigkill } from './by-sigkill.ts';
import { tortureInProcess } from './in-process.ts';
import { addTally, emptyTally, type Tally, tableOf } from './tally.ts';

const [rounds = 3000, seed = Date.now() % 1_000_000, backlog = 50_000] = process.argv.slice(2).map(Number);

/** Two keep two cores busy; more would make a desk's seconds longer, not the whole shorter. */
const DESKS_AT_ONCE = 2;

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'torture-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const tell = (reached: number, { lost, doubled }: Tally): void =>
  void process.stdout.write(`\r${reached} of ${rounds}, lost ${lost}, doubled ${doubled} `);

console.log(`seed ${seed}`);
const sum = emptyTally();
for (let done = 0; done < rounds; done += ROUNDS_PER_DESK) {
  const own = seed + done;
  addTally(sum, await inFolder((folder) => tortureInProcess(folder, own, Math.min(ROUNDS_PER_DESK, rounds - done))));
  const reached = Math.min(rounds, done + ROUNDS_PER_DESK);
  tell(reached, sum);
}
console.log();
const killed = await inFolder((folder) => tortureDesksBySigkill({
  newFolder: () => mkdtempSync(join(folder, 'desk-')), seed, rounds, atOnce: DESKS_AT_ONCE, progress: (so) => tell(so.rounds, so),
}));
console.log(`\n${tableOf('Killed within the process', sum)}\n${tableOf('Killed by SIGKILL', killed)}`);

const { heapMib, seconds } = await inFolder((folder) => deliverBacklog(folder, backlog));
console.log(`Backlog of ${backlog} to a destination that says yes at once: ${seconds.toFixed(1)} s`);
console.log(`  heap after each tenth, MiB: ${heapMib.map((heap) => heap.toFixed(1)).join(' ')}`);
process.exitCode = sum.lost + sum.doubled + killed.lost + killed.doubled === 0 ? 0 : 1;
