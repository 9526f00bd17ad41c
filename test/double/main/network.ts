/** The way out and the machine's sleep. Node's own fetch stands in for Chromium's: it knows no system proxy. */
import { EventEmitter } from 'node:events';
import type { Net, PowerMonitor } from 'electron';
import { mustBeReady } from './app.ts';
import { request } from './client-request.ts';
import { refuseOtherEvents, refuseTheRest } from './refuse.ts';

export const net = refuseTheRest('net', {
  fetch: (input, init) => {
    mustBeReady('Cannot call net.fetch before app is ready');
    return fetch(input, init);
  },
  isOnline: () => true,
  request,
} satisfies Partial<Net>);

const emitter = new EventEmitter();
refuseOtherEvents('powerMonitor', emitter, ['resume', 'suspend', 'lock-screen']);

/** The machine under the double never sleeps, so nothing is ever emitted, and somebody is always at it, until a spec says so. */
export const powerMonitor = refuseTheRest('powerMonitor', {
  getSystemIdleTime: () => 0,
  on: (event: string, listener: () => void) => { emitter.on(event, listener); return powerMonitor as unknown as PowerMonitor; },
  off: (event: string, listener: () => void) => { emitter.off(event, listener); return powerMonitor as unknown as PowerMonitor; },
} satisfies Partial<Record<keyof PowerMonitor, unknown>>);
