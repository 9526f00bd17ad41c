/** Words of the bot that main process and page share. */
import { z } from 'zod';

/** Telegram's number of a person. */
const telegramIds = z.array(z.int().min(1).max(2 ** 52)).max(100);
/** http or https and a host, nothing else; a Bot API server of one's own may stand elsewhere than Telegram's. */
const apiRoot = z.string().max(300).refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
});

export const HOUSE_TOPICS = ['address', 'checkIn', 'wifi', 'rules'] as const;
export type HouseTopic = (typeof HOUSE_TOPICS)[number];

/** What an administrator sets for the bot. The token is not here: it lies in the keychain. */
export const telegramSettingsSchema = z.strictObject({
  on: z.boolean(),
  apiRoot,
  /** Whether residents may send documents; questions they may always ask. */
  documents: z.boolean(),
  /** Whether guests who sent a document ahead are asked how it was, the day after they left. */
  ratings: z.boolean(),
  /** Whether the window makes a sound when a message comes. */
  sound: z.boolean(),
  /** Stands above the desk's answers; '' for none. */
  signature: z.string().trim().max(60),
  /** What the bot answers by itself; an empty one has no button. */
  house: z.strictObject(Object.fromEntries(HOUSE_TOPICS.map((topic) => [topic, z.string().max(1500)])) as
    Record<HouseTopic, z.ZodString>),
  /** Who may ask the bot for numbers and have things done, and who may only ask. */
  owners: telegramIds,
  staff: telegramIds,
  /** Whether others who try are told once that they may not, or not at all. */
  tellStrangers: z.boolean(),
  /** Answers the desk gives often. */
  canned: z.array(z.string().trim().min(1).max(1000)).max(30),
});
export type TelegramSettings = z.infer<typeof telegramSettingsSchema>;

export const DEFAULT_TELEGRAM: TelegramSettings = {
  on: false, apiRoot: 'https://api.telegram.org', documents: true, ratings: false, sound: false, signature: '',
  house: { address: '', checkIn: '', wifi: '', rules: '' },
  owners: [], staff: [], tellStrangers: false, canned: [],
};

/** As Telegram's BotFather gives it: digits, a colon, 30 and more letters. */
export const BOT_TOKEN = /^\d{3,20}:[A-Za-z0-9_-]{10,100}$/;

/** The account under which the keychain keeps the bot's token. */
export const BOT_TOKEN_ACCOUNT = 'telegram/token';

/** Why the bot does not work at the moment; the page has a sentence for each. */
export const BOT_CODES = [
  'bot.tokenMissing', 'bot.tokenRefused', 'bot.otherDesk', 'bot.captivePortal', 'bot.offline', 'bot.certificate',
  'bot.clock', 'bot.busy', 'bot.failed', 'bot.storageClosed', 'bot.keychain',
] as const;
export type BotCode = (typeof BOT_CODES)[number];

/** Off, or on: then it works, or it says why not and tries again by itself at `retryAt` (UTC milliseconds). */
export type BotState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly name: string }
  | { readonly kind: 'hindered'; readonly code: BotCode; readonly retryAt: number };

/** `unsure`: the connection broke while it was sent, nobody knows whether it arrived. */
export type SendState = 'due' | 'sent' | 'unsure' | 'refused';

/** `gone`: it could not be had from Telegram any more. */
export type SoundState = 'coming' | 'kept' | 'gone';

/** What stands in a conversation. `document`: a picture of theirs waits in the queue. */
export type ConversationEntry =
  | { readonly kind: 'question'; readonly id: string; readonly at: number; readonly text: string }
  | { readonly kind: 'voice'; readonly id: string; readonly at: number; readonly seconds: number; readonly sound: SoundState }
  | { readonly kind: 'document'; readonly id: string; readonly at: number; readonly captureId: string }
  | {
      readonly kind: 'answer'; readonly id: string; readonly at: number; readonly text: string;
      /** As it was signed when it was written. */
      readonly by: string; readonly state: SendState;
    };

/** Stars that residents gave; `byStars` from one to five, `average` 0 where nobody did. */
export type RatingSummary = { readonly count: number; readonly average: number; readonly byStars: readonly number[] };

/** One resident's conversation, as the list shows it. Names and words live in memory and window only. */
export type Conversation = {
  readonly id: string;
  readonly name: string;
  readonly language: 'ru' | 'en';
  readonly lastAt: number;
  readonly lastWords: string;
  readonly lastKind: ConversationEntry['kind'];
  readonly unread: number;
  /** The resident has stopped the bot: nothing can be sent. */
  readonly blocked: boolean;
};
