import { randomUUID } from 'node:crypto';
import type { FrameSight } from '../../shared/camera.ts';
import { DeskError, type ErrorCode } from '../../shared/errors.ts';

type Call = { readonly resolve: (sight: FrameSight) => void; readonly reject: (error: DeskError) => void; readonly timer: NodeJS.Timeout };

/** Far longer than any frame takes: a child that lets one wait so long hangs. */
const FRAME_TIMEOUT_MS = 10_000;

/** Frames of a camera that wait for the child's answer. They pass the pictures in the queue: the next frame comes anyway. */
export class FrameCalls {
  readonly #calls = new Map<string, Call>();

  /** `send` gets the frame's id. `hung` is called when no answer came. Rejects with `picture.*`, `ocr.*`. */
  ask(send: (id: string) => void, hung: () => void): Promise<FrameSight> {
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.fail(id, 'ocr.timedOut');
        hung();
      }, FRAME_TIMEOUT_MS);
      this.#calls.set(id, { resolve, reject, timer });
      send(id);
    });
  }

  answer(id: string, sight: FrameSight): void {
    this.#take(id)?.resolve(sight);
  }

  /** False when the id is no frame's. */
  fail(id: string, code: ErrorCode): boolean {
    const call = this.#take(id);
    call?.reject(new DeskError(code));
    return call !== undefined;
  }

  /** The child is gone, and with it what it had seen. */
  failAll(code: ErrorCode): void {
    for (const id of this.#calls.keys()) this.fail(id, code);
  }

  #take(id: string): Call | undefined {
    const call = this.#calls.get(id);
    clearTimeout(call?.timer);
    this.#calls.delete(id);
    return call;
  }
}
