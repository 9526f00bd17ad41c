import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, createAppFiles } from '../../../electron/host/app-files.ts';
import { DeskError } from '../../../shared/errors.ts';

const home = mkdtempSync(path.join(tmpdir(), 'app-files-'));
const folder = path.join(home, 'renderer');
mkdirSync(path.join(folder, 'assets'), { recursive: true });
writeFileSync(path.join(folder, 'index.html'), '<!doctype html>');
writeFileSync(path.join(folder, 'assets/a b.js'), 'export {};');
writeFileSync(path.join(folder, 'assets/notes.txt'), 'of no known type');
writeFileSync(path.join(home, 'secret.json'), 'SECRET');
mkdirSync(path.join(home, 'renderer-beside'));
writeFileSync(path.join(home, 'renderer-beside/secret.json'), 'SECRET');
afterAll(() => rmSync(home, { recursive: true, force: true }));

const known = '0b5b2f5e-6c0a-4f0e-9d53-0a1b2c3d4e5f';
const answer = createAppFiles({
  folder,
  picture: (captureId) => captureId === known ? Promise.resolve(new Uint8Array([255, 216])) : Promise.reject(new DeskError('capture.missing')),
});
const get = (url: string, method = 'GET') => answer(new Request(url, { method }));

describe('what app://desk answers', () => {
  it('gives the page with its policy, and nothing may sniff another type into it', async () => {
    const response = await get('app://desk/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('gives files whose names need decoding, and leaves a query aside', async () => {
    expect((await get('app://desk/assets/a%20b.js?v=1')).headers.get('content-type')).toContain('text/javascript');
  });

  it('gives nothing of a type it does not know, no folder and nothing that is not there', async () => {
    for (const place of ['assets/notes.txt', 'assets', 'assets/', 'none.js', 'index.html/x.js']) expect((await get(`app://desk/${place}`)).status).toBe(404);
  });

  it('gives nothing to another host and takes nothing but GET', async () => {
    expect((await get('app://other/index.html')).status).toBe(404);
    expect((await get('app://desk/index.html', 'POST')).status).toBe(405);
    expect((await get('app://desk/index.html', 'HEAD')).status).toBe(405);
  });

  it('gives a picture by its id, for no cache to keep, and refuses an id it does not know', async () => {
    const response = await get(`app://desk/capture/${known}.jpg`);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([255, 216]));
    expect((await get(`app://desk/capture/${known.replace('0', '1')}.jpg`)).status).toBe(404);
    expect((await get('app://desk/capture/../secret.json')).status).toBe(404);
  });

  it('never leaves its folder, however the way out is written', async () => {
    const ways = ['../secret.json', '..%2fsecret.json', '%2e%2e/secret.json', '..%5csecret.json', 'assets/..%2f..%2fsecret.json',
      '..%2frenderer-beside%2fsecret.json', '%2fetc%2fpasswd', '..%00secret.json', '%', '%c0%ae%c0%ae/secret.json', 'C:%5csecret.json'];
    for (const way of ways) {
      const response = await get(`app://desk/${way}`);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('SECRET');
    }
  });

  it('answers any path whatever without failing and without the secret', async () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '%2e%2e', '%2E.', '%252e%252e', '%2f', '%252f', '%5c', '%c0%af', '%u002e', '..;', '%00', '%0a', '\\..\\', 'C:', '//',
      'secret.json', 'renderer-beside', 'assets', 'capture', 'index.html', '?', '#', '@', ''), fc.string({ maxLength: 8 }));
    await fc.assert(fc.asyncProperty(fc.array(part, { maxLength: 9 }), async (parts) => {
      const url = `app://desk/${parts.join(parts.length % 2 === 0 ? '/' : '')}`;
      fc.pre(URL.canParse(url));
      expect(await (await get(url)).text()).not.toContain('SECRET');
    }), { numRuns: 10_000 });
  });
});
