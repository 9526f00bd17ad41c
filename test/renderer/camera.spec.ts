import type { BrowserContext, Page } from '@playwright/test';
import type { FrameSight } from '../../shared/camera.ts';
import { faults } from './harness/axe.ts';
import { expect, test } from './harness/desk-page.ts';
import { ERIKSSON, readingOf } from './harness/specimens.ts';
import { field } from './harness/words.ts';

test('without a camera the window says what to do', async ({ openDesk, context }) => {
  await context.addInitScript(() => {
    // The blank page before the desk is no secure context and has no cameras to speak of.
    if (!isSecureContext) return;
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'));
  });
  const page = await openDesk();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('alert')).toContainText('No camera was found. Plug one in');
  await expect(page.getByRole('button', { name: /Take picture/ })).toBeDisabled();
});

test('a forbidden camera says where it is allowed, and is tried again', async ({ openDesk, context }) => {
  await context.addInitScript(() => {
    if (!isSecureContext) return;
    let asked = 0;
    navigator.mediaDevices.getUserMedia = () => {
      asked += 1;
      return Promise.reject(new DOMException('no', asked < 2 ? 'NotAllowedError' : 'NotReadableError'));
    };
  });
  const page = await openDesk();
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('camera privacy settings');
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByRole('alert')).toContainText('Another program is using the camera');
});

/** A camera that shows a moving canvas; `unplug` and `plug` are told to the page as the system would. */
async function withCamera(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if (!isSecureContext) return;
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 480;
    const draw = (): void => {
      canvas.getContext('2d')?.fillRect(0, 0, 640, 480);
      requestAnimationFrame(draw);
    };
    draw();
    let plugged = true;
    const camera = { stream: canvas.captureStream(20), plug(now: boolean) {
      plugged = now;
      const [track] = camera.stream.getVideoTracks();
      if (!now) {
        track?.stop();
        track?.dispatchEvent(new Event('ended'));
      }
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    } };
    Object.assign(window, { cameraOfTest: camera });
    const device = { deviceId: 'one', kind: 'videoinput', label: 'Desk camera', groupId: '', toJSON: () => ({}) };
    navigator.mediaDevices.enumerateDevices = () => Promise.resolve(plugged ? [device as MediaDeviceInfo] : []);
    navigator.mediaDevices.getUserMedia = () => {
      if (!plugged) return Promise.reject(new DOMException('none', 'NotFoundError'));
      camera.stream = canvas.captureStream(20);
      return Promise.resolve(camera.stream);
    };
  });
}
type CameraOfTest = { readonly stream: MediaStream; plug(now: boolean): void };
const plug = (page: Page, now: boolean): Promise<void> =>
  page.evaluate((plugged) => (window as unknown as { cameraOfTest: CameraOfTest }).cameraOfTest.plug(plugged), now);

const OUTLINE = [[0.2, 0.7], [0.8, 0.7], [0.8, 0.85], [0.2, 0.85]] as const;
const NOTHING: FrameSight = { state: 'searching', outline: null, format: null, quality: [], frames: 0, clarity: 0, seen: null, name: null };
const READING: FrameSight = { ...NOTHING, state: 'reading', outline: OUTLINE, format: 'TD3', frames: 2, clarity: 0.6 };
const sureOf = (mark: string, name: string): FrameSight =>
  ({ ...READING, state: 'sure', clarity: 0.95, seen: mark.repeat(24), name });
const times = (count: number, sight: FrameSight): FrameSight[] => Array.from({ length: count }, () => sight);
/** Long enough for a sight to stay while it is looked at; the desk asks again and again. */
const STAYS = 400;

test('Space takes the frame on the screen, and the camera is let go', async ({ openDesk, context }) => {
  await withCamera(context);
  const page = await openDesk({ settings: { cameraGoesOn: false } });
  await page.keyboard.press('Control+k');
  await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(640);
  await page.keyboard.press('Space');
  await expect(page.locator('.queue-row')).toHaveAttribute('title', 'camera');
  expect(await firstBytes(page, 'capture:add')).toEqual([0xff, 0xd8, 0xff]);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => (window as unknown as { cameraOfTest: CameraOfTest }).cameraOfTest.stream.active)).toBe(false);
});

const firstBytes = (page: Page, request: 'capture:add' | 'camera:keep' | 'camera:look'): Promise<number[]> =>
  page.evaluate((wanted) => {
    const call = window.memoryDesk.calls.find(({ name }) => name === wanted);
    return call === undefined ? [] : [...(call.input as { bytes: Uint8Array }).bytes.slice(0, 3)];
  }, request);

test('a document held to the camera is outlined and joins the queue once by itself; the next one, too', async ({ openDesk, context }) => {
  await withCamera(context);
  const sights = [
    ...times(3, NOTHING), ...times(3, READING), ...times(4, sureOf('a', 'ERIKSSON ANNA')), ...times(2, NOTHING),
    ...times(2, READING), ...times(3, sureOf('b', 'STEVENSON PETER')), ...times(STAYS, sureOf('a', 'ERIKSSON ANNA')),
  ];
  const page = await openDesk({ sights, nextReading: readingOf(ERIKSSON) });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('status').filter({ hasText: 'Already in the queue: ERIKSSON ANNA' })).toBeVisible();
  await expect(page.locator('.camera-outline')).toHaveAttribute('data-state', 'sure');
  await expect(page.locator('.queue-row')).toHaveCount(2);
  const kept = await page.evaluate(() => window.memoryDesk.calls.flatMap(({ name, input }) =>
    (name === 'camera:keep' ? [(input as { seen: string }).seen] : [])));
  expect(kept).toEqual(['a'.repeat(24), 'b'.repeat(24)]);
  expect(await firstBytes(page, 'camera:look')).toEqual([0xff, 0xd8, 0xff]);
  expect(await firstBytes(page, 'camera:keep')).toEqual([0xff, 0xd8, 0xff]);
  await page.keyboard.press('Escape');
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
});

test('where it is to take one only, the window closes and the document is on the desk', async ({ openDesk, context }) => {
  await withCamera(context);
  const page = await openDesk({
    sights: [READING, ...times(STAYS, sureOf('a', 'ERIKSSON ANNA'))], nextReading: readingOf(ERIKSSON), settings: { cameraGoesOn: false },
  });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
  await expect(page.locator('.queue-row')).toHaveCount(1);
});

test('what keeps a document from being read is said', async ({ openDesk, context }) => {
  await withCamera(context);
  const page = await openDesk({ sights: times(STAYS, { ...READING, quality: ['glare'] }) });
  await page.keyboard.press('Control+k');
  await expect(page.getByText('There is glare on the lines')).toBeVisible();
});

test('a camera that is pulled out and plugged in again goes on', async ({ openDesk, context }) => {
  await withCamera(context);
  const page = await openDesk();
  await page.keyboard.press('Control+k');
  await expect(page.getByText('Show the camera the page')).toBeVisible();
  await plug(page, false);
  await expect(page.getByRole('alert')).toContainText('No camera was found');
  await plug(page, true);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByText('Show the camera the page')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`the live camera meets WCAG 2.2 AA in ${theme}, whatever it says`, async ({ openDesk, context }) => {
    await withCamera(context);
    const page = await openDesk({ sights: [...times(5, { ...READING, quality: ['glare'] }), ...times(STAYS, sureOf('a', 'ERIKSSON ANNA'))], settings: { theme } });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.keyboard.press('Control+k');
    await expect(page.getByText('Read and in the queue: ERIKSSON ANNA')).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });
}
