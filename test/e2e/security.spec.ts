/**
 * Electron's security checklist (docs/tutorial/security.md, 20 items) as it shows from outside. SECURITY.md says for each
 * item which test or line holds it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'node:fs';
import { expect, test } from './app.ts';
import { status } from './desk-page.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const source = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const ourSources = () => globSync('electron/**/*.ts', { cwd: ROOT }).map((file) => ({ file, text: source(file) }));

test('1, 18: the page comes from app://desk, and nothing it asks for elsewhere is answered', async ({ desk }) => {
  const { page, ...app } = await desk.open();
  const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(url).toBe('app://desk/index.html');
  const outcomes = await page.evaluate(() => Promise.all(['https://example.com/', 'http://localhost:1/', 'file:///etc/passwd']
    .map((place) => fetch(place).then(() => 'answered', () => 'failed'))));
  expect(outcomes).toEqual(['failed', 'failed', 'failed']);
  expect(await page.evaluate(() => new Promise((resolve) => {
    const picture = new Image();
    picture.addEventListener('load', () => resolve('loaded'));
    picture.addEventListener('error', () => resolve('failed'));
    picture.src = 'https://example.com/x.png';
  }))).toBe('failed');
});

test('2, 3, 4, 20: the page has the bridge and nothing of Node or Electron', async ({ desk }) => {
  const { page } = await desk.open();
  const seen = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer', '__double'].filter((name) => name in window),
    bridge: Object.keys(window.desk).toSorted(),
    frozen: Object.isFrozen(window.desk),
    byFunction: (() => {
      try { return typeof window.desk.request.constructor('return typeof process')(); } catch (error) { return (error as Error).name; }
    })(),
  }));
  expect(seen.node).toEqual([]);
  expect(seen.bridge).toEqual(['on', 'request']);
  expect(seen.frozen).toBe(true);
  expect(['EvalError', 'string']).toContain(seen.byFunction);
  const given = await page.evaluate(() => new Promise<string[]>((resolve) => {
    window.desk.on('capture:changed', (...all: unknown[]) => resolve(all.map((value) => Object.keys(value as object).toSorted().join())));
    void window.desk.request('capture:add', { bytes: new Uint8Array([1, 2, 3]), source: 'file' });
  }));
  // The payload and nothing else: no event object, whose sender could send to main.
  expect(given).toEqual(['capturedAt,id,number,source,state,title']);
});

test('2, 3, 4, 6, 8, 9, 10, 11: the window is made with every guard and without any experiment', () => {
  const window = source('electron/host/window.ts');
  for (const guard of ['sandbox: true', 'contextIsolation: true', 'nodeIntegration: false', 'webSecurity: true', 'webviewTag: false']) {
    expect(window).toContain(guard);
  }
  expect(source('electron/main.ts')).toContain('app.enableSandbox();');
  for (const { file, text } of ourSources()) {
    for (const danger of ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames',
      'allowpopups', 'disable-web-security', 'ignore-certificate-errors', "'certificate-error'", 'loadFile(', '@electron/remote']) {
      expect(text.includes(danger), `${file}: ${danger}`).toBe(false);
    }
  }
});

test('5: no permission but the camera', async ({ desk }) => {
  const { page } = await desk.open({ chromiumArgs: ['--use-fake-device-for-media-stream'] });
  const got = await page.evaluate(async () => {
    const media = (wanted: MediaStreamConstraints) => navigator.mediaDevices.getUserMedia(wanted).then((stream) => {
      for (const track of stream.getTracks()) track.stop();
      return 'given';
    }, (error: DOMException) => error.name);
    return {
      camera: await media({ video: true }), microphone: await media({ audio: true }), both: await media({ video: true, audio: true }),
      place: await new Promise((resolve) => { navigator.geolocation.getCurrentPosition(() => resolve('given'), ({ code }) => resolve(code)); }),
      notifications: await Notification.requestPermission(),
    };
  });
  expect(got).toEqual({ camera: 'given', microphone: 'NotAllowedError', both: 'NotAllowedError', place: 1, notifications: 'denied' });
});

test('7: the policy is sent as a header and holds', async ({ desk }) => {
  const { page } = await desk.open();
  const held = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ranInline = true';
    document.body.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { outline: 7px solid red }';
    document.head.append(style);
    const frame = document.createElement('iframe');
    frame.src = '/index.html';
    document.body.append(frame);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    let framed = 'nothing';
    try { framed = frame.contentDocument?.title ?? 'refused'; } catch { framed = 'refused'; }
    const outline = getComputedStyle(document.body).outlineWidth;
    for (const added of [script, style, frame]) added.remove();
    return { policy: (await fetch('/index.html')).headers.get('content-security-policy'), inline: 'ranInline' in window, outline, framed };
  });
  expect(held.policy).toBe("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src blob:; font-src 'self'; "
    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  expect(held.inline).toBe(false);
  expect(held.outline).not.toBe('7px');
  expect(['', 'refused']).toContain(held.framed);
});

test('the page works under its policy: not one breach in normal use', async ({ desk }) => {
  const { page } = await desk.open();
  await page.evaluate(() => {
    const broken: string[] = [];
    Object.assign(window, { broken });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => broken.push(`${violatedDirective} ${blockedURI}`));
  });
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Registrations', exact: true }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([]);
});

test('11, 12, 13, 14: no webview, no way elsewhere, no second window, nothing downloaded', async ({ desk }) => {
  const { page, ...app } = await desk.open();
  const before = page.url();
  // Listens after the desk, so that it sees what the desk has made of it.
  await app.evaluate(({ BrowserWindow, session }) => {
    const tried: string[] = [];
    Object.assign(globalThis, { tried });
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) =>
      void tried.push(`${event.url} ${event.defaultPrevented ? 'refused' : 'allowed'}`));
    session.defaultSession.on('will-download', (event, item) =>
      void tried.push(`${item.getFilename()} ${event.defaultPrevented ? 'refused' : 'allowed'}`));
  });
  const tried = () => app.evaluate(() => (globalThis as unknown as { tried: string[] }).tried);
  expect(await page.evaluate(() => {
    const webview = document.createElement('webview');
    document.body.append(webview);
    const kind = webview.constructor.name;
    webview.remove();
    return kind;
  })).toMatch(/^HTML(Unknown)?Element$/);
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'https://example.com/', textContent: 'away', target: '_blank' });
    document.body.append(link);
    link.click();
    link.removeAttribute('target');
    link.click();
    link.remove();
    location.href = 'https://example.com/';
  });
  await expect.poll(tried).toContain('https://example.com/ refused');
  await page.evaluate(() => {
    const picture = URL.createObjectURL(new Blob(['a guest']));
    Object.assign(document.createElement('a'), { href: picture, download: 'guest.txt' }).click();
  });
  await expect.poll(tried).toContain('guest.txt refused');
  expect((await tried()).filter((one) => !one.endsWith(' refused'))).toEqual([]);
  expect(page.url()).toBe(before);
  await expect.poll(() => app.context().pages().length).toBe(1);
  expect((await status(page)).ok).toBe(true);
});

test('15: nothing is ever handed to the system to be opened', () => {
  for (const { file, text } of ourSources()) expect(/openExternal|openPath|showItemInFolder/.test(text), file).toBe(false);
});

test('16: Electron is pinned to one version, which is the one installed', () => {
  const wanted = (JSON.parse(source('package.json')) as { devDependencies: { electron: string } }).devDependencies.electron;
  const installed = (JSON.parse(source('node_modules/electron/package.json')) as { version: string }).version;
  expect(wanted).toMatch(/^\d+\.\d+\.\d+$/);
  expect(installed).toBe(wanted);
});

test('17: a request that does not come from our page is refused', async ({ desk }) => {
  const { page } = await desk.open();
  expect(await page.evaluate(() => window.desk.request('nope' as never, undefined as never))).toEqual({ ok: false, code: 'request.invalid' });
  expect(await page.evaluate(() => window.desk.request('capture:discard', { captureId: '../../etc' }))).toEqual({ ok: false, code: 'request.invalid' });
  // That the sender is looked at, and how, stands in test/electron/ipc/handle.test.ts and test/electron/host/trust.test.ts.
  expect(source('electron/host/page-requests.ts')).toContain('frame.parent === null && isOurs(frame.url)');
  expect(ourSources().filter(({ text }) => /ipcMain\.(handle|on)\(/.test(text)).map(({ file }) => file)).toEqual(['electron/host/page-requests.ts']);
});

test('17: a thousand malformed messages through the bridge are refused one by one and leave the desk as it was', async ({ desk }) => {
  const { page } = await desk.open();
  const outcome = await page.evaluate(async () => {
    const names = ['capture:add', 'capture:discard', 'registration:confirm', 'registration:list', 'settings:set', 'destination:add', 'erasure:commit',
      'admin:unlock', 'screen:unlock', '__proto__', 'constructor', ''];
    const inputs: unknown[] = [null, 0, -1, '', '../../etc/passwd', [], [[[]]], { id: 1 }, { captureId: {} }, { __proto__: { captureId: 'x' } },
      { bytes: 'no bytes', source: 'drop' }, { pin: ['4815'] }, { limit: 1e9 }, { token: '0'.repeat(100_000) }, new Map([['a', 1]]), new Date(Number.NaN)];
    const codes = new Map<string, number>();
    for (let n = 0; n < 1000; n += 1) {
      const answer = await window.desk.request(names[n % names.length] as never, inputs[(n * 7) % inputs.length] as never);
      const code = answer.ok ? 'answered' : answer.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    return Object.fromEntries(codes);
  });
  expect(outcome).toEqual({ 'request.invalid': 1000 });
  expect(await status(page)).toMatchObject({ ok: true, value: { storage: { kind: 'ready' }, registrationsToday: 0 } });
  await expect(page.locator('.queue-row')).toHaveCount(0);
});

test('19: the fuses of a packaged desk are set', () => {
  const config = source('electron-builder.yml');
  const fuses = Object.fromEntries([...config.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === 'true']));
  expect(fuses).toMatchObject({
    runAsNode: false, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true, loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false,
  });
});
