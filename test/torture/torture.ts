/** `npm run torture -- [rounds] [seed]`: kills and misbehaviour on the way of confirmed registrations; see the table. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tortureBySigkill } from './by-sigkill.ts';
import { tortureInProcess } from './in-process.ts';
import { addTally, emptyTally, tableOf, type Tally } from './tally.ts';

/** Rounds on one database, so that none grows so large that opening it is what takes the time. */
const ROUNDS_PER_DESK = 25;

const [rounds = 3000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);

async function inFolder(work: (folder: string) => Promise<Tally>): Promise<Tally> {
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
  process.stdout.write(`\r${Math.min(rounds, done + ROUNDS_PER_DESK)} of ${rounds}, lost ${sum.lost}, doubled ${sum.doubled} `);
}
const killed = await inFolder((folder) => tortureBySigkill(folder, seed, Math.ceil(rounds / 30)));
console.log(`\n${tableOf('Killed within the process', sum)}\n${tableOf('Killed by SIGKILL', killed)}`);
process.exitCode = sum.lost + sum.doubled + killed.lost + killed.doubled === 0 ? 0 : 1;
