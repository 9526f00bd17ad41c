import { faults } from './harness/axe.ts';
import { BUCKET, CRM, delivery, LACKING, PARKED, STUCK } from './harness/destination-scenes.ts';
import { expect, test } from './harness/desk-page.ts';
import { CAPTURES, EARLIER, REGISTRATIONS } from './harness/scenes.ts';
import { field, open } from './harness/words.ts';

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

for (const theme of ['light', 'dark'] as const) {
  test(`where registrations go, how they fare there and the set-up meet WCAG 2.2 AA in ${theme}`, async ({ openDesk }) => {
    const page = await openDesk({
      settings: { theme }, info: { firstRun: true }, destinations: [CRM, BUCKET], connections: LACKING,
      deliveries: [delivery(1), PARKED], registrations: REGISTRATIONS, status: STUCK,
    });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('tab', { name: 'Folder' }).click();
    expect(await faults(page), 'set-up').toEqual([]);
    await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('tab', { name: 'Destinations' }).click();
    await page.getByRole('button', { name: 'Test connection' }).first().click();
    await expect(page.getByRole('button', { name: 'Create the fields…' })).toBeVisible();
    expect(await faults(page), 'destinations').toEqual([]);
    await page.getByRole('button', { name: /^S3 storage/ }).click();
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByRole('button', { name: 'Seldom needed' }).click();
    expect(await faults(page), 'form').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('contentinfo').getByRole('button', { name: /^CRM/ }).click();
    await page.getByRole('button', { name: 'GUEST2' }).click();
    await expect(page.getByRole('article')).toContainText('stuck');
    expect(await faults(page), 'deliveries').toEqual([]);
    await page.getByRole('button', { name: 'Retry what is stuck…' }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    expect(await faults(page), 'dry run').toEqual([]);
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
