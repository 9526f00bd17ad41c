import type { EventEmitter } from 'node:events';

/** Asked by JavaScript itself of any object: a promise? printable? */
const ASKED_BY_THE_LANGUAGE = new Set(['then', 'toJSON', 'inspect', 'asymmetricMatch', 'constructor', 'nodeType', 'domain']);

export const notCovered = (what: string): never => {
  throw new Error(`not in the double: ${what}`);
};

/** The same object, but asking it for anything it has not throws instead of giving undefined. */
export function refuseTheRest<T extends object>(name: string, covered: T): T {
  return new Proxy(covered, {
    get(target, property, receiver) {
      if (typeof property === 'string' && !(property in target) && !ASKED_BY_THE_LANGUAGE.has(property)) notCovered(`${name}.${property}`);
      return Reflect.get(target, property, receiver);
    },
  });
}

/** Listening for an event that the double never sends would wait for ever, so it throws. */
export function refuseOtherEvents(name: string, emitter: EventEmitter, events: readonly string[]): void {
  emitter.on('newListener', (event: string) => {
    if (event !== 'newListener' && !events.includes(event)) notCovered(`${name} event '${event}'`);
  });
}

/** Every option must be one that the double heeds or that has no meaning in it. */
export function refuseOtherKeys(name: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given)) if (!known.includes(key)) notCovered(`${name} option '${key}'`);
}
