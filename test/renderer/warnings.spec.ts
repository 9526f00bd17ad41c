import type { Page } from '@playwright/test';
import { checkDigitOf } from '../../shared/mrz/check-digit.ts';
import type { WarningCode } from '../../shared/registration.ts';
import { en } from '../../renderer/texts/en.ts';
import { ru } from '../../renderer/texts/ru.ts';
import { expect, test } from './harness/desk-page.ts';
import { CAPTURES, capture, EARLIER } from './harness/scenes.ts';
import { DOUBTS, ERIKSSON, readingOf, SMIRNOVA, type Specimen } from './harness/specimens.ts';
import { field } from './harness/words.ts';

/** Fills a line up to the 44 signs of a passport. */
const whole = (text: string): string => text.padEnd(44, '<').slice(0, 44);

/** A passport with a name as long as its line, of a guest of some months, expired, with a wrong digit and a letter O. */
const WORST: Specimen = {
  ...ERIKSSON,
  lines: [
    whole('P<QQQKONSTANTINOPOLSKAYA<VON<WOLFSBURG<<ALEX'),
    whole(`L8O8902C37QQQ260101${checkDigitOf('260101')}F200415${checkDigitOf('200415')}ZE184226B`),
  ],
};
/** A Russian internal passport with the longest names it can carry; they are read in both alphabets. */
const LONG_RUSSIAN: Specimen = { ...SMIRNOVA, lines: [whole('PNRUSROJDESTVENSKA8<ZAHAR9INA<<ALEKSANDRA<VS'), SMIRNOVA.lines[1] ?? ''] };

const read = (specimen: Specimen, id: string, doubts = DOUBTS) => {
  const reading = readingOf(specimen, { doubts, quality: ['glare', 'outOfFocus'] });
  return capture(id, 1, { kind: 'read', status: 'check', documents: 1 }, reading, 'WORST');
};
const worst = read(WORST, '99999999-0000-4000-8000-000000000001');
const longRussian = read(LONG_RUSSIAN, '99999999-0000-4000-8000-000000000002');
/** Both were here before. */
const returning = ['L8O8902C3', '4516012345'].flatMap((value) => (EARLIER ?? []).map((stay) => ({
  ...stay, registration: { ...stay.registration, fields: { ...stay.registration.fields, documentNumber: { value, origin: 'mrz' as const } } },
})));

const attention = (page: Page) => page.locator('.attention, .earlier-band');
const says = (page: Page, code: WarningCode) =>
  expect(attention(page).filter({ hasText: new RegExp(en.warnings[code].slice(1, -1).replaceAll(/[.*+?()]/g, String.raw`\$&`), 'i') })).toBeVisible();

test('each warning is shown in a sentence', async ({ openDesk }) => {
  const page = await openDesk({ captures: [worst], earlier: returning });
  for (const code of ['expired', 'minor', 'checkDigitWrong', 'nameTruncated', 'numberLetterO', 'stateUnknown'] as const) await says(page, code);
  await expect(page.locator('.earlier-band')).toContainText('This document was registered on');

  const soon = new Date(Date.now() + 10 * 86_400_000);
  const digits = [soon.getDate(), soon.getMonth() + 1, soon.getFullYear()].map((part) => String(part).padStart(2, '0'));
  await field(page, 'Expires').fill(digits.join('.'));
  await says(page, 'expiresSoon');
  await field(page, 'Birth date').fill('31.02.1990');
  await says(page, 'dateImpossible');
  await field(page, 'Arrival').fill('02.01.2026');
  await field(page, 'Departure').fill('01.01.2026');
  await says(page, 'stayBackwards');
});

for (const [language, texts] of Object.entries({ ru, en })) {
  test(`the longest names and the most warnings need no scrolling of the confirm screen in ${language}`, async ({ openDesk }) => {
    for (const each of [worst, longRussian]) {
      const page = await openDesk({ captures: [each, CAPTURES.sure], earlier: returning, settings: { language: language as 'ru' | 'en' } });
      await page.locator(`[data-row="${each.summary.id}"]`).click();
      await expect(page.getByLabel(texts.fields.names.surname, { exact: true })).toBeVisible();
      await expect(page.locator('.earlier-band')).toBeVisible();
      const hidden = (part: string) => page.locator(part).evaluate((element) => element.scrollHeight - element.clientHeight);
      expect(await hidden('.draft-scroll')).toBeLessThanOrEqual(0);
      await expect(page.locator('.confirm-button')).toBeInViewport({ ratio: 1 });

      // One press shows all of what to look at; Escape takes it away again and does not leave the document.
      await page.locator('.attention-more').click();
      expect(await hidden('.attention')).toBeLessThanOrEqual(0);
      await expect(page.locator('.attention-item').first()).toBeInViewport({ ratio: 1 });
      await expect(page.locator('.attention-item').last()).toBeInViewport({ ratio: 1 });
      await expect(page.locator('.confirm-button')).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
      await expect(page.locator('.attention-more')).toHaveAttribute('aria-expanded', 'false');
      await expect(page.getByLabel(texts.fields.names.surname, { exact: true })).toBeVisible();
      await page.close();
    }
  });
}
