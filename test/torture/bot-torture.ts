/**
 * `npm run torture:bot -- [rounds] [seed] [blind]`: so many kills of a desk whose residents write to it; see what is said
 * at the end. `blind`: of one that sends again without asking, which must go wrong.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tortureBot } from './bot-by-sigkill.ts';

/** Rounds on one database, so that no resident's day holds more than a real one's. */
const ROUNDS_PER_DESK = 50;
const [roundsGiven = '200', seedGiven = String(Date.now() % 1_000_000), blind] = process.argv.slice(2);
const rounds = Number(roundsGiven);
const seed = Number(seedGiven);

console.log(`seed ${seed}`);
let bad = 0;
for (let done = 0; done < rounds; done += ROUNDS_PER_DESK) {
  const folder = mkdtempSync(join(tmpdir(), 'torture-bot-'));
  try {
    const tally = await tortureBot(folder, seed + done, Math.min(ROUNDS_PER_DESK, rounds - done), { blind: blind === 'blind' });
    console.log(JSON.stringify(tally));
    bad += tally.lost + tally.handledTwice + tally.unanswered + tally.answeredTwice;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
console.log(bad === 0 ? `${rounds} rounds: every update handled once, every answer sent once` : `${bad} things went wrong`);
process.exitCode = bad === 0 ? 0 : 1;
