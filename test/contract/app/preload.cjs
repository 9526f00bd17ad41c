const { contextBridge, ipcRenderer } = require('electron');

class Made { constructor() { this.field = 1; } method() { return 2; } }
const relays = new Map();

contextBridge.exposeInMainWorld('bridge', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  sendFunction: () => ipcRenderer.invoke('echo', () => 1),
  on: (channel, listener) => {
    const relay = (_event, ...args) => listener(...args);
    relays.set(listener, relay);
    ipcRenderer.on(channel, relay);
    return () => void ipcRenderer.off(channel, relay);
  },
  callBack: (callback) => callback({ answer: 42 }),
  made: () => new Made(),
  fails: () => Promise.reject(Object.assign(new RangeError('too far'), { secret: 'hidden' })),
  throws: () => { throw new RangeError('at once'); },
  nested: { list: [1, { two: 2 }], date: new Date(0) },
  requires: (name) => {
    try { require(name); return 'given'; } catch (error) { return error.message.includes('not found') ? 'refused' : error.message; }
  },
  sandboxed: process.sandboxed === true,
});
