import type { BrowserContext, Frame, Page, Request } from '@playwright/test';
import type { AskedOfMain, AskedOfWindow } from '../wire.ts';
import type { connect } from '../wire.ts';
import { toApp } from './addresses.ts';

type Parts = {
  readonly line: ReturnType<typeof connect<AskedOfMain, AskedOfWindow>>;
  readonly idOf: (page: Page) => Promise<number | undefined>;
  readonly firstId: () => number;
};

/** Null for a page that is only being made: a link or window.open asks for it. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

/** Navigation that the page began itself; loadURL comes from the blank page, a reload stays where it is. */
async function prevented(request: Request, { line, idOf, firstId }: Parts): Promise<boolean> {
  if (!request.isNavigationRequest()) return false;
  const url = toApp(request.url());
  const frame = frameOf(request);
  const mainFrame = frame === null || frame.parentFrame() === null;
  if (frame !== null && mainFrame && (!frame.url().startsWith('https:') || frame.url() === request.url())) return false;
  const id = frame === null ? undefined : await idOf(frame.page());
  if (frame === null || id === undefined) {
    // A link with target=_blank does not say whose it is. Main hears of it as the first window's; launch.ts closes it.
    await line.ask('window.open', { id: firstId(), url });
    return true;
  }
  return line.ask('navigation', { id, url, mainFrame, redirect: request.redirectedFrom() !== null });
}

/** Answers every request of every page: the app's own scheme by the app, all others not at all. */
export async function answerRoutes(context: BrowserContext, parts: Parts): Promise<void> {
  await context.route('**/*', async (route) => {
    const request = route.request();
    const url = toApp(request.url());
    try {
      if (await prevented(request, parts)) return await route.abort('aborted');
      if (!url.startsWith('app://')) return await route.abort('internetdisconnected');
      const response = await parts.line.ask('protocol.request', {
        url, method: request.method(), headers: await request.allHeaders(), body: request.postDataBuffer(),
      });
      return await route.fulfill({ status: response.status, headers: response.headers, body: Buffer.from(response.body) });
    } catch {
      // The app failed to answer or has ended: the request fails in the page, as it does in Electron.
      return route.abort('failed').catch(() => undefined);
    }
  });
}
