/**
 * Entry of the OCR child: loads the models once, then reads pictures one after another. It sees no secret, no database
 * and no network, and whatever a hostile picture does to it, the desk goes on.
 */
import { DeskError } from '../../shared/errors.ts';
import { createLiveReader, type LiveReader } from './live-reader.ts';
import { openReader, type Reader } from './reader.ts';
import { parentPort } from './parent-port.ts';
import { codeOf, type FromWorker, type ToWorker } from './worker-messages.ts';

const port = parentPort();
const post = (message: FromWorker): void => port.post(message);

let reader: Reader | null = null;
let live: LiveReader | null = null;
const cancelling = new Map<string, AbortController>();

async function open({ modelFolder, engines }: Extract<ToWorker, { kind: 'open' }>): Promise<void> {
  const started = performance.now();
  try {
    const opened = await openReader(modelFolder, engines);
    reader = opened;
    live = createLiveReader(() => opened.follow());
    post({ kind: 'ready', engine: reader.engine, loadMs: Math.round(performance.now() - started) });
  } catch (error) {
    const code = codeOf(error);
    post({ kind: 'down', code: code === 'ocr.modelDamaged' ? code : 'ocr.unavailable' });
  }
}

/** Before this nobody waits yet, and being told would only wake the desk while both cores read. */
const PROGRESS_AFTER_MS = 100;

async function read({ id, bytes, seen }: Extract<ToWorker, { kind: 'read' }>): Promise<void> {
  const controller = new AbortController();
  cancelling.set(id, controller);
  const began = performance.now();
  try {
    if (!reader) throw new DeskError('ocr.unavailable', 'asked to read before the models were loaded');
    const { reading: still, display, zones } = await reader.read(bytes, {
      signal: controller.signal,
      onProgress: (fraction) => {
        if (performance.now() - began > PROGRESS_AFTER_MS) post({ kind: 'progress', id, fraction });
      },
    });
    const reading = seen === undefined ? still : live?.together(still, seen) ?? still;
    post({ kind: 'read', id });
    const [shown, parts] = await Promise.all([display(), zones()]);
    post({ kind: 'done', id, picture: { reading, display: shown, zones: parts } });
  } catch (error) {
    post({ kind: 'failed', id, code: codeOf(error) });
  } finally {
    cancelling.delete(id);
  }
}

async function look({ id, session, bytes }: Extract<ToWorker, { kind: 'look' }>): Promise<void> {
  try {
    if (!live) throw new DeskError('ocr.unavailable', 'asked to look before the models were loaded');
    post({ kind: 'sight', id, sight: await live.look(session, bytes) });
  } catch (error) {
    post({ kind: 'failed', id, code: codeOf(error) });
  }
}

port.onMessage((message) => {
  const asked = message as ToWorker;
  switch (asked.kind) {
    case 'open': return void open(asked);
    case 'read': return void read(asked);
    case 'look': return void look(asked);
    case 'cancel': return cancelling.get(asked.id)?.abort();
  }
});
