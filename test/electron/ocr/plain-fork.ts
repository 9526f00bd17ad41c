import { fork } from 'node:child_process';
import type { ReaderChild } from '../../../electron/ocr/supervisor.ts';
import type { FromWorker } from '../../../electron/ocr/worker-messages.ts';

export type PlainChild = ReaderChild & { readonly pid: number };

/** Forks a child as plain Node does, so that the supervisor meets a real process with a real death. */
export function plainFork(file: string, env: Record<string, string> = {}): PlainChild {
  const child = fork(file, [], {
    serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  // A message to a child that just died is lost; its exit tells the supervisor.
  child.on('error', () => undefined);
  return {
    pid: child.pid ?? -1,
    post: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromWorker)),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => void child.kill('SIGKILL'),
  };
}
