/** Entry of the double's main process: runs the app's own entry, and is ready only when that has run to its end. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AskedOfMain, type AskedOfWindow, connect, type Question, type Reply } from '../wire.ts';
import { app, becomeReady, quitOnSignals } from './app.ts';
import { closedByPerson, windowById } from './browser-window.ts';
import electron from './electron.ts';
import { invoke, receive } from './ipc-main.ts';
import { answerPage } from './protocol.ts';
import { notCovered } from './refuse.ts';
import { askPermission, beginsDownload, checkPermission } from './session.ts';
import { useLine } from './to-window.ts';

type EvaluatedFunction = (electronModule: typeof electron, argument: unknown) => unknown;

const line = connect<AskedOfWindow, AskedOfMain>({
  send: (message) => {
    // The window half may be gone between the two; the end of the channel quits the app below.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  },
  onMessage: (listener) => void process.on('message', (message) => listener(message as Question | Reply)),
}, {
  'ipc.invoke': invoke,
  'ipc.send': receive,
  'protocol.request': ({ url, method, headers, body }) => answerPage(url, method, headers, body),
  'permission.check': ({ id, url, mediaType }) => checkPermission(windowById(id).webContents, url, mediaType),
  'permission.request': ({ id, url, mainFrame, mediaTypes }) => askPermission(windowById(id).webContents, url, mainFrame, mediaTypes),
  'navigation': ({ id, url, mainFrame, redirect }) => windowById(id).webContents.navigates(url, mainFrame, redirect),
  'window.open': ({ id, url }) => {
    const action = windowById(id).webContents.opens(url);
    return action === 'deny' ? action : notCovered('a window that the page opens and the app allows');
  },
  'download': ({ id, url, filename }) => beginsDownload(windowById(id).webContents, url, filename),
  'window.closed': ({ id }) => { closedByPerson(id); return null; },
  'app.quit': () => { app.quit(); return null; },
  // Playwright's `electronApplication.evaluate` runs a function's text in main; so does the double, and only specs call it.
  'evaluate': ({ source, argument }) => ((0, eval)(`(${source})`) as EvaluatedFunction)(electron, argument),
});
useLine(line);
quitOnSignals();
// Electron warns of a rejection that nobody holds and goes on, which nobody would see here: the double ends with it, also
// where the app listens for such.
process.on('unhandledRejection', (reason) => void setImmediate(() => { throw reason; }));
// Without its window half there is nobody to show anything to.
process.once('disconnect', () => app.quit());

const root = process.env['DOUBLE_APP_ROOT'] ?? notCovered('a start without DOUBLE_APP_ROOT');
const main = process.env['DOUBLE_MAIN'] ?? notCovered('a start without DOUBLE_MAIN');
await import(pathToFileURL(path.join(root, main)).href);
becomeReady();
