import { expect, test } from './running.ts';

test.describe('utility process', () => {
  test.beforeEach(async ({ page }) => { await expect(page).toHaveTitle('contract'); });

  test('hears and answers in structured clones', async ({ app }) => {
    const answer = await app.evaluate(async () => {
      const child = globalThis.contract.fork();
      const heard = new Promise((resolve) => { child.once('message', resolve); });
      child.postMessage({ do: 'echo', value: new Uint8Array([1, 2]) });
      const { echoed, kind } = (await heard) as { echoed: Uint8Array; kind: string };
      child.kill();
      return { bytes: [...echoed], kind };
    });
    expect(answer).toEqual({ bytes: [1, 2], kind: '[object Uint8Array]' });
  });

  test('has a pid from spawn to exit, and spawn is told first', async ({ app }) => {
    const told = await app.evaluate(async () => {
      const child = globalThis.contract.fork();
      const before = child.pid;
      const order: string[] = [];
      child.on('spawn', () => order.push(`spawn ${typeof child.pid}`));
      child.on('message', () => order.push('message'));
      child.postMessage({ do: 'echo', value: 1 });
      child.postMessage({ do: 'exit', code: 0 });
      await new Promise((resolve) => { child.once('exit', resolve); });
      return { before: typeof before, order, after: typeof child.pid };
    });
    expect(told).toEqual({ before: 'undefined', order: ['spawn number', 'message'], after: 'undefined' });
  });

  for (const code of [0, 3]) {
    test(`tells exit code ${code}`, async ({ app }) => {
      expect(await app.evaluate(async (_electron, wanted) => {
        const child = globalThis.contract.fork();
        child.postMessage({ do: 'exit', code: wanted });
        return new Promise<number>((resolve) => { child.once('exit', resolve); });
      }, code)).toBe(code);
    });
  }

  test('ends with another code than 0 when it throws', async ({ app }) => {
    expect(await app.evaluate(async () => {
      const child = globalThis.contract.fork();
      child.postMessage({ do: 'throw' });
      return new Promise<number>((resolve) => { child.once('exit', resolve); });
    })).not.toBe(0);
  });

  test('can be killed once', async ({ app }) => {
    expect(await app.evaluate(async () => {
      const child = globalThis.contract.fork();
      const gone = new Promise((resolve) => { child.once('exit', resolve); });
      await new Promise((resolve) => { child.once('spawn', () => resolve(null)); });
      child.postMessage({ do: 'wait' });
      const first = child.kill();
      await gone;
      return [first, child.kill()];
    })).toEqual([true, false]);
  });

  test('is given its arguments', async ({ app }) => {
    expect(await app.evaluate(async () => {
      const child = globalThis.contract.fork(['--one', 'two']);
      const heard = new Promise((resolve) => { child.once('message', resolve); });
      child.postMessage({ do: 'args' });
      const args = await heard;
      child.kill();
      return args;
    })).toEqual(['--one', 'two']);
  });
});
