/** Gives a forked Node child what Electron gives a utility process: `process.parentPort`. */
import { EventEmitter } from 'node:events';

const emitter = new EventEmitter();
const early: unknown[] = [];
const deliver = (data: unknown) => void emitter.emit('message', { data, ports: [] });

// What comes before the first listener waits for it, as on a message port.
process.on('message', (data) => {
  if (emitter.listenerCount('message') === 0) early.push(data);
  else deliver(data);
});
emitter.on('newListener', (event) => {
  if (event === 'message') queueMicrotask(() => { for (const data of early.splice(0)) deliver(data); });
});

const parentPort = Object.assign(emitter, {
  postMessage: (message: unknown) => void process.send?.(structuredClone(message), undefined, undefined, () => undefined),
});
Object.defineProperty(process, 'parentPort', { value: parentPort });
// The listener above must not keep a child alive that has nothing more to do than Electron's would.
process.once('disconnect', () => process.exit());
