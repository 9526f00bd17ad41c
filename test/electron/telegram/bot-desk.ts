/** A desk with a bot, and Telegram on the other side. */
import { onTestFinished } from 'vitest';
import { createBot } from '../../../electron/telegram/bot.ts';
import type { Clock } from '../../../electron/clock.ts';
import { systemClock } from '../../../electron/clock.ts';
import { DEFAULT_TELEGRAM, BOT_TOKEN_ACCOUNT, type TelegramSettings } from '../../../shared/telegram.ts';
import { createDeliveries } from '../../../electron/outbox/deliveries.ts';
import { createErasures } from '../../../electron/erasure/erasures.ts';
import type { Eraser } from '../../../electron/destinations/eraser.ts';
import type { DestinationSettings } from '../../../shared/destinations.ts';
import { createTelegram, type Telegram, type TelegramOptions } from '../../servers/telegram.ts';
import { openProfile } from '../profile.ts';

/** Time that passes ten times as fast as on a real desk. */
export function hastyClock(): Clock {
  const began = Date.now();
  return { now: () => began + (Date.now() - began) * 10, wait: (ms, signal) => systemClock.wait(ms / 10, signal) };
}

type Parts = {
  telegram?: TelegramOptions; settings?: Partial<TelegramSettings>; profile?: Parameters<typeof openProfile>[0]; clock?: Clock;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Where registrations were brought to, and what is told of it there. */
  destinations?: readonly DestinationSettings[]; eraser?: Eraser;
};

export async function openBotDesk(parts: Parts = {}) {
  const telegram = createTelegram(parts.telegram);
  const server = await telegram.listen();
  onTestFinished(server.close);
  return { ...await openBotOn(telegram, server.origin, parts), telegram, server };
}

/** A desk of its own, whose bot has this Telegram's token. */
export async function openBotOn(telegram: Telegram, origin: string, parts: Parts = {}) {
  const profile = await openProfile(parts.profile ?? {});
  await profile.keychain.set(BOT_TOKEN_ACCOUNT, telegram.token);
  let settings: TelegramSettings = { ...DEFAULT_TELEGRAM, on: true, apiRoot: origin, ...parts.settings };
  const resent = { count: 0 };
  const changes: { conversationId: string; arrived: boolean }[] = [];
  const clock = parts.clock ?? hastyClock();
  const erasures = createErasures({
    ...profile, clock, destinations: () => parts.destinations ?? [], changed: () => undefined,
    erased: (captureIds) => profile.captures.forget(captureIds),
    eraser: () => parts.eraser ?? { look: async () => ({ kind: 'found', count: 1 }), erase: async () => ({ kind: 'erased', left: null }) },
  });
  onTestFinished(() => erasures.stop());
  const deliveries = createDeliveries({ ...profile, tried: () => undefined });
  const bot = createBot({
    ...profile, guests: erasures.marked, settings: () => settings, keepDays: () => null,
    destinationName: (id) => id, clock, random: () => 0,
    resendParked() {
      resent.count += 1;
      deliveries.retryAllParked();
    },
    fetch: parts.fetch ?? ((url, init) => fetch(url, init)),
    changed: (conversationId, arrived) => changes.push({ conversationId, arrived }),
  });
  onTestFinished(() => bot.stop());
  bot.apply(settings);
  return {
    ...profile, bot, erasures, changes, resent,
    set(change: Partial<TelegramSettings>) {
      settings = { ...settings, ...change };
      bot.apply(settings);
    },
  };
}
