import type { Page } from '@playwright/test';

/** Opens Chromium's file dialog in the page; paths of the chosen files, none when it was left. */
export async function chooseFiles(page: Page, multiple: boolean, extensions: readonly string[]): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    // userGesture: a file dialog opens only for a person's click, which in Electron happened before it asked main.
    const { result } = await session.send('Runtime.evaluate', {
      userGesture: true, awaitPromise: true,
      expression: `new Promise((resolve) => {
        const input = Object.assign(document.createElement('input'), { type: 'file', multiple: ${String(multiple)}, accept: ${JSON.stringify(extensions.map((name) => `.${name}`).join(','))} });
        input.addEventListener('change', () => resolve([...input.files]));
        input.addEventListener('cancel', () => resolve([]));
        input.click();
      })`,
    });
    if (result.objectId === undefined) return [];
    const { result: properties } = await session.send('Runtime.getProperties', { objectId: result.objectId, ownProperties: true });
    const files = properties.filter(({ name, value }) => /^\d+$/.test(name) && value?.objectId !== undefined);
    const infos = await Promise.all(files.map(({ value }) => session.send('DOM.getFileInfo', { objectId: value?.objectId ?? '' })));
    return infos.map(({ path }) => path);
  } finally {
    await session.detach();
  }
}
