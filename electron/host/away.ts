import { powerMonitor } from 'electron';

/** Calls back when the person at this computer locks it or it falls asleep; the returned function ends it. */
export function onAway(listener: () => void): () => void {
  powerMonitor.on('lock-screen', listener);
  powerMonitor.on('suspend', listener);
  return () => {
    powerMonitor.off('lock-screen', listener);
    powerMonitor.off('suspend', listener);
  };
}
