/** What is outside of this computer: the bot's server and the destinations, by the tests they have anyway. */
import type { DestinationSettings } from '../../../shared/destinations.ts';
import { BOT_TOKEN_ACCOUNT, type TelegramSettings } from '../../../shared/telegram.ts';
import type { TestResult } from '../../destinations/destination.ts';
import { DeskError } from '../../../shared/errors.ts';
import type { Keychain } from '../../secrets/keychain.ts';
import { BotFailure, createBotApi, type Fetch } from '../../telegram/api.ts';
import { finding, type Check } from '../check.ts';

export function checkBot(parts: { settings: () => TelegramSettings; keychain: Keychain; fetch: Fetch }): Check {
  const { settings, keychain, fetch } = parts;
  return {
    name: 'bot',
    async run(signal) {
      const { on, apiRoot } = settings();
      if (!on) return [finding('bot', 'bot.off')];
      const trouble = (detail: string) => [finding('bot', 'bot.trouble', { detail })];
      try {
        const token = await keychain.get(BOT_TOKEN_ACCOUNT);
        if (token === null) return trouble('bot.tokenMissing');
        await createBotApi({ token, apiRoot, fetch }).whoAmI(signal);
        return [finding('bot', 'bot.fine')];
      } catch (error) {
        if (error instanceof DeskError) return trouble('bot.keychain');
        if (error instanceof BotFailure) return trouble(error.failure.kind === 'refused' ? 'bot.tokenRefused' : error.failure.code);
        throw error;
      }
    },
  };
}

/** Those that are switched on; named by their ids, as their names are whatever people called them. */
export function checkDestinations(parts: {
  settings: () => readonly DestinationSettings[]; test: (one: DestinationSettings, signal: AbortSignal) => Promise<TestResult>;
}): Check {
  const { settings, test } = parts;
  return {
    name: 'destinations',
    async run(signal) {
      const on = settings().filter((one) => one.on);
      if (on.length === 0) return [finding('destinations', 'destinations.none')];
      return Promise.all(on.map(async (one) => {
        const result = await test(one, signal);
        const about = one.id;
        return result.ok ? finding('destinations', 'destinations.fine', { about })
          : finding('destinations', 'destinations.trouble', { about, detail: result.code });
      }));
    },
  };
}
