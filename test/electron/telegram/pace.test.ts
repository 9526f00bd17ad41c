/** How fast the bot speaks: Telegram's limits, kept to by the clock the desk goes by. */
import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import type { BotApi } from '../../../electron/telegram/api.ts';
import { chatOfSender } from '../../../electron/telegram/chat-rows.ts';
import { enqueueOutgoing } from '../../../electron/telegram/outgoing-rows.ts';
import { startSender } from '../../../electron/telegram/sender.ts';
import { createManualClock, settle } from '../manual-clock.ts';
import { openProfile } from '../profile.ts';

const CHATS = 60;
const EACH = 3;
const SECOND = 1_000;

type Sent = { readonly chatId: number; readonly at: number };

/** A Telegram that says yes at once, and notes what it was sent when. */
function notingApi(now: () => number) {
  const sent: Sent[] = [];
  const never = (): never => { throw new Error('nothing of this is asked'); };
  const api: BotApi = {
    whoAmI: never, poll: never, unbutton: never, download: never,
    say: async ({ chatId }) => void sent.push({ chatId, at: now() }),
    flash: async () => undefined,
  };
  return { api, sent };
}

/** The most that fell into any span of so many milliseconds. */
function densest(times: readonly number[], spanMs: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + spanMs).length));
}

it('waits for nothing that a clock has noted which was set back since', async () => {
  const { storage, log } = await openProfile();
  const clock = createManualClock();
  const open = storage.opened();
  const { api, sent } = notingApi(clock.now);
  const { id: chatId } = chatOfSender(open, { chatId: 100, name: 'Guest', username: '', languageTag: 'en' });
  const say = (at: number): void => enqueueOutgoing(
    open, { key: randomUUID(), chatId, at, outgoing: { kind: 'words', text: 'Hello', buttons: [] } });
  say(clock.now() + 5 * 3_600_000);
  const sender = startSender({ api, storage, clock, random: () => 0, log, settled: () => undefined });
  onTestFinished(async () => {
    const stopped = sender.stop();
    await clock.pass(10 * SECOND);
    await stopped;
  });
  await clock.pass(SECOND);
  expect(sent).toHaveLength(1);
  say(clock.now());
  clock.set(clock.now() - 5 * 3_600_000);
  sender.kick();
  await clock.pass(2 * SECOND);
  expect(sent).toHaveLength(2);
});

it('sends at most 25 messages a second over all and one a second in a chat, and all of them in the end', async () => {
  const { storage, log } = await openProfile();
  const clock = createManualClock();
  const open = storage.opened();
  const { api, sent } = notingApi(clock.now);
  open.database.transaction(() => {
    for (let n = 0; n < CHATS; n += 1) {
      const { id: chatId } = chatOfSender(open, { chatId: 100 + n, name: `Guest ${n}`, username: '', languageTag: 'en' });
      for (let one = 0; one < EACH; one += 1) {
        enqueueOutgoing(open, { key: randomUUID(), chatId, at: clock.now(), outgoing: { kind: 'words', text: 'Hello', buttons: [] } });
      }
    }
  });
  const sender = startSender({ api, storage, clock, random: () => 0, log, settled: () => undefined });
  onTestFinished(async () => {
    const stopped = sender.stop();
    await clock.pass(10 * SECOND);
    await stopped;
  });
  for (let step = 0; sent.length < CHATS * EACH && step < 3_000; step += 1) {
    await settle();
    await clock.pass(10);
  }
  expect(sent).toHaveLength(CHATS * EACH);
  expect(densest(sent.map(({ at }) => at), SECOND)).toBeLessThanOrEqual(25);
  const ofEach = [...Map.groupBy(sent, ({ chatId }) => chatId).values()];
  expect(ofEach).toHaveLength(CHATS);
  expect(Math.max(...ofEach.map((list) => densest(list.map(({ at }) => at), SECOND)))).toBe(1);
  // No slower than it must be, either: a burst for many guests takes the seconds that the limit makes of it.
  expect((sent.at(-1)?.at ?? 0) - (sent[0]?.at ?? 0)).toBeLessThan(3 * (CHATS * EACH * SECOND) / 25);
});
