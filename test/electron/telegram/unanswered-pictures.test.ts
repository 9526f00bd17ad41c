import { expect, it } from 'vitest';
import { sql } from '../../../electron/db/database.ts';
import { openBotDesk } from './bot-desk.ts';
import { NOON, annaSends, clockAt, soon } from './sent-picture.ts';

it('erases a picture that its sender leaves unanswered for a week, and says so', async () => {
  const clock = clockAt(NOON);
  const { telegram, captures, storage } = await openBotDesk({ clock });
  const anna = await annaSends(telegram);
  const kept = () => storage.opened().database.all(sql.selectFrom('capture').select('id')).length;
  clock.jump(6 * 24 * 3_600_000);
  anna.say('/help');
  await expect.poll(() => anna.last()?.text, soon).toMatch('/language');
  expect(kept()).toBe(1);
  clock.jump(2 * 24 * 3_600_000);
  anna.say('/help');
  await expect.poll(() => anna.messages.map(({ text }) => text).join(), soon).toMatch('больше недели назад, стёрт');
  await expect.poll(kept, soon).toBe(0);
  anna.press('Все верно');
  await expect.poll(() => [...anna.pressed.values()].at(-1), soon).toBe('Эта кнопка устарела.');
  expect(await captures.list()).toEqual([]);
});
