import { EventEmitter } from 'node:events';
import type { WebContents, WindowOpenHandlerResponse } from 'electron';
import { app, preventable } from './app.ts';
import { refuseOtherEvents, refuseTheRest } from './refuse.ts';
import { session } from './session.ts';
import { toWindow } from './to-window.ts';

const EVENTS = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview', 'did-finish-load', 'destroyed'];

/** What a page's contents can do in the double; `opens` and `navigates` are asked for by the window half. */
export type DoubleContents = EventEmitter & {
  readonly id: number;
  getURL(): string;
  isDestroyed(): boolean;
  opens(url: string): 'deny' | 'allow';
  navigates(url: string, mainFrame: boolean, redirect: boolean): boolean;
  /** As Electron's, the address is the page's from the start of its loading. */
  leaveFor(url: string): void;
  arrived(): void;
  destroyNow(): void;
};

export function createContents(id: number): DoubleContents {
  const emitter = new EventEmitter();
  refuseOtherEvents('webContents', emitter, EVENTS);
  let url = '';
  let destroyed = false;
  let openHandler: (details: { url: string }) => WindowOpenHandlerResponse = () => ({ action: 'allow' });

  const methods = {
    id,
    get session(): Electron.Session { return session.defaultSession as unknown as Electron.Session; },
    getURL: () => url,
    isDestroyed: () => destroyed,
    send: (channel: string, ...args: unknown[]) => {
      if (destroyed) throw new TypeError('Object has been destroyed');
      // Cloned here and now, as Electron does: what is changed afterwards does not reach the page.
      toWindow().ask('window.send', { id, channel, args: structuredClone(args) }).catch((error: unknown) => {
        // The page may be closed before it hears of this.
        if (!destroyed) throw error;
      });
    },
    setWindowOpenHandler: (handler) => { openHandler = handler as typeof openHandler; },
  } satisfies Partial<WebContents>;

  const contents = Object.assign(emitter, {
    opens: (target: string) => openHandler({ url: target }).action,
    navigates: (target: string, mainFrame: boolean, redirect: boolean) => {
      const details = { ...preventable(), url: target, isMainFrame: mainFrame, isSameDocument: false };
      details.preventDefault = () => { details.defaultPrevented = true; };
      if (redirect) emitter.emit('will-redirect', details, target, false, mainFrame);
      else {
        emitter.emit('will-frame-navigate', details);
        if (mainFrame && !details.defaultPrevented) emitter.emit('will-navigate', details, target);
      }
      return details.defaultPrevented;
    },
    leaveFor: (target: string) => { url = target; },
    arrived: () => void emitter.emit('did-finish-load', {}),
    destroyNow: () => { destroyed = true; emitter.emit('destroyed', {}); },
  });
  Object.defineProperties(contents, Object.getOwnPropertyDescriptors(methods));
  const refusing = refuseTheRest('webContents', contents as unknown as DoubleContents);
  app.emit('web-contents-created', {}, refusing);
  return refusing;
}
