import { utilityProcess } from 'electron';
import type { FromWorker } from '../ocr/worker-messages.ts';
import { CHILD_ENVIRONMENT, type ReaderChild } from '../ocr/supervisor.ts';

/** What the child may know of our surroundings: where temporary files go, and which engine support asked for. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'DESK_OCR_ENGINE'] as const;

const KILL_AFTER_MS = 2000;

/** Forks the OCR child as an Electron utility process, without our environment and its secrets. */
export function forkOcrProcess(entry: string): ReaderChild {
  const passedOn = Object.fromEntries(PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }));
  const env = { ...passedOn, ...CHILD_ENVIRONMENT };
  const child = utilityProcess.fork(entry, [], { serviceName: 'ocr', stdio: 'ignore', env });
  let gone = false;
  child.once('exit', () => {
    gone = true;
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message: FromWorker) => listener(message)),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => {
      const { pid } = child;
      child.kill();
      // A child stuck in native code may not heed the polite signal.
      setTimeout(() => {
        if (!gone && pid !== undefined) process.kill(pid, 'SIGKILL');
      }, KILL_AFTER_MS).unref();
    },
  };
}
