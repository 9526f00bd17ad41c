import type { FrameSight } from '../../shared/camera.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { request } from '../api.ts';
import type { FromFrameWorker, ToFrameWorker } from './frame-worker.ts';

export type Follower = {
  /** The best frame of the document last seen, whole, as a JPEG; null where there was none. */
  still(): Promise<Uint8Array<ArrayBuffer> | null>;
  stop(): void;
};

type Heard = {
  readonly onSight: (sight: FrameSight) => void;
  /** A frame could not be looked at; it is tried again. */
  readonly onTrouble: (code: ErrorCode) => void;
};

/** After a refusal the reader, or a video without a frame, is left alone for this long, in milliseconds. */
const PAUSE = 700;

/**
 * Has the frames of a playing video looked at, the newest one each time the reader is free: at most one waits, so there is
 * never a backlog. One is made ready while the one before is looked at.
 */
export function followCamera(video: HTMLVideoElement, { onSight, onTrouble }: Heard): Follower {
  const worker = new Worker(new URL('./frame-worker.ts', import.meta.url), { type: 'module' });
  const session = crypto.randomUUID();
  const waiting = new Map<number, (bytes: Uint8Array<ArrayBuffer> | null) => void>();
  const ending = new AbortController();
  let last = 0;
  /** How clear the best frame of this document is. */
  let clearest = 0;

  worker.addEventListener('message', ({ data }: MessageEvent<FromFrameWorker>) => {
    waiting.get(data.id)?.(data.bytes);
    waiting.delete(data.id);
  });
  const ask = (make: (id: number) => ToFrameWorker, transfer: Transferable[] = []) => {
    last += 1;
    const id = last;
    const { promise, resolve } = Promise.withResolvers<Uint8Array<ArrayBuffer> | null>();
    waiting.set(id, resolve);
    worker.postMessage(make(id), transfer);
    return { id, bytes: promise };
  };
  const tell = (message: ToFrameWorker): void => worker.postMessage(message);

  const prepare = async () => {
    await newestFrame(video);
    // A video that shows no frame any more gives none; the camera's own state tells of that.
    const frame = await createImageBitmap(video).catch(() => null);
    if (frame === null) return { id: last, bytes: null };
    const { id, bytes } = ask((given) => ({ kind: 'shrink', id: given, frame }), [frame]);
    return { id, bytes: await bytes };
  };
  const hear = (id: number, sight: FrameSight): void => {
    if (sight.frames <= 1) clearest = 0;
    if (sight.clarity > clearest) {
      clearest = sight.clarity;
      tell({ kind: 'keep', id });
    }
    onSight(sight);
  };
  const run = async (): Promise<void> => {
    let next = prepare();
    while (!ending.signal.aborted) {
      const { id, bytes } = await next;
      next = prepare();
      if (bytes === null) {
        await pause();
        continue;
      }
      const answer = await request('camera:look', { session, bytes });
      if (ending.signal.aborted) break;
      if (answer.ok) hear(id, answer.value);
      else {
        onTrouble(answer.code);
        await pause();
      }
    }
  };
  void run();

  return {
    async still() {
      clearest = 0;
      return ask((id) => ({ kind: 'still', id })).bytes;
    },
    stop() {
      ending.abort();
      worker.terminate();
    },
  };
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, PAUSE);
  });

/** Resolves when the video shows another frame; never while it shows none, as in a hidden window. */
async function newestFrame(video: HTMLVideoElement): Promise<void> {
  // Asked before there is anything to show, Chromium forgets to answer once there is.
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    await new Promise((resolve) => {
      video.addEventListener('loadeddata', resolve, { once: true });
    });
  }
  await new Promise((resolve) => {
    video.requestVideoFrameCallback(resolve);
  });
}
