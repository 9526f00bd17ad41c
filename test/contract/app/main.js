// A small app that leaves to the specs what is tried; runs on real Electron and on the double alike.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, BrowserWindow, ipcMain, protocol, session, utilityProcess } from 'electron';

const log = [];
const here = import.meta.dirname;
const attempt = (run) => { try { run(); return 'done'; } catch (error) { return error.message; } };

const early = {
  ready: app.isReady(),
  window: attempt(() => new BrowserWindow()),
  session: attempt(() => session.defaultSession),
  utility: attempt(() => utilityProcess.fork(path.join(here, 'child.js'))),
};
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
app.enableSandbox();
app.on('ready', () => log.push('ready'));
for (const event of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) app.on(event, () => log.push(event));
const locked = app.requestSingleInstanceLock();
app.on('second-instance', (_event, argv) => log.push(`second:${argv.includes('--knocking')}`));
app.on('web-contents-created', () => log.push('web-contents-created'));
globalThis.contract = { log, early, navigations: [], opened: [], asked: [], served: [], downloads: [] };

async function start() {
  log.push('started');
  const csp = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'";
  protocol.handle('app', async (request) => {
    const { pathname } = new URL(request.url);
    globalThis.contract.served.push({ url: request.url, method: request.method });
    if (pathname === '/fails') throw new Error('the handler fails');
    if (pathname === '/echo') return new Response(`${request.method} ${await request.text()}`, { headers: { 'content-type': 'text/plain', 'x-own': 'yes' } });
    if (pathname === '/missing') return new Response(null, { status: 404 });
    const file = pathname === '/page.js' ? 'page.js' : 'index.html';
    const type = file.endsWith('.js') ? 'text/javascript' : 'text/html';
    return new Response(await readFile(path.join(here, 'page', file)), { headers: { 'content-type': type, 'content-security-policy': csp } });
  });
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    globalThis.contract.asked.push({ permission, mediaTypes: details.mediaTypes, isMainFrame: details.isMainFrame, url: details.requestingUrl });
    answer(permission === 'media' && details.mediaTypes.join() === 'video');
  });
  session.defaultSession.setPermissionCheckHandler((_contents, permission, _origin, details) => permission === 'media' && details.mediaType === 'video');
  session.defaultSession.on('will-download', (event, item) => {
    globalThis.contract.downloads.push({ url: item.getURL(), filename: item.getFilename() });
    event.preventDefault();
  });
  ipcMain.handle('echo', (_event, ...args) => args[0]);
  ipcMain.handle('kind', (_event, value) => Object.prototype.toString.call(value));
  ipcMain.handle('fails', () => { throw new TypeError('main says no'); });
  ipcMain.handle('function', () => () => 1);
  ipcMain.handle('sender', (event) => ({ url: event.senderFrame.url, top: event.senderFrame.parent === null }));
  ipcMain.on('note', (_event, ...args) => log.push(`note:${args.join()}`));

  const window = new BrowserWindow({ show: false, webPreferences: { preload: path.join(here, 'preload.cjs'), sandbox: true, contextIsolation: true } });
  window.webContents.on('will-navigate', (event) => { globalThis.contract.navigations.push(event.url); event.preventDefault(); });
  window.webContents.setWindowOpenHandler(({ url }) => { globalThis.contract.opened.push(url); return { action: 'deny' }; });
  globalThis.contract.window = window;
  globalThis.contract.fork = (args = []) => utilityProcess.fork(path.join(here, 'child.js'), args, { serviceName: 'contract', stdio: 'ignore' });
  await window.loadURL('app://contract/index.html');
  log.push('loaded');
}

if (locked) {
  void app.whenReady().then(start);
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  log.push('entry ended');
} else {
  app.quit();
}
