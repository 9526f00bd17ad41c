import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './running.ts';

test.describe('network', () => {
  test('fetches with the headers it was given and hands on what was answered', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    const server = createServer((request, response) => {
      response.writeHead(418, { 'x-heard': request.headers['x-correlation-id'] }).end(request.headers['user-agent']);
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    try {
      const { port } = server.address() as AddressInfo;
      const answered = await app.evaluate(async ({ net }, url) => {
        const headers = { 'User-Agent': 'Contract/1', 'X-Correlation-ID': 'abc' };
        const response = await net.fetch(url, { method: 'POST', body: '{}', headers });
        return [response.status, response.headers.get('x-heard'), await response.text()];
      }, `http://127.0.0.1:${port}/`);
      expect(answered).toEqual([418, 'abc', 'Contract/1']);
    } finally {
      server.close();
    }
  });

  test('rejects where nobody answers', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    const said = await app.evaluate(({ net }) =>
      net.fetch('http://127.0.0.1:1/').then(() => 'answered', (error: unknown) => error instanceof Error));
    expect(said).toBe(true);
  });

  test('knows whether the machine is online and can tell when it wakes up', async ({ app }) => {
    const online = await app.evaluate(({ net, powerMonitor }) => {
      const listener = (): void => {};
      powerMonitor.on('resume', listener);
      powerMonitor.off('resume', listener);
      return typeof net.isOnline();
    });
    expect(online).toBe('boolean');
  });

  test('sends a request in parts from a session of its own and hands on status, headers and bytes', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    const server = createServer((request, response) => {
      response.writeHead(418, { 'x-heard': request.headers['x-correlation-id'] }).end(request.url);
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    try {
      const { port } = server.address() as AddressInfo;
      const answered = await app.evaluate(({ net, session }, at) => new Promise((resolve, reject) => {
        const request = net.request({
          protocol: 'http:', hostname: '127.0.0.1', port: at, path: '/a?b', method: 'GET', headers: { 'X-Correlation-ID': 'abc' },
          redirect: 'manual', session: session.fromPartition('contract', { cache: false }),
        });
        request.on('error', reject);
        request.on('response', (response) => {
          let text = '';
          response.on('data', (part) => { text += String(part); });
          response.on('end', () => resolve([response.statusCode, response.headers['x-heard'], text]));
        });
        request.end();
      }), port);
      expect(answered).toEqual([418, 'abc', '/a?b']);
    } finally {
      server.close();
    }
  });

  test('tells of a request that nobody answers, and of how long nobody has touched the machine', async ({ app, page }) => {
    await expect(page).toHaveTitle('contract');
    const said = await app.evaluate(({ net, powerMonitor }) => new Promise((resolve) => {
      const request = net.request({ protocol: 'http:', hostname: '127.0.0.1', port: 1, path: '/', redirect: 'manual' });
      request.on('error', (error) => resolve([error instanceof Error, typeof powerMonitor.getSystemIdleTime()]));
      request.end();
    }));
    expect(said).toEqual([true, 'number']);
  });
});
