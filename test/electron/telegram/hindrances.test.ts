/** What stands between the desk and Telegram: each hindrance is told, and each is recovered from without a hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BOT_TOKEN_ACCOUNT, type BotCode } from '../../../shared/telegram.ts';
import type { Keychain } from '../../../electron/secrets/keychain.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { createTelegram, type Mischief, type TelegramOptions } from '../../servers/telegram.ts';
import { openBotDesk, openBotOn } from './bot-desk.ts';

const soon = { timeout: 20_000, interval: 20 };
const working = { kind: 'running', name: 'house_bot' };

/** Telegram that does to every request what is set at the moment. */
function moody() {
  let mood: Mischief | null = null;
  const options: TelegramOptions = { misbehave: () => mood };
  return { options, be: (next: Mischief | null) => { mood = next; } };
}

it.each<[string, Mischief, BotCode]>([
  ['a refused token', 'unauthorized', 'bot.tokenRefused'],
  ['the page of a captive portal', 'html', 'bot.captivePortal'],
  ['a gateway that is down', 'gateway', 'bot.offline'],
  ['a connection that is cut', 'reset', 'bot.offline'],
  ['being told to wait', { retryAfter: 1 }, 'bot.busy'],
])('tells of %s and recovers by itself', async (_name, mischief, code) => {
  const mood = moody();
  const { bot, telegram } = await openBotDesk({ telegram: mood.options });
  await expect.poll(() => bot.state(), soon).toEqual(working);
  mood.be(mischief);
  telegram.person('Anna').say('/help');
  await expect.poll(() => bot.state(), soon).toMatchObject({ kind: 'hindered', code });
  mood.be(null);
  await expect.poll(() => bot.state(), soon).toEqual(working);
  expect(telegram.complaints).toEqual([]);
});

it('tells of another desk with its token, of no token, of no network, and recovers from each', async () => {
  const telegram = createTelegram();
  const server = await telegram.listen();
  const port = Number(new URL(server.origin).port);
  const { bot, keychain } = await openBotOn(telegram, server.origin);
  await expect.poll(() => bot.state(), soon).toEqual(working);
  await expect.poll(() => telegram.updates.isPolled(), soon).toBe(true);
  telegram.updates.interrupt();
  await expect.poll(() => bot.state(), soon).toMatchObject({ kind: 'hindered', code: 'bot.otherDesk' });
  telegram.person('Anna').say('/help');
  await expect.poll(() => bot.state(), soon).toEqual(working);

  await keychain.delete(BOT_TOKEN_ACCOUNT);
  bot.tokenChanged();
  await expect.poll(() => bot.state(), soon).toMatchObject({ kind: 'hindered', code: 'bot.tokenMissing' });
  await keychain.set(BOT_TOKEN_ACCOUNT, telegram.token);
  await expect.poll(() => bot.state(), soon).toEqual(working);

  server.close();
  await expect.poll(() => bot.state(), soon).toMatchObject({ kind: 'hindered', code: 'bot.offline' });
  const back = await createTelegram({ port }).listen();
  await expect.poll(() => bot.state(), soon).toEqual(working);
  back.close();
});

it('asks whether an answer arrived that may have, and sends it again only when told that it did not', async () => {
  let next: Mischief | null = null;
  const { bot, telegram } = await openBotDesk({
    telegram: { misbehave: ({ method }) => { const now = method === 'sendMessage' ? next : null; if (now !== null) next = null; return now; } },
  });
  const anna = telegram.person('Anna');
  await expect.poll(() => bot.state(), soon).toEqual(working);
  next = 'resetUnheard';
  anna.say('/help');
  await expect.poll(() => anna.labels(), soon).toContain('Повторить');
  expect(anna.messages).toHaveLength(2);
  anna.press('Повторить');
  await expect.poll(() => anna.messages.length, soon).toBe(3);
  expect(anna.messages[2]?.text).toBe(anna.messages[0]?.text);
  await expect.poll(() => anna.labels(), soon).not.toContain('Повторить');

  next = 'reset';
  anna.say('/language');
  await expect.poll(() => anna.labels(), soon).toContain('Повторить');
  anna.press('Повторить');
  await expect.poll(() => anna.last()?.text, soon).toBe('На каком языке говорить?');
});

it('writes to one chat no more than once a second, and waits as long as it is told to', async () => {
  let told = false;
  const { telegram } = await openBotDesk({
    telegram: {
      misbehave: ({ method }) => {
        if (method !== 'sendMessage' || told) return null;
        told = true;
        return { retryAfter: 8 };
      },
    },
  });
  const anna = telegram.person('Anna');
  for (let n = 0; n < 4; n += 1) anna.say('/help');
  await expect.poll(() => anna.messages.length, soon).toBe(4);
  const sent = telegram.asked.filter(({ method }) => method === 'sendMessage').map(({ at }) => at);
  const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
  // The clock of these desks is ten times as fast.
  expect(gaps[0]).toBeGreaterThanOrEqual(790);
  for (const gap of gaps.slice(1)) expect(gap).toBeGreaterThanOrEqual(95);
  expect(anna.messages).toHaveLength(4);
});

it('leaves nothing of the token and of what was said in the clear, in log and database', async () => {
  const mood = moody();
  const { bot, telegram, folder, storage, log } = await openBotDesk({ telegram: mood.options });
  const anna = telegram.person('Anna Wonderberg');
  anna.say('Where is the blue parking lot?');
  await expect.poll(() => bot.conversations.unread(), soon).toBe(1);
  mood.be('reset');
  // Ends the poll under way, which would wait longer than we do; the next one is cut.
  anna.say('And the parking for bicycles?');
  await expect.poll(() => bot.state(), soon).toMatchObject({ kind: 'hindered' });
  await bot.stop();
  storage.close();
  log.close();
  const written = [join(folder, 'logs', 'desk.log'), join(folder, 'storage', 'desk.db')].map((file) => readFileSync(file).toString('latin1')).join();
  expect(written).toContain('bot.hindered');
  for (const secret of [telegram.token, 'Wonderberg', 'parking', String(anna.chat.id)]) expect(written).not.toContain(secret);
});

it('does not wait at its end for a keychain that waits for somebody to unlock it', async () => {
  const real = createMemoryKeychain();
  const asked = Promise.withResolvers<void>();
  const keychain: Keychain = {
    ...real,
    get(account) {
      if (account !== BOT_TOKEN_ACCOUNT) return real.get(account);
      asked.resolve();
      return new Promise(() => {});
    },
  };
  const { bot } = await openBotDesk({ profile: { keychain } });
  await asked.promise;
  await bot.stop();
  expect(bot.state().kind).not.toBe('running');
});

it('hands what is in hand over within seconds of being stopped, though an answer never comes', async () => {
  const { bot, telegram } = await openBotDesk({ telegram: { misbehave: ({ method }) => (method === 'sendMessage' ? 'hang' : null) } });
  telegram.person('Anna').say('/help');
  await expect.poll(() => telegram.asked.some(({ method }) => method === 'sendMessage'), soon).toBe(true);
  const began = Date.now();
  await bot.stop();
  // Eight, and as much again for a machine that does much else.
  expect(Date.now() - began).toBeLessThan(16_000);
});
