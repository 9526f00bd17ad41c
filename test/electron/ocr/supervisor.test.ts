import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { OcrPort, ReadPicture, ReaderState } from '../../../electron/ocr/ocr-port.ts';
import { superviseReader, type SupervisorOptions } from '../../../electron/ocr/supervisor.ts';
import { plainFork, type PlainChild } from './plain-fork.ts';

const CHILD = path.join(import.meta.dirname, 'scripted-child.ts');

let reader: OcrPort;
let children: PlainChild[];

function supervise(start: string | (() => string) = 'well', options: Partial<SupervisorOptions> = {}): OcrPort {
  children = [];
  reader = superviseReader({
    modelFolder: 'unused', engines: ['native'], firstPauseMs: 5, ...options,
    fork: () => {
      const child = plainFork(CHILD, { START: typeof start === 'string' ? start : start() });
      children.push(child);
      return child;
    },
  });
  return reader;
}

afterEach(() => reader.stop());

let serial = 0;
const read = (order: string, more: Partial<Parameters<OcrPort['read']>[0]> = {}): Promise<ReadPicture> =>
  reader.read({ id: `job ${(serial += 1)}`, bytes: new TextEncoder().encode(order), ...more });
const codeOf = (reading: Promise<ReadPicture>): Promise<string> =>
  reading.then(() => 'read', (error: { code?: string }) => error.code ?? 'no code');
const until = (kind: ReaderState['kind']): Promise<ReaderState> => new Promise((resolve) => {
  if (reader.state().kind === kind) return resolve(reader.state());
  const stop = reader.onState((state) => {
    if (state.kind !== kind) return;
    stop();
    resolve(state);
  });
});

describe('the supervisor of the OCR child', () => {
  it('starts the child once and reads in the order asked, telling progress', async () => {
    supervise();
    expect(reader.state()).toEqual({ kind: 'starting' });
    const order: string[] = [];
    const fractions: number[] = [];
    await Promise.all([
      read('answer slowly', { onProgress: (fraction) => fractions.push(fraction) }).then(() => order.push('first')),
      read('answer').then(() => order.push('second')),
      read('answer').then(() => order.push('third')),
    ]);
    expect(order).toEqual(['first', 'second', 'third']);
    expect(fractions).toEqual([0.5]);
    expect(reader.state()).toEqual({ kind: 'ready', engine: 'native' });
    expect(children).toHaveLength(1);
  });

  it('hands back the code a picture failed with and goes on', async () => {
    supervise();
    expect(await codeOf(read('fail'))).toBe('picture.damaged');
    expect(await codeOf(read('answer'))).toBe('read');
    expect(children).toHaveLength(1);
  });

  it('tries a picture once more when the child is killed over it, and then reads the next', async () => {
    supervise();
    await until('ready');
    const slow = read('answer slowly');
    children[0]?.kill();
    const { reading } = await slow;
    expect(reading.model).toBe(String(children[1]?.pid));
    expect(await codeOf(read('answer'))).toBe('read');
    expect(children).toHaveLength(2);
  });

  it('gives a picture up as crashed after the second death and keeps the ones behind it', async () => {
    supervise();
    const [deadly, innocent] = [codeOf(read('die')), codeOf(read('answer'))];
    expect(await deadly).toBe('ocr.crashed');
    expect(await innocent).toBe('read');
    expect(children).toHaveLength(3);
  });

  it.each(['hang', 'spin'])('ends a child that does nothing but %s, and says the time ran out', async (order) => {
    // Long enough for the picture that follows, on a machine that does much else.
    supervise('well', { jobTimeoutMs: 2000 });
    expect(await codeOf(read(order))).toBe('ocr.timedOut');
    expect(await codeOf(read('answer'))).toBe('read');
    expect(children).toHaveLength(2);
  });

  it('gives the child the next picture while the JPEGs of the last are being made', async () => {
    supervise();
    const order: string[] = [];
    await Promise.all([
      read('paint', { onRead: () => order.push('free') }).then(() => order.push('painted')),
      read('answer').then(() => order.push('next')),
    ]);
    expect(order).toEqual(['free', 'next', 'painted']);
  });

  it('gives up the one that kills the child, and not the one whose JPEGs were being made', async () => {
    supervise();
    const [painting, dying, behind] = [read('paint'), read('die'), read('answer')].map(codeOf);
    expect(await Promise.all([painting, dying, behind])).toEqual(['read', 'ocr.crashed', 'read']);
    expect(children).toHaveLength(3);
  });

  it('takes a cancelled picture out of the queue, or stops waiting for it', async () => {
    supervise();
    const [running, queued] = [new AbortController(), new AbortController()];
    const codes = [
      codeOf(read('answer slowly', { signal: running.signal })),
      codeOf(read('answer', { signal: queued.signal })),
      codeOf(read('answer')),
    ];
    await until('ready');
    running.abort();
    queued.abort();
    expect(await Promise.all(codes)).toEqual(['ocr.cancelled', 'ocr.cancelled', 'read']);
    expect(await codeOf(read('answer', { signal: AbortSignal.abort() }))).toBe('ocr.cancelled');
    expect(children).toHaveLength(1);
  });

  it('does not retry a cancelled picture whose child dies', async () => {
    supervise();
    await until('ready');
    const controller = new AbortController();
    const cancelled = codeOf(read('hang', { signal: controller.signal }));
    controller.abort();
    children[0]?.kill();
    expect(await cancelled).toBe('ocr.cancelled');
    expect(await codeOf(read('answer'))).toBe('read');
  });

  it('is down for good when the models are damaged', async () => {
    supervise('damaged');
    expect(await codeOf(read('answer'))).toBe('ocr.modelDamaged');
    expect(reader.state()).toEqual({ kind: 'down', code: 'ocr.modelDamaged' });
    expect(await codeOf(read('answer'))).toBe('ocr.modelDamaged');
    expect(children).toHaveLength(1);
  });

  it('gives up after four starts that fail, and starts afresh for the next picture', async () => {
    let health = 'dead';
    supervise(() => health);
    expect(await codeOf(read('answer'))).toBe('ocr.unavailable');
    expect(children).toHaveLength(4);
    health = 'well';
    expect(await codeOf(read('answer'))).toBe('read');
  });

  it('does not wait for ever for a child that never says it is ready', async () => {
    supervise('silent', { startTimeoutMs: 200 });
    expect(await codeOf(read('answer'))).toBe('ocr.unavailable');
  });

  it('ends its child and answers everyone when stopped', async () => {
    supervise();
    await until('ready');
    const waiting = [codeOf(read('hang')), codeOf(read('answer'))];
    await reader.stop();
    expect(await Promise.all(waiting)).toEqual(['ocr.cancelled', 'ocr.cancelled']);
    expect(await codeOf(read('answer'))).toBe('ocr.unavailable');
    expect(() => process.kill(children[0]?.pid ?? -1, 0)).toThrow('ESRCH');
  });
});

describe('frames of a camera', () => {
  const look = (session: string) => reader.look({ session, bytes: new Uint8Array(1) });

  it('are answered while a picture is being read', async () => {
    supervise();
    await until('ready');
    const slow = read('answer slowly');
    expect(await look('one')).toMatchObject({ state: 'searching' });
    await expect(look('fail')).rejects.toMatchObject({ code: 'picture.damaged' });
    await slow;
  });

  it('are refused while the reader is not up, and when it dies of them, and it comes up again', async () => {
    supervise();
    await expect(look('early')).rejects.toMatchObject({ code: 'ocr.unavailable' });
    await until('ready');
    await expect(look('die')).rejects.toMatchObject({ code: 'ocr.crashed' });
    await until('ready');
    expect(await look('again')).toMatchObject({ state: 'searching' });
  });
});
