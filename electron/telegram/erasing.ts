import type { Clock } from '../clock.ts';
import { DeskError } from '../../shared/errors.ts';
import { BOT_TEXTS } from '../../shared/texts/bot-texts.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import type { Erasures } from '../erasure/erasures.ts';
import type { Log } from '../log.ts';
import { writeAudit } from '../records/audit.ts';
import { finishAction, nextErasing, offerErasing, type EraseAction } from './action-rows.ts';
import { findChat } from './chat-rows.ts';
import type { Button } from './dialogue/state.ts';
import { enqueueOutgoing } from './outgoing-rows.ts';
import { actionButtons, erasePreview } from './staff.ts';

/** Time for a dry run that is under way to end by itself when the desk stops. */
const DRAIN_MS = 8_000;
const IDLE_MS = 60_000;
/** After a failure that says nothing. */
const AGAIN_MS = 5_000;

/** Has done what owners want erased: the dry run, and what was confirmed; also what a desk that died left. */
export type OwnerErasing = { kick(): void; stop(): Promise<void> };

/** Starts at once. `guests`: see Erasures. `said`: there is something to be sent. */
export function startOwnerErasing(parts: {
  storage: Storage; guests: Erasures['marked']; clock: Clock; log: Log; said: () => void;
}): OwnerErasing {
  const { storage, guests, clock, log, said } = parts;
  const ending = new AbortController();
  let waking = new AbortController();

  /** Answers and closes the action in one transaction, so that each is answered once. `audited`: the erasing's id. */
  function answer(open: OpenStorage, { token, chatId }: EraseAction, text: string, audited: string | null): void {
    open.database.transaction(() => {
      if (!finishAction(open, token)) return;
      if (audited !== null) {
        writeAudit(open, { at: clock.now(), action: 'bot.guestErased', actor: 'program', subject: chatId, detail: audited });
      }
      say(open, chatId, `action/${token}`, text, []);
    });
    said();
  }

  function say(open: OpenStorage, chatId: string, key: string, text: string, buttons: readonly (readonly Button[])[]): void {
    enqueueOutgoing(open, { key, chatId, at: clock.now(), outgoing: { kind: 'words', text, buttons } });
  }

  async function look(open: OpenStorage, action: EraseAction): Promise<void> {
    const { staff } = textsOf(open, action);
    const { mark, preview } = await guests.look(action.registrationId);
    if (storage.state().kind !== 'ready') return;
    open.database.transaction(() => {
      if (!offerErasing(open, action.token, mark, clock.now())) return;
      say(open, action.chatId, `action/${action.token}/shown`, erasePreview(staff, preview), actionButtons(staff, action.token, staff.eraseYes));
    });
    said();
  }

  async function erase(open: OpenStorage, action: Extract<EraseAction, { state: 'running' }>): Promise<void> {
    const { erasureId } = await guests.erase(action.registrationId, action.mark);
    answer(open, action, textsOf(open, action).staff.erased, erasureId);
  }

  /** False when there is nothing to do. */
  async function step(): Promise<boolean> {
    if (storage.state().kind !== 'ready') return false;
    const open = storage.opened();
    const action = nextErasing(open);
    if (action === undefined) return false;
    try {
      await (action.state === 'looking' ? look(open, action) : erase(open, action));
    } catch (error) {
      if (storage.state().kind !== 'ready') return false; // the next start goes on with it
      const { staff } = textsOf(open, action);
      const code = error instanceof DeskError ? error.code : 'internal';
      // A desk that died after erasing finds nothing more: that is what was asked for.
      if (code === 'registration.missing') answer(open, action, action.state === 'running' ? staff.erased : staff.eraseUnknown, null);
      else if (code === 'erase.changed') answer(open, action, staff.eraseChanged, null);
      else {
        log.error('bot.eraseFailed', { error });
        answer(open, action, staff.eraseFailed, null);
      }
    }
    return true;
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      waking = new AbortController();
      let pause = IDLE_MS;
      try {
        if (await step()) pause = 0;
      } catch (error) {
        log.error('bot.eraseFailed', { error });
        pause = AGAIN_MS;
      }
      if (pause > 0 && !ending.signal.aborted) await clock.wait(pause, waking.signal);
    }
  }

  const running = run();
  return {
    kick: () => waking.abort(),
    async stop() {
      ending.abort();
      waking.abort();
      const drained = new AbortController();
      // A dry run that lasts longer is made again by the next start; its answer finds nobody.
      await Promise.race([running, clock.wait(DRAIN_MS, drained.signal)]);
      drained.abort();
    },
  };
}

const textsOf = (open: OpenStorage, { chatId }: EraseAction) => BOT_TEXTS[findChat(open, chatId)?.dialogue.language ?? 'ru'];
