import { DeskError } from '../../shared/errors.ts';
import { findCapture } from '../capture/capture-rows.ts';
import { forgetAhead, heldOfPicture } from '../capture/ahead-rows.ts';
import type { Captures } from '../capture/captures.ts';
import { readingOfPicture } from '../capture/part-rows.ts';
import type { Clock } from '../clock.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import { readPictureHeader } from '../ocr/picture/header.ts';
import { backoff, LONGEST_BACKOFF_MS } from '../outbox/backoff.ts';
import { BotFailure, type BotApi } from './api.ts';
import { LONGEST_VOICE } from './dialogue/dialogue.ts';
import { LARGEST_FILE } from './dialogue/documents.ts';
import type { Event } from './dialogue/state.ts';
import * as rows from './file-rows.ts';
import type { Handler } from './handler.ts';
import { insertVoice } from './message-rows.ts';
import { outcomeOf } from './read-outcome.ts';

const IDLE_MS = 60_000;
/** With pauses of up to a quarter of an hour that is a day; then the file is taken for gone. */
const MOST_ATTEMPTS = 100;

/** Brings files from Telegram into captures and conversations, and captures nobody wants out again. */
export type Files = { kick(): void; stop(): Promise<void> };

/** Starts at once. `talked`: something of this chat's conversation can be shown now. */
export function startFiles(parts: {
  api: BotApi; storage: Storage; captures: Captures; handler: Handler; clock: Clock; random: () => number; log: Log;
  answered: () => void; talked: (chatId: string) => void;
}): Files {
  const { api, storage, captures, handler, clock, random, log, answered, talked } = parts;
  const ending = new AbortController();
  let waking = new AbortController();

  /** The end of a job and what the dialogue makes of it, in one transaction; nothing when the job is gone. */
  function finish(open: OpenStorage, job: rows.FileJob, event: Event): void {
    const done = open.database.transaction(() => {
      if (!rows.closeFile(open, job.id)) return null;
      return handler.apply(open, job.chatId, () => event, `file/${job.id}/${event.kind}`);
    });
    if (done !== null) handler.tell(job.chatId, done);
    answered();
  }

  async function fetchPicture(open: OpenStorage, job: rows.FileJob): Promise<void> {
    const bytes = await api.download(job.file.fileId, LARGEST_FILE, ending.signal);
    try {
      readPictureHeader(bytes);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      return giveUp(open, job, 'notAPicture');
    }
    // Given up while it was under way: then it is not even stored.
    if (!rows.markReading(open, job.id)) return;
    await captures.add(bytes, 'bot', job.id);
  }

  function giveUp(open: OpenStorage, job: rows.FileJob, why: 'gone' | 'tooLarge' | 'notAPicture'): void {
    if (job.kind === 'voice') {
      rows.closeFile(open, job.id);
      return talked(job.chatId);
    }
    forgetAhead(open.database, job.id);
    finish(open, job, { kind: 'notFetched', document: job.id, why });
  }

  async function fetchOne(open: OpenStorage, job: rows.FileJob): Promise<void> {
    if (!rows.beginFetch(open, job.id, clock.now() + backoff(job.attempts + 1, random))) return;
    try {
      if (job.kind === 'picture') return await fetchPicture(open, job);
      const bytes = await api.download(job.file.fileId, LONGEST_VOICE, ending.signal);
      open.database.transaction(() => { if (rows.closeFile(open, job.id)) insertVoice(open, job.id, bytes); });
      talked(job.chatId);
    } catch (error) {
      if (ending.signal.aborted) return;
      log.warn('bot.notFetched', { error, attempt: job.attempts + 1 });
      const failure = error instanceof BotFailure ? error.failure : null;
      if (failure?.kind === 'refused') giveUp(open, job, failure.why === 'invalid' ? 'tooLarge' : 'gone');
      else if (job.attempts + 1 >= MOST_ATTEMPTS) giveUp(open, job, 'gone');
      else if (failure === null) throw error;
    }
  }

  /** True once the reader is done with it, one way or the other. */
  function endReading(open: OpenStorage, job: rows.FileJob): boolean {
    const capture = findCapture(open.database, job.id);
    if (capture === undefined) {
      // Killed between the two, or the disk was full: it is fetched again.
      rows.reopenFile(open, job.id, clock.now() + backoff(job.attempts + 1, random));
      return true;
    }
    if (capture.state === 'captured' || capture.state === 'reading') return false;
    const reading = capture.state === 'read' ? readingOfPicture(open.database, open.keys.fields, job.id) : null;
    const done = open.database.transaction(() => {
      if (!rows.closeFile(open, job.id)) return null;
      return handler.apply(open, job.chatId, ({ dialogue }) => (
        { kind: 'read', document: job.id, reading: outcomeOf(reading, dialogue.language) }), `read/${job.id}`);
    });
    if (done !== null) handler.tell(job.chatId, done);
    answered();
    return true;
  }

  async function discard(open: OpenStorage, job: rows.FileJob): Promise<void> {
    for (const captureId of heldOfPicture(open.database, job.id)) {
      try {
        await captures.discard(captureId);
      } catch (error) {
        if (!(error instanceof DeskError) || error.code !== 'capture.missing') throw error;
      }
      forgetAhead(open.database, captureId);
    }
    rows.closeFile(open, job.id);
  }

  /** Does what can be done now; returns the milliseconds until there may be more. */
  async function step(): Promise<number> {
    if (storage.state().kind !== 'ready') return IDLE_MS;
    const open = storage.opened();
    let pause = IDLE_MS;
    for (const job of rows.fileJobs(open, 100)) {
      if (ending.signal.aborted) return 0;
      const wait = job.nextTryAt - clock.now();
      if (job.state === 'reading') endReading(open, job);
      else if (job.state === 'discarding') await discard(open, job);
      // Longer than any wait is one noted by a clock that has been set back since.
      else if (wait > 0 && wait <= LONGEST_BACKOFF_MS) pause = Math.min(pause, wait);
      else {
        await fetchOne(open, job);
        pause = 0;
      }
    }
    return pause;
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      waking = new AbortController();
      let pause = IDLE_MS;
      try {
        pause = await step();
      } catch (error) {
        log.error('bot.filesFailed', { error });
        pause = backoff(3, random);
      }
      await clock.wait(Math.max(pause, 1), waking.signal);
    }
  }

  const unhear = captures.onHeldChanged(() => waking.abort());
  const running = run();
  return {
    kick: () => waking.abort(),
    async stop() {
      unhear();
      ending.abort();
      waking.abort();
      await running;
    },
  };
}
