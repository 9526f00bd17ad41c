import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { enginesToTry } from '../ocr/nets/open-nets.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';
import { CHILD_ENVIRONMENT, CHILD_FLAGS, superviseReader, type ReaderChild } from '../ocr/supervisor.ts';
import type { FromWorker } from '../ocr/worker-messages.ts';

const WORKER = fileURLToPath(new URL('../ocr/worker.ts', import.meta.url));
export const MODELS = fileURLToPath(new URL('../../resources/models', import.meta.url));

/** The desk's own OCR child, forked by plain Node instead of Electron; the process itself is for who watches it. */
export function forkWorker(): { readonly reader: ReaderChild; readonly child: ChildProcess } {
  const child = fork(WORKER, [], {
    // Not this process's own flags: two that listen for a debugger would be in each other's way.
    serialization: 'advanced', execArgv: [...CHILD_FLAGS], stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...CHILD_ENVIRONMENT },
  });
  // A message to a child that just died is lost; its exit tells the supervisor.
  child.on('error', () => undefined);
  const reader: ReaderChild = {
    post: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromWorker)),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => void child.kill('SIGKILL'),
  };
  return { reader, child };
}

/** Starts the reader for commands without a window. `DESK_OCR_ENGINE` chooses the engine. */
export const forkReader = (): OcrPort =>
  superviseReader({ fork: () => forkWorker().reader, modelFolder: MODELS, engines: enginesToTry(process.env['DESK_OCR_ENGINE']) });
