import { expect, test } from './running.ts';

const failure = (error: unknown) => (error as Error).message;

test.describe('ipc', () => {
  test('carries what structured clone carries', async ({ page }) => {
    const back = await page.evaluate(async () => {
      const sent = {
        date: new Date(86_400_000), map: new Map([['a', new Set([1])]]), bytes: new Uint8Array([0, 127, 255]),
        nothing: undefined, big: 12n, nan: Number.NaN, nested: [{ deep: null }],
      };
      const got = (await window.bridge.invoke('echo', sent)) as typeof sent;
      return {
        date: got.date instanceof Date && got.date.getTime(), map: got.map instanceof Map && got.map.get('a')?.has(1),
        bytes: [...got.bytes], view: Object.prototype.toString.call(got.bytes), nothing: 'nothing' in got && got.nothing === undefined,
        big: got.big === 12n, nan: Number.isNaN(got.nan), nested: JSON.stringify(got.nested),
      };
    });
    expect(back).toEqual({
      date: 86_400_000, map: true, bytes: [0, 127, 255], view: '[object Uint8Array]', nothing: true, big: true, nan: true, nested: '[{"deep":null}]',
    });
  });

  test('gives main bytes as bytes', async ({ page }) => {
    expect(await page.evaluate(() => window.bridge.invoke('kind', new Uint8Array(3)))).toBe('[object Uint8Array]');
    expect(await page.evaluate(() => window.bridge.invoke('kind', new Date()))).toBe('[object Date]');
  });

  test('carries a megabyte whole', async ({ page }) => {
    const same = await page.evaluate(async () => {
      const bytes = Uint8Array.from({ length: 1_048_576 }, (_nothing, at) => (at * 31) % 251);
      const back = (await window.bridge.invoke('echo', bytes)) as Uint8Array;
      return back.length === bytes.length && back.every((byte, at) => byte === bytes[at]);
    });
    expect(same).toBe(true);
  });

  test('refuses to send a function', async ({ page }) => {
    expect(await page.evaluate(() => window.bridge.sendFunction().catch((error: Error) => error.message))).toContain('An object could not be cloned.');
  });

  test('refuses to answer with a function', async ({ page }) => {
    expect(await page.evaluate(() => window.bridge.invoke('function').catch((error: Error) => error.message))).toContain('could not be cloned');
  });

  test('gives of a failed handler its text only, with the channel before it', async ({ page }) => {
    expect(await page.evaluate(() => window.bridge.invoke('fails').catch((error: Error) => error.message)))
      .toBe("Error invoking remote method 'fails': TypeError: main says no");
  });

  test('names a channel nobody handles', async ({ page }) => {
    expect(await page.evaluate(() => window.bridge.invoke('nobody').catch((error: Error) => error.message)))
      .toBe("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'");
  });

  test('refuses a second handler for a channel', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    expect(failure(await app.evaluate(({ ipcMain }) => ipcMain.handle('echo', () => 1)).catch((error: unknown) => error)))
      .toContain("Attempted to register a second handler for 'echo'");
  });

  test('hands over sends in the order they were sent', async ({ app, page }) => {
    await page.evaluate(() => { for (let at = 0; at < 20; at += 1) window.bridge.send('note', at); });
    await expect.poll(() => app.evaluate(() => globalThis.contract.log.filter((line) => line.startsWith('note:'))))
      .toEqual(Array.from({ length: 20 }, (_nothing, at) => `note:${at}`));
  });

  test('sends to the page a copy of how things were, in order', async ({ app, page }) => {
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      window.bridge.on('told', (value) => heard.push(value));
    });
    await app.evaluate(() => {
      const changing = { count: 0 };
      for (; changing.count < 5; changing.count += 1) globalThis.contract.window.webContents.send('told', changing);
    });
    await expect.poll(() => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard))
      .toEqual([0, 1, 2, 3, 4].map((count) => ({ count })));
  });

  test('tells main which frame of which page asks', async ({ page }) => {
    expect(await page.evaluate(() => window.bridge.invoke('sender'))).toEqual({ url: 'app://contract/index.html', top: true });
  });

  test('stops telling a listener that was taken away', async ({ app, page }) => {
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const stop = window.bridge.on('told', () => heard.push('stopped one'));
      stop();
      window.bridge.on('told', () => heard.push('other'));
    });
    await app.evaluate(() => globalThis.contract.window.webContents.send('told'));
    await expect.poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(['other']);
  });
});
