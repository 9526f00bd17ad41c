import { spawnSync } from 'node:child_process';
import { HOST, launchApp } from '../host/launch.ts';
import { CONTRACT_APP, expect, testAlone as test } from './running.ts';

test.describe('app', () => {
  test('is ready only when the entry module has run to its end', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    const log = await app.evaluate(() => globalThis.contract.log);
    expect(log.indexOf('entry ended')).toBeLessThan(log.indexOf('ready'));
    expect(log.indexOf('ready')).toBeLessThan(log.indexOf('started'));
    expect(await app.evaluate(({ app: its }) => its.isReady())).toBe(true);
  });

  test('refuses windows, sessions and utility processes before it is ready', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    expect(await app.evaluate(() => globalThis.contract.early)).toEqual({
      ready: false,
      window: 'Cannot create BrowserWindow before app is ready',
      session: 'Session can only be received when app is ready',
      utility: expect.stringContaining('before app is ready'),
    });
  });

  test('refuses privileged schemes and the sandbox switch once it is ready', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    const said = await app.evaluate(({ app: its, protocol }) => {
      const attempt = (run: () => void) => {
        try { run(); return 'done'; } catch (error) { return (error as Error).message; }
      };
      return [attempt(() => protocol.registerSchemesAsPrivileged([])), attempt(() => its.enableSandbox())];
    });
    expect(said[0]).toContain('before app is ready');
    expect(said[1]).toContain('before app is ready');
  });

  test('knows its name, version and folder', async ({ app, page, userData }) => {
    await expect(page).toHaveTitle('contract');
    const known = await app.evaluate(({ app: its }) => [its.getName(), its.getVersion(), its.getAppPath(), its.getPath('userData')]);
    expect(known).toEqual(['Contract', '3.2.1', CONTRACT_APP, userData]);
  });

  test('runs once a profile, and the first hears of the second', async ({ app, page, userData }) => {
    await expect(page).toHaveTitle('contract');
    const second = await launchApp({ appRoot: CONTRACT_APP, userData, args: ['--knocking'] });
    await second.ended;
    await expect.poll(() => app.evaluate(() => globalThis.contract.log)).toContain('second:true');
  });

  test('tells its end in order, and a window that refuses to close keeps it alive', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    const kept = await app.evaluate(({ app: its }) => {
      globalThis.contract.window.once('close', (event) => event.preventDefault());
      its.quit();
      return globalThis.contract.log;
    });
    expect(kept).toContain('before-quit');
    expect(kept).not.toContain('will-quit');
  });

  test('in the stand-in ends with a rejection that nobody holds, also where the app listens for such', async ({ userData }) => {
    test.skip(HOST !== 'double', 'Electron warns and goes on');
    const app = await launchApp({ appRoot: CONTRACT_APP, userData });
    await app.firstWindow();
    await app.evaluate(() => {
      process.on('unhandledRejection', () => globalThis.contract.log.push('heard'));
      setTimeout(() => void Promise.reject(new Error('on purpose')));
    });
    expect(await app.ended).toBe(1);
    await expect(app.close()).rejects.toThrow('on purpose');
  });

  test('ends on SIGTERM', async ({ app, page }) => {
    test.skip(process.platform === 'win32', 'Windows has no signals');
    await expect(page).toHaveTitle('contract');
    spawnSync('kill', ['-TERM', String(app.pid())]);
    await app.ended;
  });
});
