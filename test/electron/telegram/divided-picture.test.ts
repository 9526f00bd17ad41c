/** A resident sends one picture of two documents: two captures, each with what was typed of its own document. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { specimenReading } from '../specimens.ts';
import { openBotDesk } from './bot-desk.ts';

const PICTURE = readFileSync(new URL('../../../resources/demo/1-passport.jpg', import.meta.url));
const soon = { timeout: 15_000, interval: 20 };

async function sentTwo() {
  const ocr = createScriptedOcr(({ bytes }) => {
    const { documents, ...rest } = specimenReading(2);
    const surnames = ['ERIKSSON', 'STEVENSON'];
    const named = documents.map((document, place) => {
      const value = surnames[place] ?? '';
      return { ...document, fields: { ...document.fields, surname: { name: 'surname' as const, value, raw: value, confidence: 1, check: 'unguarded' as const, at: [] } } };
    });
    return { reading: { ...rest, documents: named }, display: bytes, zones: [bytes, bytes] };
  });
  const desk = await openBotDesk({ profile: { ocr } });
  const anna = desk.telegram.person('Anna Berg');
  anna.say('/start');
  await expect.poll(() => anna.labels(), soon).toContain('Согласен');
  anna.press('Согласен');
  await expect.poll(() => anna.last()?.text, soon).toMatch('согласие записано');
  anna.sendFile(PICTURE, 'image/jpeg');
  await expect.poll(() => anna.last()?.text, soon).toMatch(/ERIKSSON[^]*STEVENSON/);
  return { ...desk, anna };
}

it('hands over both with the correction where it belongs', async () => {
  const { anna, captures } = await sentTwo();
  expect(await captures.list()).toEqual([]);
  anna.press('Исправить');
  await expect.poll(() => anna.labels().some((label) => label.includes('STEVENSON')), soon).toBe(true);
  anna.press(anna.labels().findLast((label) => label.includes('STEVENSON')) ?? '');
  await expect.poll(() => anna.labels(), soon).toContain('Фамилия');
  anna.press('Фамилия');
  await expect.poll(() => anna.last()?.text, soon).toMatch(/Фамилия|фамили/);
  anna.say('STEPHENSON');
  await expect.poll(() => anna.last()?.text, soon).toMatch(/STEPHENSON/);
  anna.press('Все верно');
  await expect.poll(() => captures.list(), soon).toHaveLength(2);
  const list = await captures.list();
  expect(list).toMatchObject([
    { source: 'bot', sentAhead: true, title: 'ERIKSSON ANNA MARIA', part: { number: 1, of: 2 } },
    { source: 'bot', sentAhead: true, title: 'STEPHENSON ANNA MARIA', part: { number: 2, of: 2 } },
  ]);
  expect(await Promise.all(list.map(({ id }) => captures.typedAhead(id)))).toEqual([[{}], [{ surname: 'STEPHENSON' }]]);
});

it('takes both away when the resident removes the picture, and counts it as one', async () => {
  const { anna, captures, storage } = await sentTwo();
  anna.say('/delete');
  await expect.poll(() => anna.last()?.text, soon).toMatch('снимков 1');
  anna.press('Отмена');
  anna.press('Удалить');
  await expect.poll(() => anna.last()?.text, soon).toMatch('стёрты');
  const count = () => storage.opened().database.all({ compile: () => ({ sql: 'SELECT id FROM capture', parameters: [] }) } as never);
  await expect.poll(count, soon).toEqual([]);
  expect(await captures.list()).toEqual([]);
});
