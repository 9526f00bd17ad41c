/**
 * Web worker: makes frames small and encodes them, so that the page's own thread is free for the preview. Keeps the frames
 * it made small until told which was the best, as only the whole frame is worth storing.
 */

/** Long side of what is looked at; a passport across half of it still has capitals of 12 pixels. */
const LOOK_SIDE = 1280;
const LOOK_QUALITY = 0.85;
/** Small print must survive being stored. */
const STILL_QUALITY = 0.95;
/** The one being looked at, and the next. */
const MOST_FRAMES = 2;

export type ToFrameWorker =
  | { readonly kind: 'shrink'; readonly id: number; readonly frame: ImageBitmap }
  /** This frame is the best one so far. */
  | { readonly kind: 'keep'; readonly id: number }
  /** Asks for the best one, and forgets it. */
  | { readonly kind: 'still'; readonly id: number };

export type FromFrameWorker = { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> | null };

type Port = {
  postMessage(message: FromFrameWorker, transfer: Transferable[]): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent<ToFrameWorker>) => void): void;
};
const port = globalThis as unknown as Port;

const frames = new Map<number, ImageBitmap>();
let best: ImageBitmap | null = null;

async function encode(frame: ImageBitmap, longSide: number, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const scale = Math.min(1, longSide / Math.max(frame.width, frame.height));
  const canvas = new OffscreenCanvas(Math.round(frame.width * scale), Math.round(frame.height * scale));
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error('no canvas to draw a frame on');
  context.imageSmoothingQuality = 'medium';
  context.drawImage(frame, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return new Uint8Array(await blob.arrayBuffer());
}

function remember(id: number, frame: ImageBitmap): void {
  frames.set(id, frame);
  for (const [old, bitmap] of frames) {
    if (frames.size <= MOST_FRAMES) break;
    frames.delete(old);
    bitmap.close();
  }
}

function keep(id: number): void {
  const frame = frames.get(id);
  if (frame === undefined) return;
  frames.delete(id);
  best?.close();
  best = frame;
}

async function answer(asked: ToFrameWorker): Promise<void> {
  switch (asked.kind) {
    case 'shrink': {
      remember(asked.id, asked.frame);
      const bytes = await encode(asked.frame, LOOK_SIDE, LOOK_QUALITY);
      return port.postMessage({ id: asked.id, bytes }, [bytes.buffer]);
    }
    case 'keep':
      return keep(asked.id);
    case 'still': {
      const frame = best;
      best = null;
      const bytes = frame && await encode(frame, Infinity, STILL_QUALITY);
      frame?.close();
      return port.postMessage({ id: asked.id, bytes }, bytes === null ? [] : [bytes.buffer]);
    }
  }
}

port.addEventListener('message', ({ data }) => {
  answer(data).catch(() => port.postMessage({ id: data.id, bytes: null }, []));
});
