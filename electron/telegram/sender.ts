import { BOT_TEXTS } from '../../shared/texts/bot-texts.ts';
import type { Clock } from '../clock.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import { backoff } from '../outbox/backoff.ts';
import { BotFailure, type BotApi, type Failure } from './api.ts';
import { findChat, setBlocked } from './chat-rows.ts';
import * as rows from './outgoing-rows.ts';

/** Telegram's limits (core.telegram.org/bots/faq): one message a second in a chat, thirty over all; we stay below. */
const PER_CHAT_MS = 1_000;
const OVERALL_MS = 40;
const SIDE_BY_SIDE = 6;
const IDLE_MS = 60_000;
const REMIND_AFTER_MS = 5_000;
/** At its start the desk takes longer waits for those of a clock that was set back while it was off. */
const LONGEST_NOTED_MS = 60 * 60_000;
/** Time for what is under way to end by itself when the desk stops. */
const DRAIN_MS = 8_000;

/** Sends what is to be sent, in order within a chat, never the same twice unless a person asks for it. */
export type Sender = { kick(): void; stop(): Promise<void> };

/** Starts at once. `settled`: something of this chat was sent, refused, or is unsure. */
export function startSender(parts: {
  api: BotApi; storage: Storage; clock: Clock; random: () => number; log: Log; settled: (chatId: string) => void;
}): Sender {
  const { api, storage, clock, random, log, settled } = parts;
  const ending = new AbortController();
  const cutting = new AbortController();
  let waking = new AbortController();
  const underWay = new Map<string, Promise<void>>();
  /** When each chat, and all of them, may be written to next. */
  const chatReadyAt = new Map<string, number>();
  let readyAt = 0;
  /** What the clock showed last. */
  let seenAt = clock.now();

  /** What a desk that died had under way may have arrived. */
  function recover(open: OpenStorage): void {
    rows.hurryOutgoing(open, clock.now() + LONGEST_NOTED_MS, clock.now());
    for (const { id, chatId, kind } of rows.interruptedOutgoing(open)) settleAsMaybe(open, { id, chatId, kind }, 'bot.interrupted');
  }

  /** A flash or a vanished button may be repeated; words may not, so the resident is asked. */
  function settleAsMaybe(open: OpenStorage, one: { id: number; chatId: string; kind: rows.Outgoing['kind'] }, code: string): void {
    const now = clock.now();
    open.database.transaction(() => {
      if (one.kind === 'flash' || one.kind === 'unbutton') return rows.postponeOutgoing(open, one.id, now + REMIND_AFTER_MS, code);
      if (one.kind === 'words') rows.markUnsure(open, one.id, code);
      // A reminder is no answer: another one may follow it.
      else rows.closeOutgoing(open, one.id, 'dropped', now, code);
      const chat = findChat(open, one.chatId);
      if (chat === undefined || !rows.hasUnsure(open, one.chatId) || rows.isReminded(open, one.chatId)) return undefined;
      const texts = BOT_TEXTS[chat.dialogue.language];
      rows.enqueueOutgoing(open, {
        key: `lost/${one.id}/${now}`, chatId: one.chatId, at: now + REMIND_AFTER_MS,
        outgoing: { kind: 'reminder', text: texts.lost, buttons: [[{ text: texts.again, data: 'again' }]] },
      });
      return undefined;
    });
  }

  /** Times noted before a clock was set back would be waited for; who really wants patience asks for it again. */
  function heedClock(open: OpenStorage): void {
    const now = clock.now();
    if (now < seenAt) {
      readyAt = 0;
      chatReadyAt.clear();
      rows.hurryOutgoing(open, now, now);
    }
    seenAt = now;
  }

  async function send(open: OpenStorage, due: rows.DueOutgoing, chatId: number): Promise<void> {
    const outgoing = rows.claimOutgoing(open, due);
    if (outgoing === null) return;
    try {
      await perform(outgoing, chatId);
      rows.closeOutgoing(open, due.id, 'sent', clock.now(), null);
    } catch (error) {
      settleFailure(open, due, error instanceof BotFailure ? error.failure : { kind: 'maybe', code: 'bot.failed' });
      log.warn('bot.notSent', { error, attempt: due.attempts + 1 });
    }
    settled(due.chatId);
  }

  async function perform(outgoing: rows.Outgoing, chatId: number): Promise<void> {
    switch (outgoing.kind) {
      case 'words':
      case 'reminder':
        return api.say({ chatId, text: outgoing.text, buttons: outgoing.buttons }, cutting.signal);
      case 'flash': return api.flash(outgoing.pressId, outgoing.text, cutting.signal);
      case 'unbutton': return api.unbutton(chatId, outgoing.messageId, cutting.signal);
      default: return outgoing satisfies never;
    }
  }

  function settleFailure(open: OpenStorage, due: rows.DueOutgoing, failure: Failure): void {
    const now = clock.now();
    switch (failure.kind) {
      case 'later': {
        const wait = Math.max(backoff(due.attempts + 1, random), failure.afterMs ?? 0);
        rows.postponeOutgoing(open, due.id, now + wait, failure.code);
        // Told to wait, or nobody there: then the others wait with it.
        if (failure.code === 'bot.busy') chatReadyAt.set(due.chatId, now + wait);
        else readyAt = now + Math.min(wait, 30_000);
        return;
      }
      case 'maybe':
        return settleAsMaybe(open, due, failure.code);
      case 'refused':
        if (failure.why === 'blocked') setBlocked(open, due.chatId, true);
        return rows.closeOutgoing(open, due.id, 'refused', now, failure.why);
      default:
        failure satisfies never;
    }
  }

  /** Begins what can be begun; returns the milliseconds until there may be more. */
  function begin(): number {
    if (storage.state().kind !== 'ready') return IDLE_MS;
    const open = storage.opened();
    heedClock(open);
    let pause = IDLE_MS;
    const due = rows.dueOutgoing(open, 100);
    for (const one of due) {
      if (underWay.size >= SIDE_BY_SIDE) return pause;
      if (underWay.has(one.chatId)) continue;
      const now = clock.now();
      const speaks = one.kind === 'words' || one.kind === 'reminder';
      const at = Math.max(readyAt, one.nextTryAt, speaks ? chatReadyAt.get(one.chatId) ?? 0 : 0);
      if (at > now) {
        pause = Math.min(pause, at - now);
        continue;
      }
      const chat = findChat(open, one.chatId);
      if (chat === undefined) continue;
      readyAt = now + OVERALL_MS;
      const sending = send(open, one, chat.person.chatId)
        .catch((error: unknown) => log.error('bot.senderFailed', { error }))
        .finally(() => {
          // Counted from the end: a request that was slow to leave must not have the next one at its heels.
          if (speaks) chatReadyAt.set(one.chatId, Math.max(chatReadyAt.get(one.chatId) ?? 0, clock.now() + PER_CHAT_MS));
          underWay.delete(one.chatId);
          waking.abort();
        });
      underWay.set(one.chatId, sending);
    }
    return due.length === 0 ? IDLE_MS : pause;
  }

  async function run(): Promise<void> {
    let recovered = false;
    while (!ending.signal.aborted) {
      waking = new AbortController();
      let pause = IDLE_MS;
      try {
        if (!recovered && storage.state().kind === 'ready') {
          recover(storage.opened());
          recovered = true;
        }
        pause = begin();
      } catch (error) {
        log.error('bot.senderFailed', { error });
      }
      for (const [chatId, at] of chatReadyAt) if (at < clock.now()) chatReadyAt.delete(chatId);
      await clock.wait(pause, waking.signal);
    }
  }

  const running = run();
  return {
    kick: () => waking.abort(),
    async stop() {
      ending.abort();
      waking.abort();
      const drained = new AbortController();
      void clock.wait(DRAIN_MS, drained.signal).then(() => { if (!drained.signal.aborted) cutting.abort(); });
      await running;
      await Promise.all(underWay.values());
      drained.abort();
    },
  };
}
