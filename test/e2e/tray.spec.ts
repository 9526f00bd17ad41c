import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type RunningDesk } from './app.ts';

/** What the stand-in showed as notices; null on Electron itself, which keeps none to be looked at. */
const notices = (app: Pick<RunningDesk, 'evaluate'>) =>
  app.evaluate(({ Notification }) => (Object(Notification).shown as { body: string }[] | undefined)?.map(({ body }) => body) ?? null);

test('closing the window keeps deliveries going and says so once, and quitting ends it', async ({ desk }) => {
  const first = await desk.open();
  await first.page.evaluate(() => window.desk.request('destination:add', { name: 'Archive', place: { kind: 'folder', folder: 'own' }, secret: null })
    .then((added) => (added.ok ? window.desk.request('destination:edit', { destinationId: added.value.id, on: true }) : added)));
  for (let round = 0; round < 2; round += 1) {
    await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    const said = await notices(first);
    if (said !== null) expect(said).toEqual([expect.stringContaining('bot and deliveries go on')]);
    await first.evaluate(({ app }) => { app.emit('activate', {}, false); });
    await expect.poll(() => first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  }
  await first.close();
  expect(readFileSync(path.join(desk.profile, 'logs/desk.log'), 'utf8')).toContain('"desk.stopped"');

  const second = await desk.open();
  await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  const said = await notices(second);
  if (said !== null) expect(said).toEqual([]);
});

test('a window that is opened again and closed before it has loaded leaves the desk at work', async ({ desk }) => {
  const app = await desk.open();
  await app.page.evaluate(() => window.desk.request('destination:add', { name: 'Archive', place: { kind: 'folder', folder: 'own' }, secret: null })
    .then((added) => (added.ok ? window.desk.request('destination:edit', { destinationId: added.value.id, on: true }) : added)));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  for (const ms of [0, 20, 60, 120, 200, 300, 450, 600]) {
    await app.evaluate(async ({ app: program, BrowserWindow }, wait) => {
      program.emit('activate', {}, false);
      await new Promise((resolve) => { setTimeout(resolve, wait); });
      BrowserWindow.getAllWindows()[0]?.close();
    }, ms);
  }
  await app.evaluate(({ app: program }) => { program.emit('activate', {}, false); });
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await app.close();
  expect(readFileSync(path.join(desk.profile, 'logs/desk.log'), 'utf8')).toContain('"desk.stopped"');
});

test('the session starts the desk when it is asked to, and no longer when not', async ({ desk }) => {
  test.skip(process.platform !== 'linux', 'elsewhere the system keeps it in a place of its own');
  const config = path.join(desk.profile, '..', 'config');
  const entry = path.join(config, 'autostart/kakdoma-desk.desktop');
  const { page } = await desk.open({ env: { XDG_CONFIG_HOME: config } });
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'This computer' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect.poll(() => existsSync(entry)).toBe(true);
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=".*" ".*--hidden"$/m);
  await page.getByRole('button', { name: 'Do not start' }).click();
  await expect.poll(() => existsSync(entry)).toBe(false);
});

test('a desk that is asked for while it ends shows no window without services, and comes back when it has ended', async ({ desk }) => {
  const { ended, ...app } = await desk.open();
  const note = path.join(desk.profile, 'relaunched');
  await app.evaluate(({ app: program, BrowserWindow }, file) => {
    program.relaunch = () => process.getBuiltinModule('node:fs').writeFileSync(file, String(BrowserWindow.getAllWindows().length));
    // Once this is answered: the desk may end before it could be.
    setTimeout(() => {
      program.quit();
      program.emit('second-instance', {}, [], '', null);
    });
  }, note);
  await ended;
  expect(readFileSync(note, 'utf8')).toBe('0');
});
