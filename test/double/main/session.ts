import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import { mustBeReady, preventable } from './app.ts';
import { protocol } from './protocol.ts';
import { notCovered, refuseOtherEvents, refuseTheRest } from './refuse.ts';
import type { DoubleContents } from './web-contents.ts';

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
let requestHandler: RequestHandler = null;
let checkHandler: CheckHandler = null;

const emitter = new EventEmitter();
refuseOtherEvents('session', emitter, ['will-download']);

const defaultSession = refuseTheRest('session.defaultSession', {
  protocol,
  on: ((event: string, listener: (...given: unknown[]) => void): Session => {
    emitter.on(event, listener);
    return session.defaultSession as unknown as Session;
  }) as Session['on'],
  setPermissionRequestHandler: (handler) => { requestHandler = handler; },
  setPermissionCheckHandler: (handler) => { checkHandler = handler; },
} satisfies Partial<{ [K in keyof Session]: K extends 'protocol' ? object : Session[K] }>);

export const session = refuseTheRest('session', {
  get defaultSession(): object {
    mustBeReady('Session can only be received when app is ready');
    return defaultSession;
  },
  /** Named by those who send requests of their own; Node's requests know no session. */
  fromPartition: (name: string) => {
    mustBeReady('Session can only be received when app is ready');
    return refuseTheRest(`session '${name}'`, {});
  },
});

const asContents = (contents: DoubleContents) => contents as unknown as Electron.WebContents;

/** Electron allows everything where the app set no handler; so does the double. */
export function askPermission(contents: DoubleContents, url: string, mainFrame: boolean, mediaTypes: ('video' | 'audio')[]): Promise<boolean> {
  const handler = requestHandler;
  if (handler === null) return Promise.resolve(true);
  return new Promise((resolve) => handler(asContents(contents), 'media', resolve, { requestingUrl: url, isMainFrame: mainFrame, mediaTypes }));
}

/** The app is told of every download; the double knows only how to refuse one, and ends with one that is not. */
export function beginsDownload(contents: DoubleContents, url: string, filename: string): null {
  const event = preventable();
  emitter.emit('will-download', event, refuseTheRest('DownloadItem', { getURL: () => url, getFilename: () => filename }), asContents(contents));
  if (!event.defaultPrevented) setImmediate(() => notCovered('a download that the app allows'));
  return null;
}

export function checkPermission(contents: DoubleContents, url: string, mediaType: 'video' | 'audio'): boolean {
  const { protocol: scheme, host } = new URL(url);
  const origin = `${scheme}//${host}/`;
  return checkHandler?.(asContents(contents), 'media', origin, { isMainFrame: true, mediaType, requestingUrl: url, securityOrigin: origin }) ?? true;
}
