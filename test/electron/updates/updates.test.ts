import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkUpdates } from '../../../electron/doctor/checks/updates.ts';
import { UpdateFailed, type UpdateEngine } from '../../../electron/updates/update-engine.ts';
import { isQuiet } from '../../../electron/updates/quiet-time.ts';
import { createUpdates, type Updates } from '../../../electron/updates/updates.ts';
import { DEFAULT_UPDATES, type UpdateSettings, type UpdateState } from '../../../shared/updates.ts';
import { createManualClock, settle, type ManualClock } from '../manual-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (hours: number, minutes = 0) => new Date(2026, 0, 5, hours, minutes).getTime();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let clock: ManualClock;
let settings: UpdateSettings;
let offered: string | null;
let failing: UpdateFailed | null;
let failedBefore: string | null;
let noted: string[];
let working: boolean;
let spoiled: boolean;
let fetched: number;
let installed: number;
let unconfirmed: number;
let idle: number;
let unattended: boolean;
let told: UpdateState[];
let updates: Updates;

function open(): void {
  const engine: UpdateEngine = {
    unattended,
    check: () => (failing === null ? Promise.resolve(offered) : Promise.reject(failing)),
    download: (onProgress) => {
      fetched += 1;
      for (const fraction of [0.001, 0.002, 0.5, 1]) onProgress(fraction);
      return Promise.resolve();
    },
    prove: () => (spoiled ? Promise.reject(new UpdateFailed('damaged')) : Promise.resolve()),
    install: () => { installed += 1; },
  };
  updates = createUpdates({
    engine, settings: () => settings, clock, log, unconfirmed: () => unconfirmed, working: () => working, idleMs: () => idle,
    attempts: { failed: failedBefore, note: async (to) => { noted.push(to); } }, changed: (state) => told.push(state),
  });
}

beforeEach(() => {
  clock = createManualClock(at(12));
  settings = DEFAULT_UPDATES;
  offered = '1.1.0';
  failing = null;
  [fetched, installed, unconfirmed, idle] = [0, 0, 0, HOUR];
  [unattended, working, spoiled, failedBefore] = [true, false, false, null];
  [told, noted] = [[], []];
});

describe('quiet time', () => {
  it('lies between its two ends, over midnight too', () => {
    const night = { quietFrom: '22:30', quietTo: '05:00' };
    expect([at(22, 29), at(22, 30), at(0), at(4, 59), at(5)].map((time) => isQuiet(new Date(time), night))).toEqual([false, true, true, true, false]);
    const morning = { quietFrom: '03:00', quietTo: '05:00' };
    expect([at(2, 59), at(3), at(5)].map((time) => isQuiet(new Date(time), morning))).toEqual([false, true, false]);
    expect(isQuiet(new Date(at(3)), { quietFrom: '03:00', quietTo: '03:00' })).toBe(false);
  });
});

it('the check-up tells a feed that answers, one that does not, one that nobody signed, and a desk without', async () => {
  for (const [probed, answer] of [['good', 'fine'], ['unreachable', 'trouble'], ['feedForged', 'forged'], ['off', 'off']] as const) {
    const [found] = await checkUpdates(() => Promise.resolve(probed)).run(new AbortController().signal);
    expect(found?.answer).toBe(`updates.${answer}`);
  }
});

describe('updates', () => {
  afterEach(() => updates.stop());

  it('are looked for soon after the start and every four hours, and fetched without a question', async () => {
    offered = null;
    open();
    await clock.pass(2 * MINUTE);
    expect(updates.state()).toEqual({ kind: 'current', checkedAt: at(12, 1) });
    offered = '1.1.0';
    await clock.pass(3 * HOUR);
    expect(fetched).toBe(0);
    await clock.pass(2 * HOUR);
    expect(fetched).toBe(1);
    expect(updates.state()).toEqual({ kind: 'ready', version: '1.1.0', holds: ['notQuiet'] });
    await clock.pass(5 * HOUR);
    expect(fetched).toBe(1);
  });

  it('restart the desk at the quiet time when nobody is there', async () => {
    open();
    await clock.pass(14 * HOUR + 59 * MINUTE);
    expect(installed).toBe(0);
    await clock.pass(2 * MINUTE);
    expect(installed).toBe(1);
    expect(updates.state()).toEqual({ kind: 'installing', version: '1.1.0' });
    await clock.pass(HOUR);
    expect(installed).toBe(1);
  });

  it.each([
    ['while somebody types', () => updates.setTyping(true), 'checkIn'],
    ['while pictures wait to be confirmed', () => { unconfirmed = 1; }, 'drafts'],
    ['while a backup is being made', () => { working = true; }, 'working'],
    ['while the computer is in use', () => { idle = 9 * MINUTE; }, 'inUse'],
  ] as const)('never restart it by themselves %s', async (_name, happen, hold) => {
    open();
    await clock.pass(2 * MINUTE);
    happen();
    clock.set(at(3, 30));
    await clock.pass(HOUR);
    expect(installed).toBe(0);
    expect(updates.state()).toMatchObject({ kind: 'ready', holds: [hold] });
  });

  it('never restart it where they are switched off or the system would ask for a password', async () => {
    settings = { ...settings, automatic: false };
    open();
    await clock.pass(5 * HOUR);
    expect(told).toEqual([]);
    await updates.check();
    clock.set(at(3, 30));
    await clock.pass(30 * MINUTE);
    expect(installed).toBe(0);
    await updates.stop();

    settings = DEFAULT_UPDATES;
    unattended = false;
    open();
    await updates.check();
    await clock.pass(MINUTE);
    expect(installed).toBe(0);
    expect(updates.state()).toMatchObject({ holds: ['needsPerson'] });
    expect((await updates.install()).kind).toBe('installing');
    expect(installed).toBe(1);
  });

  it('remember what they are about to install, and try nothing by themselves that has failed before', async () => {
    open();
    await updates.check();
    await updates.install();
    expect(noted).toEqual(['1.1.0']);
    await updates.stop();

    failedBefore = '1.1.0';
    installed = 0;
    open();
    expect(updates.state()).toMatchObject({ kind: 'failed', code: 'notInstalled' });
    await updates.check();
    clock.set(at(3, 30));
    await clock.pass(30 * MINUTE);
    expect(updates.state()).toMatchObject({ kind: 'ready', holds: ['failedBefore'] });
    expect(installed).toBe(0);
    await updates.install();
    expect(installed).toBe(1);
  });

  it('restart it when a person says so, with pictures waiting, but not over an open form', async () => {
    unconfirmed = 3;
    open();
    await expect(updates.install()).rejects.toMatchObject({ code: 'update.notReady' });
    await updates.check();
    updates.setTyping(true);
    await expect(updates.install()).rejects.toMatchObject({ code: 'update.checkIn' });
    expect(installed).toBe(0);
    updates.setTyping(false);
    await updates.install();
    expect(installed).toBe(1);
  });

  it('that fail are told of and tried again, and keep nothing from going on', async () => {
    failing = new UpdateFailed('feedForged');
    open();
    expect(await updates.check()).toMatchObject({ kind: 'failed', code: 'feedForged' });
    failing = null;
    expect(await updates.check()).toMatchObject({ kind: 'ready', version: '1.1.0' });
  });

  it('install nothing that was changed since it was fetched', async () => {
    spoiled = true;
    open();
    await updates.check();
    expect(await updates.install()).toMatchObject({ kind: 'failed', code: 'damaged' });
    expect([installed, noted]).toEqual([0, []]);
  });

  it('keep what they have fetched while the server is away, and drop what it took back', async () => {
    open();
    await updates.check();
    failing = new UpdateFailed('unreachable');
    expect(await updates.check()).toMatchObject({ kind: 'ready', version: '1.1.0' });
    failing = null;
    offered = null;
    expect(await updates.check()).toMatchObject({ kind: 'current' });
  });

  it('tell at once why a restart has to wait', async () => {
    open();
    await updates.check();
    updates.setTyping(true);
    await settle();
    expect(updates.state()).toMatchObject({ holds: ['checkIn', 'notQuiet'] });
    settings = { ...settings, quietFrom: '11:00', quietTo: '13:00' };
    updates.apply();
    await settle();
    expect(updates.state()).toMatchObject({ holds: ['checkIn'] });
  });

  it('can be asked whether the feed is there without fetching anything', async () => {
    open();
    expect(await updates.probe(new AbortController().signal)).toBe('good');
    failing = new UpdateFailed('feedMissing');
    expect(await updates.probe(new AbortController().signal)).toBe('feedMissing');
    expect([fetched, told]).toEqual([0, []]);
  });

  it('tell of a download by whole hundredths only', async () => {
    open();
    await updates.check();
    expect(told.flatMap((state) => (state.kind === 'downloading' ? [state.fraction] : []))).toEqual([0, 0.5, 1]);
  });

  it('of another channel are forgotten', async () => {
    open();
    await updates.check();
    settings = { ...settings, channel: 'beta' };
    updates.apply();
    expect(updates.state()).toEqual({ kind: 'current', checkedAt: null });
    await expect(updates.install()).rejects.toMatchObject({ code: 'update.notReady' });
  });

  it('are off in a program that is no package, and say why', async () => {
    updates = createUpdates({
      engine: { off: 'notPackaged' }, settings: () => settings, clock, log, unconfirmed: () => 0, working: () => false, idleMs: () => 0,
      attempts: { failed: null, note: async () => undefined }, changed: () => undefined,
    });
    await settle();
    expect(await updates.check()).toEqual({ kind: 'off', why: 'notPackaged' });
    await expect(updates.install()).rejects.toMatchObject({ code: 'update.notReady' });
  });
});
