import { net, powerMonitor } from 'electron';

const LOOK_EVERY_MS = 5_000;

/** Chromium's own way out, which knows the system's proxy and certificates. */
export const systemFetch = (url: string, init: RequestInit): Promise<Response> => net.fetch(url, init);

/**
 * Calls back when the machine wakes up or comes back online; the returned function ends it. Electron tells of the
 * first and must be asked for the second.
 */
export function onReachable(listener: () => void): () => void {
  let online = net.isOnline();
  const looking = setInterval(() => {
    const was = online;
    online = net.isOnline();
    if (online && !was) listener();
  }, LOOK_EVERY_MS);
  powerMonitor.on('resume', listener);
  return () => {
    clearInterval(looking);
    powerMonitor.off('resume', listener);
  };
}
