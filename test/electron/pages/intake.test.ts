import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import sharp from 'sharp';
import { createIntake } from '../../../electron/pages/intake.ts';
import { createPageSplitter, type PagesChild } from '../../../electron/pages/page-splitter.ts';
import type { FromPagesWorker } from '../../../electron/pages/worker-messages.ts';
import { openProfile } from '../profile.ts';
import { chainedTiff, madePdf, plainPage } from './made-files.ts';

const WORKER = fileURLToPath(new URL('../../../electron/pages/worker.ts', import.meta.url));

/** The program's own child, forked by plain Node; `started` counts how often. */
function forkedChild() {
  const tally = { started: 0, kill: (): void => undefined };
  const forkChild = (): PagesChild => {
    tally.started += 1;
    const child = fork(WORKER, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.on('error', () => undefined);
    tally.kill = () => child.kill('SIGKILL');
    return {
      post: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => void child.on('message', (message) => listener(message as FromPagesWorker)),
      onExit: (listener) => void child.once('exit', () => listener()),
      kill: () => void child.kill('SIGKILL'),
    };
  };
  return { tally, forkChild };
}

async function openIntake(limits: { stepTimeoutMs?: number; idleMs?: number } = {}) {
  const profile = await openProfile();
  const { tally, forkChild } = forkedChild();
  const splitter = createPageSplitter({ fork: forkChild, ...limits });
  onTestFinished(() => splitter.stop());
  const intake = createIntake({ captures: profile.captures, splitter });
  /** What the reader was given of a capture: the scripted reader shows the picture's own bytes. */
  const picture = async (id: string | undefined): Promise<Buffer> => {
    await expect.poll(async () => (await profile.captures.list()).find((one) => one.id === id)?.state.kind).toBe('read');
    return Buffer.from(await profile.captures.display(id ?? ''));
  };
  return { profile, intake, splitter, tally, picture };
}

const colourOf = async (file: Buffer): Promise<number[]> => {
  const { data } = await sharp(file).removeAlpha().toColourspace('srgb').resize(1, 1).raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray(0, 3)].map((sample) => Math.round(sample / 64) * 64);
};

describe('a file of several pages', () => {
  it('gives the scanned JPEGs of a PDF as they were, in the order of its pages', async () => {
    const { intake, picture } = await openIntake();
    const pages = [await plainPage(600, 400, '#ff0000'), await plainPage(400, 600, '#0000ff')];
    const { captureIds } = await intake.add(madePdf(pages), 'drop');
    expect(captureIds).toHaveLength(2);
    for (const [index, page] of pages.entries()) expect(await picture(captureIds[index])).toEqual(page.jpeg);
  });

  it('draws a page that lies on its side with as many pixels as its picture has', async () => {
    const { intake, picture } = await openIntake();
    const page = await plainPage(900, 600, '#00ff00');
    const { captureIds } = await intake.add(madePdf([{ ...page, rotate: 90 }]), 'drop');
    const drawn = await picture(captureIds[0]);
    expect(await sharp(drawn).metadata()).toMatchObject({ format: 'jpeg', width: 600, height: 900 });
    expect(await colourOf(drawn)).toEqual([0, 256, 0]);
  });

  it('takes every page of a TIFF, whatever its strips are packed with', async () => {
    const { intake, picture } = await openIntake();
    const page = (colour: string, compression: 'none' | 'lzw' | 'jpeg') =>
      sharp({ create: { width: 300, height: 200, channels: 3, background: colour } }).tiff({ compression }).toBuffer();
    const pages = [await page('#ff0000', 'lzw'), await page('#00ff00', 'none'), await page('#0000ff', 'jpeg')];
    const { captureIds } = await intake.add(chainedTiff(pages), 'drop');
    expect(captureIds).toHaveLength(3);
    const colours = [];
    for (const id of captureIds) colours.push(await colourOf(await picture(id)));
    expect(colours).toEqual([[256, 0, 0], [0, 256, 0], [0, 0, 256]]);
  });

  it('makes no second capture of a page when the same file is taken up again', async () => {
    const { intake, profile } = await openIntake();
    const pdf = madePdf([await plainPage(60, 40, '#ff0000'), await plainPage(60, 40, '#0000ff')]);
    const first = await intake.add(pdf, 'folder', 'the same file');
    expect(await intake.add(pdf, 'folder', 'the same file')).toEqual(first);
    expect(await profile.captures.list()).toHaveLength(2);
  });

  it('passes a picture on without starting the child', async () => {
    const { intake, tally } = await openIntake();
    const { jpeg } = await plainPage(60, 40, '#ff0000');
    expect((await intake.add(jpeg, 'drop')).captureIds).toHaveLength(1);
    expect(tally.started).toBe(0);
  });
});

describe('a file that cannot be taken apart', () => {
  it('is refused with the reason, and nothing of it is kept', async () => {
    const { intake, profile } = await openIntake();
    const page = await plainPage(60, 40, '#ff0000');
    await expect(intake.add(madePdf([page], { locked: true }), 'drop')).rejects.toMatchObject({ code: 'file.encrypted' });
    await expect(intake.add(Buffer.from('%PDF-1.7 and then nothing'), 'drop')).rejects.toMatchObject({ code: 'picture.damaged' });
    await expect(intake.add(madePdf(Array.from({ length: 101 }, () => page)), 'drop'))
      .rejects.toMatchObject({ code: 'file.tooManyPages' });
    expect(await profile.captures.list()).toEqual([]);
  });

  it('costs only itself when the child dies over it', async () => {
    const { intake, splitter, tally } = await openIntake();
    const pdf = madePdf([await plainPage(60, 40, '#ff0000'), await plainPage(60, 40, '#0000ff')]);
    await expect(splitter.split(pdf, async () => tally.kill())).rejects.toMatchObject({ code: 'file.stuck' });
    expect((await intake.add(pdf, 'drop')).captureIds).toHaveLength(2);
    expect(tally.started).toBe(2);
  });
});
