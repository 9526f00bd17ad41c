import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './harness/desk-page.ts';
import { CAPTURES, EARLIER, REGISTRATIONS } from './harness/scenes.ts';
import { field, open } from './harness/words.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function faults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

for (const theme of ['light', 'dark'] as const) {
  test(`every screen meets WCAG 2.2 AA in ${theme}`, async ({ openDesk }) => {
    test.setTimeout(180_000);
    const page = await openDesk({
      settings: { theme },
      captures: Object.values(CAPTURES),
      registrations: REGISTRATIONS,
      ...(EARLIER === undefined ? {} : { earlier: EARLIER }),
    });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(field(page, 'Surname')).toBeVisible();
    for (const name of ['sure', 'check', 'russian', 'nothing', 'parked', 'reading'] as const) {
      await open(page, CAPTURES[name].summary.id);
      await expect(page.locator('[data-row][aria-current]')).toHaveAttribute('data-row', CAPTURES[name].summary.id);
      expect(await faults(page), name).toEqual([]);
    }
    await page.keyboard.press('Control+f');
    await page.getByRole('main').getByRole('button', { name: 'ERIKSSON ANNA MARIA' }).first().click();
    await expect(page.getByRole('article')).toBeVisible();
    expect(await faults(page), 'registrations').toEqual([]);
    await page.getByRole('button', { name: 'Settings' }).click();
    expect(await faults(page), 'settings').toEqual([]);
    await page.getByRole('button', { name: 'Keys' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await faults(page), 'keys').toEqual([]);
  });
}

test('everything one can press is at least 24 pixels high and wide', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.check], ...(EARLIER === undefined ? {} : { earlier: EARLIER }) });
  await expect(page.getByRole('button', { name: 'Compare', exact: true })).toBeVisible();
  const small = await page.locator('button:visible, input:visible, [role="radio"]:visible').evaluateAll((elements) =>
    elements
      .map((element) => ({ name: element.textContent || element.id, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
      .map(({ name, box }) => `${name} ${box.width}×${box.height}`),
  );
  expect(small).toEqual([]);
});
