/** A resident who agreed and sent a picture that was read, at a time of day that tests move. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { systemClock, type Clock } from '../../../electron/clock.ts';
import type { Telegram } from '../../servers/telegram.ts';

const PICTURE = readFileSync(new URL('../../../resources/demo/1-passport.jpg', import.meta.url));
export const soon = { timeout: 20_000, interval: 20 };
export const NOON = new Date(2026, 10, 21, 12).getTime();

/** Stands at a time of day and runs ten times as fast from there. */
export function clockAt(start: number): Clock & { jump(ms: number): void } {
  const began = Date.now();
  let ahead = 0;
  return {
    now: () => start + ahead + (Date.now() - began) * 10, wait: (ms, signal) => systemClock.wait(ms / 10, signal),
    jump: (ms) => { ahead += ms; },
  };
}

/** Asked now whether all was read right. */
export async function annaSends(telegram: Telegram) {
  const anna = telegram.person('Anna');
  anna.say('/start');
  await expect.poll(() => anna.labels(), soon).toContain('Согласен');
  anna.press('Согласен');
  anna.sendFile(PICTURE, 'image/jpeg');
  await expect.poll(() => anna.labels(), soon).toContain('Все верно');
  return anna;
}
