/**
 * The bridge, whole. Runs sandboxed before the page's scripts; the page gets `window.desk` and nothing else: no
 * ipcRenderer, no event objects, no channel names of its choosing.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '../shared/channels.ts';
import type { DeskBridge } from '../shared/contract.ts';

const bridge: DeskBridge = {
  request: (name, input) => ipcRenderer.invoke(REQUEST_CHANNEL, name, input),
  on(name, listener) {
    const relay = (_event: unknown, happened: string, payload: Parameters<typeof listener>[0]) => {
      if (happened === name) listener(payload);
    };
    ipcRenderer.on(EVENT_CHANNEL, relay);
    return () => void ipcRenderer.off(EVENT_CHANNEL, relay);
  },
};

contextBridge.exposeInMainWorld('desk', bridge);
