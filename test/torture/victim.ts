/** A desk in a process of its own that kills itself (SIGKILL, no last words) at the step it was told. */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../electron/clock.ts';
import { createMemoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { LEASE_MS } from '../../electron/outbox/timings.ts';
import { PORTAL_HOST } from '../servers/bitrix24.ts';
import { openRows } from './check-delivered.ts';
import { openTorturedDesk, type Guest } from './tortured-desk.ts';

export type Orders = {
  readonly folder: string;
  readonly archive: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly webhook: string;
  /** Where the portal listens. */
  readonly origin: string;
  /** Where the bucket listens. */
  readonly endpoint: string;
  /** When the first desk was born, by this machine's clock; since then time passes `haste` times as fast. */
  readonly born: number;
  readonly haste: number;
  /** How far its clock is ahead of that: what has passed while the desk was off. */
  readonly ahead: number;
  readonly guest: Guest | null;
  readonly stepsToLive: number | null;
};
export type Said =
  | { readonly kind: 'opened' }
  | { readonly kind: 'killed'; readonly step: string }
  | { readonly kind: 'confirmed'; readonly registrationId: string }
  /** Nothing can be done now; `open`: deliveries that wait. */
  | { readonly kind: 'idle'; readonly open: number };

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const say = (said: Said): void => void writeSync(1, `${JSON.stringify(said)}\n`);
const now = (): number => orders.born + orders.ahead + (Date.now() - orders.born) * orders.haste;
// Whoever is killed writes nothing at its end.
flushCompileCache();

const bornAt = now();
const keychain = createMemoryKeychain();
for (const [account, secret] of Object.entries(orders.secrets)) await keychain.set(account, secret);
let steps = 0;
const desk = await openTorturedDesk({
  folder: orders.folder, archive: orders.archive, keychain, webhook: orders.webhook, random: () => 0,
  clock: { now, wait: (ms, signal) => systemClock.wait(ms / orders.haste, signal) }, endpoint: orders.endpoint, fetchFromBucket: fetch,
  fetch: (url, init) => fetch(url.replace(`https://${PORTAL_HOST}`, orders.origin), init),
  async step(name) {
    if (steps === orders.stepsToLive) {
      say({ kind: 'killed', step: name });
      process.kill(process.pid, 'SIGKILL');
    }
    steps += 1;
  },
});
say({ kind: 'opened' });
if (orders.guest !== null) say({ kind: 'confirmed', registrationId: await desk.confirm(orders.guest) });
// A lease that another process left behind ends in a while to come; one of this process ends soon.
const isOver = (row: { state: string; next_try_at: number }): boolean =>
  row.next_try_at > now() && (row.state === 'waiting' || row.next_try_at - bornAt < LEASE_MS);
while (!openRows(desk.database).every(isOver)) await pause(20);
say({ kind: 'idle', open: openRows(desk.database).length });
// It waits for the blow.
setInterval(() => {}, 1000);
