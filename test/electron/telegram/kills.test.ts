import { expect, it } from 'vitest';
import { tortureBot } from '../../torture/bot-by-sigkill.ts';
import { temporaryFolder } from '../profile.ts';

/** A few of what `npm run torture:bot` does 200 of. */
const ROUNDS = 8;
const SEED = 20_266;

it('every update is handled once and every answer sent once, wherever the desk is killed', { timeout: 240_000 }, async () => {
  const tally = await tortureBot(temporaryFolder(), SEED, ROUNDS);
  expect(tally).toMatchObject({ kills: ROUNDS, lost: 0, handledTwice: 0, unanswered: 0, answeredTwice: 0 });
  expect(tally.helps + tally.questions).toBeGreaterThan(1);
});
