import { BOT_TOKEN_ACCOUNT, type BotState, type TelegramSettings } from '../../shared/telegram.ts';
import { heldBefore } from '../capture/ahead-rows.ts';
import type { Captures } from '../capture/captures.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { Storage } from '../db/storage.ts';
import { untilCutOff } from '../destinations/cut-off.ts';
import type { Log } from '../log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { createBotApi, type BotApi, type Fetch } from './api.ts';
import { createConversations, type Conversations } from './conversations.ts';
import { createStaffHandler, type StaffParts } from './staff-handler.ts';
import type { Erasures } from '../erasure/erasures.ts';
import { startOwnerErasing, type OwnerErasing } from './erasing.ts';
import { startFiles, type Files } from './files.ts';
import { recentDepartures } from './departures.ts';
import { createHandler, type Handler } from './handler.ts';
import { eraseMessagesBefore } from './message-rows.ts';
import { poll } from './poller.ts';
import { startSender, type Sender } from './sender.ts';

/** How often a token that is missing, a keychain that is locked or a storage that is closed is looked at again. */
const LOOK_AGAIN_MS = 5_000;
const DAY_MS = 24 * 3_600_000;
/** How long a picture waits for its sender's answer; until then nobody else sees it, so nobody else would remove it. */
const UNANSWERED_MS = 7 * DAY_MS;

/** The bot as the rest of the desk sees it. */
export type Bot = {
  readonly conversations: Conversations;
  /** From now on so; off ends what runs. */
  apply(settings: TelegramSettings): void;
  /** The token was changed: begin anew with it. */
  tokenChanged(): void;
  /** The network is back or the machine woke up. */
  hurry(): void;
  state(): BotState;
  onState(listener: (state: BotState) => void): () => void;
  /** Ends polling at once and lets what is in hand finish, ten seconds at most. */
  stop(): Promise<void>;
};

export type BotParts = {
  readonly storage: Storage; readonly captures: Captures; readonly keychain: Keychain; readonly log: Log; readonly fetch: Fetch;
  readonly settings: () => TelegramSettings;
  readonly destinationName: StaffParts['destinationName']; readonly resendParked: StaffParts['resendParked'];
  /** Erases guests at an owner's word. */
  readonly guests: Erasures['marked'];
  /** How long the property keeps what it knows of guests; null: until it is erased. */
  readonly keepDays: () => number | null;
  /** A conversation changed; `arrived`: by something a resident said. */
  readonly changed: (conversationId: string, arrived: boolean) => void;
  readonly clock?: Clock; readonly random?: () => number;
};

type Run = { readonly key: string; hurry(): void; kick(): void; stop(): Promise<void> };

/** Off until `apply`. */
export function createBot(parts: BotParts): Bot {
  const { destinationName, resendParked } = parts;
  const { storage, captures, keychain, log, fetch, settings, guests, keepDays, changed, clock = systemClock, random = Math.random } = parts;
  const listeners = new Set<(state: BotState) => void>();
  let state: BotState = { kind: 'off' };
  let run: Run | null = null;
  /** Runs follow each other: two at once would be each other's 409. */
  let ended: Promise<void> = Promise.resolve();
  let stopped = false;

  function setState(next: BotState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  const conversations = createConversations({
    storage, settings, now: clock.now, changed: (id) => changed(id, false), due: () => run?.kick(),
  });

  function begin(apiRoot: string): Run {
    const ending = new AbortController();
    let waking = new AbortController();
    let sender: Sender | null = null;
    let files: Files | null = null;
    let erasing: OwnerErasing | null = null;
    const pause = () => { waking = new AbortController(); return waking.signal; };

    async function live(api: BotApi): Promise<void> {
      const handler = createHandler({
        storage, settings, log, now: clock.now,
        staff: createStaffHandler({
          settings, now: clock.now, destinationName, resendParked,
          botName: () => (state.kind === 'running' ? state.name : ''),
        }),
        talked: (chatId) => changed(chatId, true), handed: (captureId) => captures.announce(captureId),
      });
      const settled = (chatId: string): void => changed(chatId, false);
      const speaking = startSender({ api, storage, clock, random, log, settled });
      const fetching = startFiles({
        api, storage, captures, handler, clock, random, log, answered: speaking.kick, talked: settled,
      });
      const erasingNow = startOwnerErasing({ storage, guests, clock, log, said: speaking.kick });
      sender = speaking;
      erasing = erasingNow;
      files = fetching;
      const handle = (): void => {
        handler.handleStored();
        speaking.kick();
        fetching.kick();
        erasingNow.kick();
      };
      // What was written down and not handled when the desk died.
      handle();
      await poll({
        api, storage, clock, random, log, ending: ending.signal, hurry: pause, stored: handle,
        tidy: () => {
          forgetOldConversations();
          giveUpUnanswered(handler);
          askHowItWas(handler);
          fetching.kick();
          speaking.kick();
        },
        state: (next) => { if (!ending.signal.aborted) setState(next); },
      });
      await Promise.all([speaking.stop(), fetching.stop(), erasingNow.stop()]);
    }

    async function whole(): Promise<void> {
      while (!ending.signal.aborted) {
        try {
          const token = await readToken();
          if (token !== null) await live(createBotApi({ token, apiRoot, fetch }));
        } catch (error) {
          log.error('bot.failed', { error });
          setState({ kind: 'hindered', code: 'bot.failed', retryAt: clock.now() + LOOK_AGAIN_MS });
          await Promise.all([sender?.stop(), files?.stop(), erasing?.stop()]);
        }
        await clock.wait(LOOK_AGAIN_MS, AbortSignal.any([ending.signal, pause()]));
      }
    }

    /** Null when the bot cannot begin yet, and the state says why. */
    async function readToken(): Promise<string | null> {
      const hindered = (code: 'bot.tokenMissing' | 'bot.keychain' | 'bot.storageClosed'): null => {
        if (!ending.signal.aborted) setState({ kind: 'hindered', code, retryAt: clock.now() + LOOK_AGAIN_MS });
        return null;
      };
      if (storage.state().kind !== 'ready') return hindered('bot.storageClosed');
      try {
        // A keychain may wait for somebody to unlock it; a desk that ends does not.
        return await untilCutOff(ending.signal, () => keychain.get(BOT_TOKEN_ACCOUNT)) ?? hindered('bot.tokenMissing');
      } catch (error) {
        if (!ending.signal.aborted) log.warn('bot.keychain', { error });
        return hindered('bot.keychain');
      }
    }

    const running = ended.then(whole);
    return {
      key: apiRoot,
      hurry: () => waking.abort(),
      kick: () => sender?.kick(),
      async stop() {
        ending.abort();
        waking.abort();
        await running;
      },
    };
  }

  function forgetOldConversations(): void {
    const days = keepDays();
    if (days === null) return;
    const open = storage.opened();
    open.database.transaction(() => eraseMessagesBefore(open, clock.now() - days * DAY_MS));
  }

  function giveUpUnanswered(handler: Handler): void {
    const open = storage.opened();
    for (const { chatId, pictureId } of heldBefore(open.database, clock.now() - UNANSWERED_MS)) {
      open.database.transaction(() => handler.apply(open, chatId, () => ({ kind: 'expired', document: pictureId }), `expired/${pictureId}`));
    }
  }

  function askHowItWas(handler: Handler): void {
    if (!settings().ratings) return;
    const open = storage.opened();
    for (const { chatId, departure } of recentDepartures(open, clock.now())) {
      open.database.transaction(() => handler.apply(open, chatId, () => ({ kind: 'departed', departure }), `departed/${chatId}/${departure}`));
    }
  }

  function end(): void {
    if (run === null) return;
    ended = run.stop();
    run = null;
  }

  const unhear = storage.onState(() => run?.hurry());
  const bot: Bot = {
    conversations,
    apply({ on, apiRoot }) {
      if (stopped || (run?.key ?? null) === (on ? apiRoot : null)) return;
      end();
      setState({ kind: on ? 'starting' : 'off' });
      if (on) run = begin(apiRoot);
    },
    tokenChanged() {
      const now = settings();
      end();
      bot.apply({ ...now, on: false });
      bot.apply(now);
    },
    hurry: () => run?.hurry(),
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      stopped = true;
      unhear();
      end();
      await ended;
    },
  };
  return bot;
}
