import type { Page } from '@playwright/test';
import type { WedgeKey } from '../../../renderer/wedge/key-signs.ts';
import { typed, type Layout } from './typing.ts';

/** Codes of the keys that do something by themselves; Chromium goes by them and not by the names. */
const VIRTUAL_KEYS: Readonly<Record<string, number>> = { Enter: 13, Tab: 9, Shift: 16 };

/**
 * Types as a reader does, every key with a time of its own, and the page's timers stand still meanwhile: how fast the
 * machine is just now does not matter, no pause is over before the next key has come. Resolves when all keys have been
 * dealt with.
 */
export async function swipe(page: Page, text: string, computer: Layout = 'us', gap = 8): Promise<void> {
  const from = await page.evaluate(() => performance.timeOrigin + performance.now());
  const keys = typed(text, () => gap, from, 'us', computer);
  const goOn = await holdTimers(page);
  await sendKeys(page, keys);
  await goOn();
  // Keys pressed from here on are later than all of these.
  await page.waitForFunction((end) => performance.timeOrigin + performance.now() > end, (keys.at(-1)?.time ?? 0) + 300);
}

/** Keeps what the page asks to be done later until it may go on. */
async function holdTimers(page: Page): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(() => {
    const { setTimeout: later, clearTimeout: never } = window;
    const waiting = new Map<number, () => void>();
    const begun = new Map<number, number>();
    let last = -1;
    const hold = (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]): number => {
      last -= 1;
      const mine = last;
      waiting.set(mine, () => begun.set(mine, later(run, ms, ...given)));
      return mine;
    };
    const drop = (id?: number): void => {
      waiting.delete(id ?? 0);
      never(begun.get(id ?? 0) ?? id);
    };
    Object.assign(window, { setTimeout: hold, clearTimeout: drop });
    return () => {
      Object.assign(window, { setTimeout: later });
      for (const begin of waiting.values()) begin();
      waiting.clear();
    };
  });
  return async () => {
    await held.evaluate((goOn) => goOn());
    await held.dispose();
  };
}

/** Sends keys whose times are milliseconds since 1970. */
export async function sendKeys(page: Page, keys: readonly WedgeKey[]): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await Promise.all(keys.map(({ kind, code, key, time, shift }) => {
    const text = key === 'Enter' ? '\r' : [...key].length === 1 ? key : undefined;
    return devTools.send('Input.dispatchKeyEvent', {
      type: kind === 'up' ? 'keyUp' : text === undefined ? 'rawKeyDown' : 'keyDown', code, key, timestamp: time / 1000,
      modifiers: shift ? 8 : 0, windowsVirtualKeyCode: VIRTUAL_KEYS[key] ?? key.toUpperCase().charCodeAt(0),
      ...(kind === 'down' && text !== undefined ? { text } : {}),
    });
  }));
  await devTools.detach();
}
