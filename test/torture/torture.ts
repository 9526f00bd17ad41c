/**
 * `npm run torture -- [rounds] [seed] [backlog]`: kills and misbehaviour on the way of confirmed registrations, then a
 * backlog of so many; see the tables.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliverBacklog } from './backlog.ts';
import { tortureBySigkill } from './by-sigkill.ts';
import { tortureInProcess } from './in-process.ts';
import { addTally, emptyTally, tableOf } from './tally.ts';

/** Rounds on one database, so that none grows so large that opening it is what takes the time. */
const ROUNDS_PER_DESK = 25;

const [rounds = 3000, seed = Date.now() % 1_000_000, backlog = 50_000] = process.argv.slice(2).map(Number);

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'torture-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

console.log(`seed ${seed}`);
const sum = emptyTally();
for (let done = 0; done < rounds; done += ROUNDS_PER_DESK) {
  const own = seed + done;
  addTally(sum, await inFolder((folder) => tortureInProcess(folder, own, Math.min(ROUNDS_PER_DESK, rounds - done))));
  const reached = Math.min(rounds, done + ROUNDS_PER_DESK);
  process.stdout.write(`\r${reached} of ${rounds}, lost ${sum.lost}, doubled ${sum.doubled} `);
}
const killed = await inFolder((folder) => tortureBySigkill(folder, seed, Math.ceil(rounds / 30)));
console.log(`\n${tableOf('Killed within the process', sum)}\n${tableOf('Killed by SIGKILL', killed)}`);

const { heapMib, seconds } = await inFolder((folder) => deliverBacklog(folder, backlog));
console.log(`Backlog of ${backlog} to a destination that says yes at once: ${seconds.toFixed(1)} s`);
console.log(`  heap after each tenth, MiB: ${heapMib.map((heap) => heap.toFixed(1)).join(' ')}`);
process.exitCode = sum.lost + sum.doubled + killed.lost + killed.doubled === 0 ? 0 : 1;
