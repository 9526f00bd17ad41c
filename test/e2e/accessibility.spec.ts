import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { confirmNow, field, openFiles, row, search, untilRead } from './desk-page.ts';
import { GUEST, PASSPORT, RESIDENCE_CARD } from './specimen-files.ts';

/** What breaks WCAG 2.2 A or AA, as rule and place. Legacy mode: axe must not open a page of its own. */
async function breaches(page: Page): Promise<string[]> {
  // What fades in is measured when it stands.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

for (const scheme of ['light', 'dark'] as const) {
  test(`every view meets WCAG 2.2 AA in the ${scheme} look`, async ({ desk }) => {
    test.setTimeout(240_000);
    const running = await desk.open();
    const { page } = running;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    expect(await breaches(page), 'empty desk').toEqual([]);

    await openFiles(running, [PASSPORT, RESIDENCE_CARD]);
    await untilRead(page, 2);
    await row(page, GUEST.title).click();
    await expect(field(page, 'Surname')).toHaveValue(GUEST.surname);
    expect(await breaches(page), 'document').toEqual([]);

    await field(page, 'Document number').fill('L898902C4');
    expect(await breaches(page), 'document with something to mend').toEqual([]);
    await field(page, 'Document number').fill(GUEST.number);
    await confirmNow(page, GUEST.title);

    await search(page, GUEST.surname);
    await page.getByRole('row').filter({ hasText: GUEST.title }).click();
    expect(await breaches(page), 'registrations').toEqual([]);

    await page.getByRole('button', { name: 'Settings' }).click();
    expect(await breaches(page), 'settings').toEqual([]);
    await page.getByRole('button', { name: 'Keys' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await breaches(page), 'keys').toEqual([]);
  });
}

test('the confirm screen needs no scrolling at 1280 × 720', async ({ desk }) => {
  const running = await desk.open();
  const { page } = running;
  await page.setViewportSize({ width: 1280, height: 720 });
  await openFiles(running, [PASSPORT]);
  await untilRead(page, 1);
  await row(page, GUEST.title).click();
  await expect(page.getByRole('button', { name: /^Confirm/ })).toBeInViewport({ ratio: 1 });
  await expect(field(page, 'Surname')).toBeInViewport({ ratio: 1 });
  await expect(field(page, 'Note')).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);
});
