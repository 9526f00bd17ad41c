/** A desk with a bot in a process of its own that kills itself (SIGKILL, no last words) at the step it was told. */
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createCaptures } from '../../electron/capture/captures.ts';
import { systemClock } from '../../electron/clock.ts';
import { createStorage } from '../../electron/db/storage.ts';
import { createErasures } from '../../electron/erasure/erasures.ts';
import type { Log } from '../../electron/log.ts';
import { createMemoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { createBot } from '../../electron/telegram/bot.ts';
import { BOT_TOKEN_ACCOUNT, DEFAULT_TELEGRAM } from '../../shared/telegram.ts';
import { createScriptedOcr } from '../electron/scripted-ocr.ts';

export type BotOrders = {
  readonly folder: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly apiRoot: string;
  /** How far its clock is ahead of this machine's: what has passed while the desk was off. */
  readonly ahead: number;
  readonly stepsToLive: number | null;
  /** Sends again blindly what was under way, as a desk would that does not mind; to see it counted. */
  readonly blind: boolean;
};

const orders = JSON.parse(process.argv[2] ?? '') as BotOrders;
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
/** Time passes ten times as fast, so that pacing takes a tenth of it. */
const HASTE = 10;

let steps = 0;
function step(): void {
  if (steps === orders.stepsToLive) process.kill(process.pid, 'SIGKILL');
  steps += 1;
}

const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function committing(this: DatabaseSync, sql: string): void {
  if (sql === 'COMMIT') step();
  exec.call(this, sql);
  if (sql === 'COMMIT') step();
};

const keychain = createMemoryKeychain();
for (const [account, secret] of Object.entries(orders.secrets)) await keychain.set(account, secret);
await keychain.set(BOT_TOKEN_ACCOUNT, orders.secrets['token'] ?? '');
const born = Date.now();
const clock = {
  now: () => born + orders.ahead + (Date.now() - born) * HASTE,
  wait: (ms: number, signal: AbortSignal) => systemClock.wait(ms / HASTE, signal),
};
const storage = createStorage({ folder: orders.folder, keychain, log: silent });
const captures = createCaptures({ storage, ocr: createScriptedOcr(), log: silent, now: clock.now });
const settings = { ...DEFAULT_TELEGRAM, on: true, apiRoot: orders.apiRoot };
const erasures = createErasures({
  storage, log: silent, clock, destinations: () => [], changed: () => {}, erased: (captureIds) => captures.forget(captureIds),
  eraser: () => { throw new Error('nothing was delivered'); },
});
const bot = createBot({
  storage, captures, keychain, log: silent, clock, settings: () => settings, keepDays: () => null,
  destinationName: (id) => id, resendParked: () => {}, guests: erasures.marked,
  changed: () => {}, random: () => 0,
  async fetch(url, init) {
    step();
    const response = await fetch(url, init);
    step();
    return response;
  },
});
await storage.open();
if (orders.blind) {
  const raw = new DatabaseSync(join(orders.folder, 'desk.db'));
  raw.exec("UPDATE bot_outgoing SET state = 'due' WHERE state = 'sending'");
  raw.close();
}
bot.apply(settings);

/** The same answer to the same question in whatever life. */
const idFor = (question: string): string =>
  createHash('sha256').update(question).digest('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

for (;;) {
  for (const { id: conversationId } of await bot.conversations.list()) {
    const entries = await bot.conversations.entries(conversationId);
    for (const entry of entries) {
      if (entry.kind !== 'question') continue;
      await bot.conversations.answer({ conversationId, answerId: idFor(entry.text), text: `answer to ${entry.text}` });
    }
  }
  await pause(30);
}
