import { execFileSync } from 'node:child_process';
import { expect, test } from './app.ts';
import { field, openFiles, row, strip, untilRead } from './desk-page.ts';
import { GUEST, PASSPORT } from './specimen-files.ts';

/** The OCR child among what the desk has started: Electron calls it a Node service, the double forks its file. */
function readerPid(desk: number): number | undefined {
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n').flatMap((line) => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args: args ?? '' }];
  });
  const under = (parent: number): typeof processes => processes.filter((each) => each.parent === parent).flatMap((each) => [each, ...under(each.pid)]);
  return under(desk).find(({ args }) => /ocr-worker|node\.mojom\.NodeService/.test(args))?.pid;
}

test.describe('a killed reader', () => {
  test.skip(process.platform === 'win32', 'needs signals that stop and kill');

  test('is started again by itself', async ({ desk }) => {
    const { page, pid, ...app } = await desk.open();
    await expect(strip(page, 'Reader')).toContainText('ready', { timeout: 60_000 });
    const first = readerPid(pid());
    if (first === undefined) throw new Error('there is no reader process');
    process.kill(first, 'SIGKILL');
    await expect.poll(() => readerPid(pid()), { timeout: 30_000 }).not.toBe(first);
    await expect(strip(page, 'Reader')).toContainText('ready', { timeout: 60_000 });
    await openFiles({ page, pid, ...app }, [PASSPORT]);
    await expect(row(page, GUEST.title)).toHaveCount(1, { timeout: 90_000 });
  });

  test('takes up again the picture it died over', async ({ desk }) => {
    const running = await desk.open();
    const { page } = running;
    await expect(strip(page, 'Reader')).toContainText('ready', { timeout: 60_000 });
    const first = readerPid(running.pid());
    if (first === undefined) throw new Error('there is no reader process');
    // Held still, so that it is surely in the middle of the picture when it dies.
    process.kill(first, 'SIGSTOP');
    await openFiles(running, [PASSPORT]);
    await expect(page.locator('.queue-row[data-state="reading"]')).toHaveCount(1);
    process.kill(first, 'SIGKILL');
    await untilRead(page, 1);
    await row(page, GUEST.title).click();
    await expect(field(page, 'Surname')).toHaveValue(GUEST.surname);
  });
});
