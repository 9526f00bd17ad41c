import { EventEmitter } from 'node:events';
import type { IpcMain } from 'electron';
import { refuseTheRest } from './refuse.ts';
import { windowById } from './browser-window.ts';

type Handler = Parameters<IpcMain['handle']>[1];
const handlers = new Map<string, Handler>();
const emitter = new EventEmitter();

const methods = {
  handle: (channel, handler) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel) => { handlers.delete(channel); },
} satisfies Partial<IpcMain>;

export const ipcMain = refuseTheRest('ipcMain', Object.assign(emitter, methods));

type Message = { id: number; frameUrl: string; mainFrame: boolean; channel: string; args: unknown[] };

const eventOf = ({ id, frameUrl, mainFrame }: Message) => {
  const top = { url: windowById(id).webContents.getURL(), parent: null };
  return { sender: windowById(id).webContents, senderFrame: { url: frameUrl, parent: mainFrame ? null : top }, processId: 1, frameId: 1, type: 'frame' };
};

/** Text and order as Electron's: the page gets the error's text, main's console gets the error. */
export async function invoke(message: Message): Promise<unknown> {
  const handler = handlers.get(message.channel);
  if (handler === undefined) throw new Error(`Error: No handler registered for '${message.channel}'`);
  try {
    const value: unknown = await handler(eventOf(message) as unknown as Electron.IpcMainInvokeEvent, ...message.args);
    return cloned(value);
  } catch (error) {
    console.error(`Error occurred in handler for '${message.channel}':`, error);
    throw new Error(String(error), { cause: error });
  }
}

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch (error) {
    throw new Error('An object could not be cloned.', { cause: error });
  }
}

export function receive(message: Message): null {
  emitter.emit(message.channel, eventOf(message), ...message.args);
  return null;
}
