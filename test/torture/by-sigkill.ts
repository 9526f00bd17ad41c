/** Rounds with a real process and a real SIGKILL, at a step or at any moment. */
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CUSTOM_FIELDS } from '../../electron/destinations/bitrix/contact-fields.ts';
import { createPortal, type Mischief } from '../servers/bitrix24.ts';
import { checkDelivered, type Expected } from './check-delivered.ts';
import { seeded } from './random.ts';
import { addTally, count, emptyTally, type Tally } from './tally.ts';
import { openUnrulyBucket } from './unruly-bucket.ts';
import { PRESET, surnameOf, type Guest } from './tortured-desk.ts';
import type { Orders, Said } from './victim.ts';

/** Without those that hang: they take a real minute each, and the rounds within one process have them. */
const QUICK: readonly Mischief[] = [
  'reset', 'resetUnheard', 'queryLimit', 'timeBudget', 'gateway', 'gatewayUnheard', 'html', 'htmlUnheard', 'serverError',
  'tooMany',
];
const HOUR_MS = 3_600_000;
/** Time passes ten times as fast, for desk and portal alike: the portal's two calls a second would else be the most of it. */
const HASTE = 10;
/** Rounds with one database; more of them would mostly wait for the guests before. */
export const ROUNDS_PER_DESK = 25;
/** A desk that a portal told to come back in ten minutes is killed while it waits; so is one with nothing left to do. */
const LONGEST_LIFE_MS = 3_000;
/** With everything against it a delivery takes a few lives; more than this is a desk that is stuck. */
const MOST_LIVES = 30;

/** So many rounds on desks of `ROUNDS_PER_DESK` each, `atOnce` of them side by side; `newFolder` makes each desk's. */
export async function tortureDesksBySigkill(parts: {
  newFolder: () => string; seed: number; rounds: number; atOnce: number; progress?: (sum: Tally) => void;
}): Promise<Tally> {
  const { newFolder, seed, rounds, atOnce, progress } = parts;
  const sum = emptyTally();
  let begun = 0;
  const tortureOneAfterAnother = async (): Promise<void> => {
    while (begun < rounds) {
      const own = seed + begun;
      const share = Math.min(ROUNDS_PER_DESK, rounds - begun);
      begun += share;
      addTally(sum, await tortureBySigkill(newFolder(), own, share));
      progress?.(sum);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, tortureOneAfterAnother));
  return sum;
}

/** As many kills as `rounds`, a registration in each life, then lives without a kill until all is delivered. */
async function tortureBySigkill(folder: string, seed: number, rounds: number): Promise<Tally> {
  const random = seeded(seed);
  const tally = emptyTally();
  const archive = join(folder, 'archive');
  // Reading the program anew is most of a short life.
  const compiled = join(folder, 'compiled');
  mkdirSync(archive, { recursive: true });
  let ahead = 0;
  let mischiefLeft = 0;
  const born = Date.now();
  const portal = createPortal({
    now: () => born + ahead + (Date.now() - born) * HASTE,
    misbehave: () => {
      if (mischiefLeft === 0 || !random.chance(0.3)) return null;
      mischiefLeft -= 1;
      const mischief = random.pick(QUICK);
      count(tally.mischief, mischief);
      return mischief;
    },
  });
  for (const [name, { type }] of Object.entries(CUSTOM_FIELDS)) portal.custom.set(name, type);
  portal.presets.set(PRESET.id, PRESET);
  const server = await portal.listen();
  const bucket = await openUnrulyBucket(seeded(seed + 1), tally);
  const secret = (): string => randomBytes(32).toString('base64');
  const secrets = { 'master-key': secret(), 'passport-pepper': secret() };

  /** Runs one life to its end and returns what it said. */
  async function live(guest: Guest | null, end: { stepsToLive: number | null; killAfterMs: number | null }): Promise<Said[]> {
    const orders: Orders = {
      folder: join(folder, 'storage'), archive, secrets, webhook: portal.webhook, origin: server.origin, endpoint: bucket.endpoint, born, ahead, guest,
      haste: HASTE, stepsToLive: end.stepsToLive,
    };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'victim.ts'), JSON.stringify(orders)], {
      stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    const said: Said[] = [];
    let timer: NodeJS.Timeout | undefined;
    const gone = new Promise((resolve) => { child.once('close', resolve); });
    for await (const line of createInterface(child.stdout)) {
      const word = JSON.parse(line) as Said;
      said.push(word);
      // Counted from there: how long a program takes to start is the machine's affair.
      if (word.kind === 'opened' && end.killAfterMs !== null) timer = setTimeout(() => child.kill('SIGKILL'), end.killAfterMs);
      if (word.kind === 'idle') child.kill('SIGKILL');
    }
    await gone;
    clearTimeout(timer);
    if (child.signalCode !== 'SIGKILL') throw new Error(`a desk ended by itself (exit code ${child.exitCode})`);
    const killed = said.find((word) => word.kind === 'killed');
    const idle = said.some((word) => word.kind === 'idle');
    count(tally.kills, killed === undefined ? (idle ? 'when idle' : 'at any moment') : killed.step);
    // Long enough for every lease and every wait to be over.
    ahead += 2 * HOUR_MS;
    return said;
  }

  const expected: Expected[] = [];
  let guest: Guest | null = null;
  try {
    for (let round = 0; round < rounds; round += 1) {
      guest ??= { draftId: randomUUID(), surname: surnameOf(seed, round), number: `S${seed}X${round}` };
      mischiefLeft = random.below(4);
      bucket.misbehave(random.below(3));
      const said = await live(guest, random.chance(0.25)
        ? { stepsToLive: null, killAfterMs: random.below(300) }
        : { stepsToLive: random.below(random.chance(0.5) ? 14 : 60), killAfterMs: LONGEST_LIFE_MS });
      const confirmed = said.find((word) => word.kind === 'confirmed');
      if (confirmed !== undefined) {
        expected.push({ registrationId: confirmed.registrationId, surname: guest.surname });
        guest = null;
      }
      tally.rounds += 1;
    }
    mischiefLeft = 0;
    bucket.misbehave(0);
    for (let lives = 0; lives < MOST_LIVES; lives += 1) {
      const said = await live(guest, { stepsToLive: null, killAfterMs: null });
      const confirmed = said.find((word) => word.kind === 'confirmed');
      if (confirmed !== undefined && guest !== null) {
        expected.push({ registrationId: confirmed.registrationId, surname: guest.surname });
      }
      guest = null;
      if (said.some((word) => word.kind === 'idle' && word.open === 0)) break;
    }
  } finally {
    server.close();
    bucket.close();
  }
  tally.registrations = expected.length;
  const database = join(folder, 'storage', 'desk.db');
  const { attempts, delivered, lost, doubled } = checkDelivered(expected, { database, archive, portal, objects: bucket.objects });
  addTally(tally, { ...emptyTally(), attempts, delivered, lost, doubled });
  return tally;
}
