import { type ChildProcess, fork as forkNode } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import type { ForkOptions, UtilityProcess } from 'electron';
import { mustBeReady } from './app.ts';
import { notCovered, refuseOtherEvents, refuseOtherKeys, refuseTheRest } from './refuse.ts';

const PARENT_PORT = new URL('./parent-port.ts', import.meta.url).href;
const running = new Set<ChildProcess>();
// Chromium ends its children with the browser process; a Node child would live on.
process.once('exit', () => { for (const child of running) child.kill('SIGKILL'); });

function fork(modulePath: string, args: string[] = [], options: ForkOptions = {}) {
  mustBeReady('utilityProcess cannot be created before app is ready.');
  refuseOtherKeys('utilityProcess.fork', options, ['serviceName', 'stdio', 'env', 'execArgv', 'cwd']);
  const stdio = options.stdio ?? 'inherit';
  if (typeof stdio !== 'string') notCovered('utilityProcess.fork with a list for stdio');
  const child = forkNode(modulePath, args, {
    serialization: 'advanced', execArgv: ['--import', PARENT_PORT, ...(options.execArgv ?? [])],
    stdio: ['ignore', stdio as 'inherit', stdio as 'inherit', 'ipc'], env: { ...(options.env ?? process.env) },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  running.add(child);

  const emitter = new EventEmitter();
  // `error` is V8's fatal error, which the double cannot tell from any other death: `exit` follows it in both hosts.
  refuseOtherEvents('utilityProcess', emitter, ['spawn', 'message', 'exit', 'error']);
  let pid: number | undefined;
  child.once('spawn', () => { pid = child.pid; emitter.emit('spawn'); });
  child.on('message', (message) => emitter.emit('message', message));
  child.once('exit', (code, signal) => {
    pid = undefined;
    running.delete(child);
    emitter.emit('exit', code ?? (signal === null ? 1 : constants.signals[signal]));
  });

  const methods = {
    postMessage: (message: unknown, transfer?: Electron.MessagePortMain[]) => {
      if (transfer !== undefined && transfer.length > 0) notCovered('message ports to a utility process');
      // A child that is gone hears nothing; Electron does not complain either. Without the callback a child that was
      // killed this very moment would end us by an error event.
      if (child.connected) child.send(structuredClone(message) as object, () => undefined);
    },
    kill: () => child.kill(),
    stdout: child.stdout,
    stderr: child.stderr,
  } satisfies Partial<UtilityProcess>;
  const whole = Object.assign(emitter, methods);
  Object.defineProperty(whole, 'pid', { get: () => pid, enumerable: true });
  return refuseTheRest('utilityProcess', whole);
}

export const utilityProcess = refuseTheRest('utilityProcess', { fork });
