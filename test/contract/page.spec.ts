import { expect, test } from './running.ts';

test.describe('bridge', () => {
  test('is frozen and cannot be replaced', async ({ page }) => {
    const held = await page.evaluate(() => {
      const before = window.bridge;
      try { (window as unknown as { bridge: unknown }).bridge = {}; } catch { /* strict mode says so aloud */ }
      try { (window.bridge as unknown as { invoke: unknown }).invoke = () => 1; } catch { /* the same */ }
      return window.bridge === before && Object.isFrozen(window.bridge) && Object.isFrozen(window.bridge.nested);
    });
    expect(held).toBe(true);
  });

  test('takes callbacks, and copies what it gives them', async ({ page }) => {
    expect(await page.evaluate(() => window.bridge.callBack(({ answer }) => answer + 1))).toBe(43);
  });

  test('lets fields of an object across but not its class', async ({ page }) => {
    expect(await page.evaluate(() => {
      const made = window.bridge.made();
      return { fields: Object.keys(made), method: typeof (made as { method?: unknown }).method };
    })).toEqual({ fields: ['field'], method: 'undefined' });
  });

  test('leaves of an error its message', async ({ page }) => {
    expect(await page.evaluate(() => window.bridge.fails().catch((error: Error) => ({
      message: error.message, range: error instanceof RangeError, secret: 'secret' in error,
    })))).toEqual({ message: 'too far', range: false, secret: false });
    expect(await page.evaluate(() => {
      try { return window.bridge.throws(); } catch (error) { return (error as Error).message; }
    })).toBe('at once');
  });

  test('gives the preload a sandbox and no Node', async ({ page }) => {
    expect(await page.evaluate(() => [window.bridge.sandboxed, window.bridge.requires('node:fs'), window.bridge.requires('child_process')]))
      .toEqual([true, 'refused', 'refused']);
    expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', '__double'].filter((name) => name in window))).toEqual([]);
  });
});

test.describe('page', () => {
  test('is a secure context with the policy that the app sent', async ({ page }) => {
    expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
    const inline = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.body.append(script);
      return 'inlineRan' in window;
    });
    expect(inline).toBe(false);
  });

  test('gets status, headers and body from the handler', async ({ page }) => {
    const got = await page.evaluate(async () => {
      const response = await fetch('/echo', { method: 'POST', body: 'said' });
      return [response.status, response.headers.get('x-own'), await response.text(), (await fetch('/missing')).status];
    });
    expect(got).toEqual([200, 'yes', 'POST said', 404]);
  });

  test('sees a request fail whose handler fails', async ({ page }) => {
    expect(await page.evaluate(() => fetch('/fails').then(() => 'answered', () => 'failed'))).toBe('failed');
  });

  test('reaches nothing else', async ({ page }) => {
    expect(await page.evaluate(() => fetch('https://example.invalid/').then(() => 'answered', () => 'failed'))).toBe('failed');
  });

  test('stays where it is when the app prevents a navigation', async ({ app, page }) => {
    await page.click('#away');
    await expect.poll(() => app.evaluate(() => globalThis.contract.navigations)).toContain('https://example.invalid/');
    await page.evaluate(() => { location.href = '/other.html'; });
    await expect.poll(() => app.evaluate(() => globalThis.contract.navigations)).toContain('app://contract/other.html');
    await expect(page).toHaveTitle('contract');
    expect(await page.evaluate(() => window.scriptRan)).toBe(true);
    expect(new URL(page.url()).pathname).toBe('/index.html');
  });

  test('opens no window that the app denies', async ({ app, page }) => {
    expect(await page.evaluate(() => window.open('/other.html'))).toBeNull();
    await expect.poll(() => app.evaluate(() => globalThis.contract.opened)).toContain('app://contract/other.html');
    await page.click('#popup');
    await expect.poll(() => app.evaluate(() => globalThis.contract.opened.length)).toBe(2);
    await expect.poll(() => app.context().pages().length).toBe(1);
  });

  test('downloads nothing that the app prevents', async ({ app, page }) => {
    await page.click('#download');
    await expect.poll(() => app.evaluate(() => globalThis.contract.downloads)).toEqual([{ url: 'app://contract/page.js', filename: 'kept.js' }]);
    await page.evaluate(() => {
      const made = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['text'])), download: 'made.txt' });
      made.click();
    });
    await expect.poll(() => app.evaluate(() => globalThis.contract.downloads.map(({ filename }) => filename))).toEqual(['kept.js', 'made.txt']);
    await expect(page).toHaveTitle('contract');
  });

  test('gets the camera when the app says yes and the microphone when it says no', async ({ app, page }) => {
    const got = await page.evaluate(async () => {
      const ask = (wanted: MediaStreamConstraints) => navigator.mediaDevices.getUserMedia(wanted).then(
        (stream) => stream.getTracks().map((track) => { track.stop(); return track.kind; }).join(), (error: DOMException) => error.name);
      return [await ask({ video: true }), await ask({ audio: true }), await ask({ video: true, audio: true })];
    });
    expect(got).toEqual(['video', 'NotAllowedError', 'NotAllowedError']);
    expect((await app.evaluate(() => globalThis.contract.asked)).map(({ mediaTypes }) => mediaTypes.toSorted().join('+'))).toEqual(['video', 'audio', 'audio+video']);
  });
});

test.describe('protocol', () => {
  test('refuses a second handler for a scheme', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    const said = await app.evaluate(({ protocol }) => {
      try { protocol.handle('app', () => new Response()); return 'done'; } catch (error) { return (error as Error).message; }
    });
    expect(said).toContain('Failed to register protocol');
  });
});
