import { expect, it } from 'vitest';
import { recentDepartures } from '../../../electron/telegram/departures.ts';
import { sumRatings } from '../../../electron/telegram/rating-rows.ts';
import { confirmInput, draftOf } from '../specimens.ts';
import { openBotDesk } from './bot-desk.ts';
import { NOON, annaSends, clockAt, soon } from './sent-picture.ts';

it('asks once, the day after departure and not at night, and brings stars and words to the desk', async () => {
  const clock = clockAt(NOON);
  const { telegram, bot, captures, registrations, storage, set } = await openBotDesk({ clock, settings: { ratings: true } });
  const anna = await annaSends(telegram);
  anna.press('Все верно');
  await expect.poll(async () => (await captures.list()).length, soon).toBe(1);
  const [capture] = await captures.list();
  const stay = { arrival: '2026-11-19', departure: '2026-11-21' };
  await registrations.confirm({ ...confirmInput(draftOf({ stay })), captureId: capture?.id ?? null });

  // A forged press before anything was asked is nothing.
  anna.pressData('r:5', 1);
  await expect.poll(() => [...anna.pressed.values()].at(-1), soon).toBe('Эта кнопка устарела.');
  const open = storage.opened();
  const hours = (n: number): number => NOON + n * 3_600_000;
  expect(recentDepartures(open, hours(1))).toEqual([]);
  expect(recentDepartures(open, hours(14))).toEqual([]);
  expect(recentDepartures(open, hours(24))).toMatchObject([{ departure: '2026-11-21' }]);
  expect(recentDepartures(open, hours(24 * 5))).toEqual([]);

  clock.jump(24 * 3_600_000);
  for (const on of [false, true, false, true]) set({ on });
  await expect.poll(() => anna.labels(), soon).toContain('4 ★');
  anna.press('4 ★');
  await expect.poll(() => anna.last()?.text, soon).toMatch('Спасибо за оценку');
  anna.say('Тихо и чисто');
  await expect.poll(async () => {
    const [conversation] = await bot.conversations.list();
    return conversation === undefined ? [] : (await bot.conversations.entries(conversation.id)).map((entry) => ('text' in entry ? entry.text : entry.kind));
  }, soon).toEqual(['document', '★★★★☆', 'Тихо и чисто']);
  expect(anna.messages.filter(({ text }) => text.startsWith('Спасибо, что были у нас'))).toHaveLength(1);
  expect(sumRatings(open, clock.now())).toEqual({ count: 1, average: 4, byStars: [0, 0, 0, 1, 0] });
});
