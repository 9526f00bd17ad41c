/**
 * Runs in the page before any of its scripts. Passed as source text, so it uses nothing from outside its parameters: gives
 * the real preload bundle the `require('electron')` of a sandboxed preload, and asks main what Chromium would ask.
 */
type Codec = { encode(value: unknown): string; decode(text: string): unknown };
type PreloadScript = (require: (name: string) => unknown, process: object) => void;
type Listener = (event: object, ...args: unknown[]) => void;

export function pageHalf(id: number, codec: Codec, preload: PreloadScript): void {
  const world = globalThis as unknown as Record<string, unknown>;
  const binding = world['__double'] as (text: string) => Promise<string>;
  delete world['__double'];
  // As in Electron, frames inside the page and pages that are not the app's have no preload.
  if (window.top !== window || !location.origin.endsWith('.app.test')) return;

  const ask = async (name: string, body: object): Promise<unknown> => {
    const reply = codec.decode(await binding(codec.encode({ name, body: { id, ...body } }))) as { value: unknown } | { error: string };
    if ('error' in reply) throw new Error(reply.error);
    return reply.value;
  };
  const cloneable = (values: unknown[]): unknown[] => {
    try {
      return structuredClone(values);
    } catch (error) {
      throw new Error('An object could not be cloned.', { cause: error });
    }
  };
  const listeners = new Map<string, Listener[]>();
  Object.defineProperty(world, '__doubleDeliver', {
    value: (channel: string, text: string) => {
      const args = codec.decode(text) as unknown[];
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({ sender: ipcRenderer, ports: [] }, ...args);
    },
  });

  const refusing = <T extends object>(name: string, covered: T): T => new Proxy(covered, {
    get(target, property, receiver) {
      if (typeof property === 'string' && !(property in target) && property !== 'then') throw new Error(`not in the double: ${name}.${property}`);
      return Reflect.get(target, property, receiver);
    },
  });
  const ipcRenderer = refusing('ipcRenderer', {
    invoke: async (channel: string, ...args: unknown[]) => {
      const sent = cloneable(args);
      try {
        return await ask('ipc.invoke', { channel, args: sent });
      } catch (error) {
        throw new Error(`Error invoking remote method '${channel}': ${(error as Error).message}`, { cause: error });
      }
    },
    send: (channel: string, ...args: unknown[]) => void ask('ipc.send', { channel, args: cloneable(args) }),
    on: (channel: string, listener: Listener) => { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]); return ipcRenderer; },
    off: (channel: string, listener: Listener) => {
      const left = [...(listeners.get(channel) ?? [])];
      const at = left.lastIndexOf(listener);
      if (at !== -1) left.splice(at, 1);
      listeners.set(channel, left);
      return ipcRenderer;
    },
  });

  /** The context bridge: plain data is copied and frozen, functions are wrapped, of an error only the message is left. */
  const across = (value: unknown): unknown => {
    if (typeof value === 'function') return wrapped(value as (...args: unknown[]) => unknown);
    if (value instanceof Promise) return value.then(across, (error: unknown) => { throw new Error((error as Error).message); });
    if (Array.isArray(value)) return Object.freeze(value.map(across));
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return value;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, across(entry)])));
    }
    try {
      return structuredClone(value);
    } catch {
      // An object of a class of the preload's own: its fields cross, its prototype does not.
      return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, across(entry)])));
    }
  };
  const wrapped = (inner: (...args: unknown[]) => unknown) => (...args: unknown[]): unknown => {
    try {
      return across(inner(...args.map(across)));
    } catch (error) {
      throw new Error((error as Error).message);
    }
  };
  const contextBridge = refusing('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => {
      if (key in world) throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(world, key, { value: across(api), enumerable: true, writable: false, configurable: false });
    },
  });

  const electron = refusing('electron in a preload', { ipcRenderer, contextBridge });
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  preload(require, Object.freeze({ sandboxed: true, contextIsolated: true, type: 'renderer', versions: Object.freeze({}) }));

  // Chromium would ask the browser process here; the double asks its main half.
  const getUserMedia = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = async function asked(constraints = {}) {
    const mediaTypes = [...(constraints.video ? ['video'] : []), ...(constraints.audio ? ['audio'] : [])];
    const granted = mediaTypes.length > 0 ? await ask('permission.request', { mediaTypes }) : true;
    if (granted !== true) throw new DOMException('Permission denied', 'NotAllowedError');
    return getUserMedia.call(this, constraints);
  };
  window.open = (url?: string | URL) => {
    void ask('window.open', { url: new URL(url ?? 'about:blank', location.href).href });
    return null;
  };
}
