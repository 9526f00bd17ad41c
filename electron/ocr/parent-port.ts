/**
 * The child's line to its parent: Electron's `process.parentPort` in a utility process, or Node's own channel when
 * forked by plain Node, as `npm run scan`'s benches and the tests do.
 */
import { EventEmitter } from 'node:events';

export type ParentPort = {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
};

/** `process.parentPort` as Electron documents it; messages come wrapped in an event. */
type ElectronPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: unknown) => void): unknown;
};

const isElectronPort = (port: unknown): port is ElectronPort =>
  port instanceof EventEmitter && 'postMessage' in port && typeof port.postMessage === 'function';

/** Throws when the process was not started by a parent that talks to it. */
export function parentPort(): ParentPort {
  const port: unknown = Reflect.get(process, 'parentPort');
  if (isElectronPort(port)) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => {
        port.on('message', (event) => listener((event as { data: unknown }).data));
      },
    };
  }
  const send = process.send?.bind(process);
  if (!send) throw new Error('the OCR worker runs only as a child process');
  return {
    post: (message) => {
      send(message);
    },
    onMessage: (listener) => {
      process.on('message', listener);
      // A plain fork outlives its parent unless told otherwise; a utility process does not.
      process.on('disconnect', () => process.exit(0));
    },
  };
}
