import { DeskError } from '../../shared/errors.ts';
import { BOT_TOKEN, BOT_TOKEN_ACCOUNT } from '../../shared/telegram.ts';
import type { Keychain } from '../secrets/keychain.ts';
import type { Bot } from '../telegram/bot.ts';
import type { RequestTable } from './handle.ts';

type Names = Extract<keyof RequestTable, `message:${string}` | `telegram:${string}`>;

/** What the page asks of the bot: conversations, and the token, which goes in and never out. */
export function messageRequests({ bot, keychain }: { bot: Bot; keychain: Keychain }): Pick<RequestTable, Names> {
  const { conversations } = bot;
  const done = async (work: Promise<void>) => { await work; return null; };
  return {
    'message:list': () => conversations.list(),
    'message:entries': ({ conversationId }) => conversations.entries(conversationId),
    'message:read': ({ conversationId }) => done(conversations.markRead(conversationId)),
    'message:answer': (answer) => done(conversations.answer(answer)),
    'message:repeat': (answer) => done(conversations.repeat(answer)),
    'message:ratings': () => conversations.ratings(),
    'message:voice': async ({ entryId }) => ({ bytes: await conversations.voice(entryId) }),
    'telegram:hasToken': async () => (await keychain.get(BOT_TOKEN_ACCOUNT)) !== null,
    'telegram:setToken': async ({ token }) => {
      const given = token.trim();
      if (given !== '' && !BOT_TOKEN.test(given)) throw new DeskError('bot.tokenMalformed');
      if (given === '') await keychain.delete(BOT_TOKEN_ACCOUNT);
      else await keychain.set(BOT_TOKEN_ACCOUNT, given);
      bot.tokenChanged();
      return null;
    },
  };
}
