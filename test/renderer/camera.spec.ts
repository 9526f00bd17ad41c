import { expect, test } from './harness/desk-page.ts';

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

test('Space takes the frame on the screen, and the camera is let go', async ({ openDesk, context }) => {
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
    const stream = canvas.captureStream(10);
    Object.assign(window, { cameraOfTest: stream });
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(stream);
  });
  const page = await openDesk();
  await page.keyboard.press('Control+k');
  await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(640);
  await page.keyboard.press('Space');
  await expect(page.locator('.queue-row')).toHaveAttribute('title', 'camera');
  const bytes = await page.evaluate(() =>
    window.memoryDesk.calls.flatMap(({ name, input }) =>
      name === 'capture:add' ? [...(input as { bytes: Uint8Array }).bytes.slice(0, 3)] : [],
    ),
  );
  expect(bytes).toEqual([0xff, 0xd8, 0xff]);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { cameraOfTest: MediaStream }).cameraOfTest.active)).toBe(
    false,
  );
});
