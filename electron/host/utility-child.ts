import { utilityProcess } from 'electron';
import { systemCodeOf } from '../system-code.ts';

/** What a child may know of our surroundings: where temporary files go, and which engine support asked for. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'DESK_OCR_ENGINE'] as const;

const KILL_AFTER_MS = 2000;

/** A forked child as those who use one need it: messages both ways, told once of its end. */
export type UtilityChild<To, From> = {
  post(message: To): void;
  onMessage(listener: (message: From) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
};

/** Forks a built entry as an Electron utility process, without our environment and its secrets. */
export function forkUtility<To, From>(
  { entry, name, environment = {}, flags = [] }:
  { entry: string; name: string; environment?: Readonly<Record<string, string>>; flags?: readonly string[] },
): UtilityChild<To, From> {
  const passedOn = Object.fromEntries(PASSED_ON.flatMap((variable) => {
    const value = process.env[variable];
    return value === undefined ? [] : [[variable, value]];
  }));
  const child = utilityProcess.fork(entry, [], {
    serviceName: name, stdio: 'ignore', env: { ...passedOn, ...environment }, execArgv: [...flags],
  });
  let gone = false;
  child.once('exit', () => {
    gone = true;
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message: From) => listener(message)),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => {
      const { pid } = child;
      child.kill();
      // A child stuck in native code may not heed the polite signal.
      setTimeout(() => {
        if (!gone && pid !== undefined) killNow(pid);
      }, KILL_AFTER_MS).unref();
    },
  };
}

/** It may have ended by itself a moment ago, before we were told. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (systemCodeOf(error) !== 'ESRCH') throw error;
  }
}
