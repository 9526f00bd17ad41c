import { Api } from 'node-telegram-bot-api';
import { ParseError, TelegramApiError } from 'node-telegram-bot-api';
import { networkFailure } from '../destinations/network-failure.ts';
import type { BotCode } from '../../shared/telegram.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const REQUEST_TIMEOUT_MS = 30_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;

/**
 * Why a request did not do what it should. `later`: it did not happen and may yet; `maybe`: nobody knows whether it
 * happened; `refused`: Telegram will not do it, however often it is asked.
 */
export type Failure =
  | { readonly kind: 'later'; readonly code: BotCode; readonly afterMs: number | null }
  | { readonly kind: 'maybe'; readonly code: BotCode }
  | { readonly kind: 'refused'; readonly why: 'blocked' | 'gone' | 'invalid' };

export class BotFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.kind === 'refused' ? failure.why : failure.code, options);
    this.name = 'BotFailure';
    this.failure = failure;
  }
}

/** One bot at Telegram. Every call throws BotFailure, whose message holds no URL: the token stands in each of them. */
export type BotApi = {
  /** The bot's name, without @. */
  whoAmI(signal: AbortSignal): Promise<string>;
  /** Waits so many seconds for updates; confirms everything below `offset`. Their shape is not checked here. */
  poll(offset: number | undefined, seconds: number, signal: AbortSignal): Promise<readonly unknown[]>;
  say(
    message: { chatId: number; text: string; buttons: readonly (readonly { text: string; data: string }[])[] }, signal: AbortSignal,
  ): Promise<void>;
  flash(pressId: string, text: string, signal: AbortSignal): Promise<void>;
  unbutton(chatId: number, messageId: number, signal: AbortSignal): Promise<void>;
  /** The file's bytes; throws `refused`/`invalid` past `maxBytes`, however large Telegram says it is. */
  download(fileId: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
};

/** `fetch`: the desk's own way out. Nothing is repeated here: what is tried again, and when, is for the callers to say. */
export function createBotApi(options: { token: string; apiRoot: string; fetch: Fetch }): BotApi {
  const { token, apiRoot, fetch } = options;
  const guarded = async (url: string | URL | Request, init?: RequestInit): Promise<Response> =>
    // A login page of the house's network must not pass for an answer, nor get what is meant for Telegram.
    fetch(String(url), { ...init, redirect: 'manual' });
  const api = new Api(token, { apiRoot, fetch: guarded, maxRetries: 0, timeoutMs: REQUEST_TIMEOUT_MS });

  async function call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof BotFailure ? error : new BotFailure(failureOf(error), { cause: error });
    }
  }

  return {
    whoAmI: (signal) => call(async () => (await api.getMe(signal)).username ?? ''),
    poll: (offset, seconds, signal) => call(async () => {
      const updates: unknown = await api.getUpdates({
        ...(offset === undefined ? {} : { offset }), timeout: seconds, limit: 100,
        allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
      }, signal);
      if (!Array.isArray(updates)) throw new BotFailure({ kind: 'later', code: 'bot.captivePortal', afterMs: null });
      return updates;
    }),
    say: ({ chatId, text, buttons }, signal) => call(async () => {
      await api.sendMessage({
        chat_id: chatId, text, link_preview_options: { is_disabled: true },
        ...(buttons.length === 0 ? {} : {
          reply_markup: { inline_keyboard: buttons.map((row) => row.map(({ text: label, data }) => ({ text: label, callback_data: data }))) },
        }),
      }, signal);
    }),
    flash: (pressId, text, signal) => call(async () => {
      await api.answerCallbackQuery({ callback_query_id: pressId, ...(text === '' ? {} : { text }) }, signal);
    }),
    unbutton: (chatId, messageId, signal) => call(async () => {
      await api.editMessageReplyMarkup({ chat_id: chatId, message_id: messageId, reply_markup: { inline_keyboard: [] } }, signal);
    }),
    download: (fileId, maxBytes, signal) => call(async () => {
      const { file_path: path } = await api.getFile({ file_id: fileId }, signal);
      if (path === undefined) throw new BotFailure({ kind: 'refused', why: 'gone' });
      const late = AbortSignal.any([signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]);
      const response = await guarded(`${apiRoot}/file/bot${token}/${path}`, { signal: late });
      if (response.status === 404) throw new BotFailure({ kind: 'refused', why: 'gone' });
      const page = response.headers.get('Content-Type')?.startsWith('text/html') ?? false;
      if (!response.ok || page) throw new BotFailure({ kind: 'later', code: page ? 'bot.captivePortal' : 'bot.failed', afterMs: null });
      return readUpTo(response, maxBytes);
    }),
  };
}

/** Stops as soon as there is too much: a length that is told may be a lie. */
async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > maxBytes) throw new BotFailure({ kind: 'refused', why: 'invalid' });
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

/** Telegram's answers by number (core.telegram.org/bots/api#making-requests), everything else by the way it broke. */
function failureOf(error: unknown): Failure {
  if (error instanceof TelegramApiError) {
    const { errorCode, description, retryAfter } = error;
    switch (errorCode) {
      case 401:
      case 404: return { kind: 'later', code: 'bot.tokenRefused', afterMs: null };
      case 403: return { kind: 'refused', why: 'blocked' };
      case 409: return { kind: 'later', code: 'bot.otherDesk', afterMs: null };
      case 429: return { kind: 'later', code: 'bot.busy', afterMs: Math.max(1, retryAfter ?? 1) * 1000 };
      case 400: return { kind: 'refused', why: /chat not found|deactivated/i.test(description) ? 'gone' : 'invalid' };
      default: return { kind: 'maybe', code: 'bot.failed' };
    }
  }
  // No JSON: whoever answered is not Telegram, so the request has gone nowhere.
  if (error instanceof ParseError) return { kind: 'later', code: 'bot.captivePortal', afterMs: null };
  const { code, sent } = networkFailure(error);
  const told: BotCode = code === 'network.certificate' ? 'bot.certificate' : code === 'clock.wrong' ? 'bot.clock' : 'bot.offline';
  return sent === 'no' ? { kind: 'later', code: told, afterMs: null } : { kind: 'maybe', code: told };
}
