import { describe, expect, it } from 'vitest';
import { ROUNDS_PER_DESK, tortureDesksBySigkill } from '../../torture/by-sigkill.ts';
import { tortureInProcess } from '../../torture/in-process.ts';
import { STEPS } from '../../torture/tortured-desk.ts';
import { addTally, emptyTally, tableOf } from '../../torture/tally.ts';
import { temporaryFolder } from '../profile.ts';

const SEED = 20_261;
const DESKS = 12;
const ROUNDS = DESKS * ROUNDS_PER_DESK;

describe('on the way from Confirm to Bitrix24, folder and S3', () => {
  it('nothing is lost or doubled in 300 rounds of kills and misbehaviour', { timeout: 600_000 }, async () => {
    const sum = emptyTally();
    for (let desk = 0; desk < DESKS; desk += 1) {
      addTally(sum, await tortureInProcess(temporaryFolder(), SEED + desk, ROUNDS_PER_DESK));
    }
    console.log(tableOf('Killed within the process', sum));
    expect(sum).toMatchObject({ rounds: ROUNDS, registrations: ROUNDS, delivered: ROUNDS * 3, lost: 0, doubled: 0 });
    // Steps that only a returning guest's delivery takes are few, and which of them are hit depends on the disk's pace.
    const usual = STEPS.filter((step) => !/update|list/.test(step));
    expect([...sum.kills.keys()]).toEqual(expect.arrayContaining(usual));
  });

  it('nothing is lost or doubled in 300 rounds of a process killed for real', { timeout: 1_200_000 }, async () => {
    const tally = await tortureDesksBySigkill({ newFolder: temporaryFolder, seed: SEED, rounds: ROUNDS, atOnce: 2 });
    console.log(tableOf('Killed by SIGKILL', tally));
    expect(tally).toMatchObject({ rounds: ROUNDS, lost: 0, doubled: 0 });
    expect(tally.registrations).toBeGreaterThan(ROUNDS / 2);
    expect(tally.delivered).toBe(tally.registrations * 3);
  });

  it('a desk that did not look before it creates would be found out', { timeout: 120_000 }, async () => {
    const tally = await tortureInProcess(temporaryFolder(), SEED, ROUNDS_PER_DESK, { blind: true });
    expect(tally.doubled).toBeGreaterThan(0);
  });
});
