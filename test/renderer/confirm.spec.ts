import { expect, test } from './harness/desk-page.ts';
import { CAPTURES, EARLIER } from './harness/scenes.ts';
import { READING_DAY } from './harness/specimens.ts';
import { confirmed, field, line, open } from './harness/words.ts';

test('a sure document is saved with one key, and the next opens by itself', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure, CAPTURES.card] });
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Surname')).toHaveValue('STEVENSON');
  await expect(page.getByText('Saved: ERIKSSON ANNA MARIA').first()).toBeVisible();
  expect(await confirmed(page)).toHaveLength(1);
});

test('Enter is for the document also after the place where it lies open was pressed', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
  await page.getByRole('button', { name: 'Desk', exact: true }).click();
  await page.keyboard.press('Enter');
  await expect.poll(() => confirmed(page)).toHaveLength(1);
});

test('magnified to twice its size the desk is scrolled to, and nothing lies over anything', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await page.setViewportSize({ width: 640, height: 360 });
  const [fields, lines] = [await page.locator('#fields').boundingBox(), await page.locator('.mrz-line').first().boundingBox()];
  expect((lines?.x ?? 0) + (lines?.width ?? 0)).toBeLessThanOrEqual(fields?.x ?? 0);
  const confirm = page.locator('.confirm-button');
  await confirm.scrollIntoViewIfNeeded();
  await expect(confirm).toBeInViewport({ ratio: 1 });
});

test('a double Enter confirms once, and not the next one either', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure, CAPTURES.card] });
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
  await page.evaluate(() => {
    for (let stroke = 0; stroke < 2; stroke += 1) {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
      );
    }
  });
  await expect(field(page, 'Surname')).toHaveValue('STEVENSON');
  expect(await confirmed(page)).toHaveLength(1);
});

test('Enter leads through the doubts before it confirms', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.check] });
  await expect(line(page, 2)).toBeFocused();
  await expect(page.getByText('Line 2, sign 6:')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(line(page, 1)).toBeFocused();
  expect(await confirmed(page)).toHaveLength(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => confirmed(page)).toHaveLength(1);
});

test('a doubtful sign is corrected by typing it, also on a Russian keyboard, and all is checked at once', async ({
  openDesk,
}) => {
  const page = await openDesk({ captures: [CAPTURES.check] });
  await expect(line(page, 2)).toBeFocused();
  await line(page, 2).dispatchEvent('keydown', { key: 'щ', code: 'KeyO', bubbles: true });
  await expect(field(page, 'Document number')).toHaveValue('L8989O2C3');
  await expect(page.getByRole('button', { name: 'Document number: the check digit does not fit' })).toBeVisible();
  await page.getByRole('button', { name: 'Put “0”' }).or(page.getByText('Line 2, sign 7:')).first().waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: 'Put “0”' }).click();
  await expect(field(page, 'Document number')).toHaveValue('L898902C3');
  await expect(page.getByText('the check digit does not fit')).toHaveCount(0);
});

test('each sign of the line stands under the same sign of the picture', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  const crop = await page.locator('.mrz-crop').first().boundingBox();
  const cells = page.locator('.mrz-line').first().locator('.mrz-cell');
  await expect(cells).toHaveCount(44);
  const [first, last] = [await cells.first().boundingBox(), await cells.last().boundingBox()];
  expect(first?.x).toBeCloseTo(crop?.x ?? -1, 0);
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo((crop?.x ?? 0) + (crop?.width ?? 0), 0);
  // The crop is ink on paper, not an empty canvas: each sign's cell holds dark pixels.
  const dark = await page
    .locator('.mrz-crop')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d');
      return Array.from({ length: 44 }, (_, column) => {
        const width = canvas.width / 44;
        const { data } = context?.getImageData(Math.round(column * width), 0, Math.floor(width), canvas.height) ?? {
          data: [],
        };
        let pixels = 0;
        for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 90) pixels += 1;
        return pixels;
      });
    });
  expect(Math.min(...dark)).toBeGreaterThan(5);
});

test('a field says when it blocks, and confirming goes to it', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await field(page, 'Birth date').fill('31.02.1990');
  await field(page, 'Surname').focus();
  await page.keyboard.press('Control+Enter');
  await expect(field(page, 'Birth date')).toBeFocused();
  await expect(field(page, 'Birth date')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('There is no such date').first()).toBeAttached();
  expect(await confirmed(page)).toHaveLength(0);
});

test('dates are typed with digits alone and kept as ISO', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await field(page, 'Arrival').pressSequentially('21112026');
  await expect(field(page, 'Arrival')).toHaveValue('21.11.2026');
  await page.keyboard.press('Enter');
  const [saved] = await expect
    .poll(() => confirmed(page))
    .toHaveLength(1)
    .then(() => confirmed(page));
  expect(saved?.draft.stay.arrival).toBe(READING_DAY);
});

test('Tab goes through the fields in the order of the paper', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await field(page, 'Surname').focus();
  const order: string[] = [];
  for (let at = 0; at < 15; at += 1) {
    order.push(
      await page.evaluate(() => document.activeElement?.closest('.field')?.querySelector('label')?.textContent ?? ''),
    );
    await page.keyboard.press('Tab');
  }
  expect(order).toEqual([
    'Surname',
    'Given names',
    'Sex',
    'Birth date',
    'Nationality',
    'Type',
    'Document number',
    'Issued by',
    'Expires',
    'Optional data',
    'Room',
    'Arrival',
    'Departure',
    'Phone',
    'Note',
  ]);
});

test('a country is found by the beginning of its name, and Enter chooses it without confirming', async ({
  openDesk,
}) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await field(page, 'Nationality').fill('germ');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Nationality')).toHaveValue('Germany (DEU)');
  expect(await confirmed(page)).toHaveLength(0);
});

test('a refused confirm keeps what was typed and says what to do', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure], refuseConfirm: 'database.full' });
  await field(page, 'Room').fill('12');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The disk is full');
  await expect(field(page, 'Room')).toHaveValue('12');
});

test('a picture with nothing to read is typed from, beside it', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.nothing] });
  await expect(page.getByText('No machine-readable zone was found')).toBeVisible();
  await expect(page.getByText('There is glare')).toBeVisible();
  await expect(field(page, 'Surname')).toBeFocused();
  await page.keyboard.type('novak');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Document number')).toBeFocused();
  await page.keyboard.type('12345');
  await page.keyboard.press('Enter');
  const [saved] = await expect
    .poll(() => confirmed(page))
    .toHaveLength(1)
    .then(() => confirmed(page));
  expect(saved?.draft.fields.surname).toEqual({ value: 'NOVAK', origin: 'typed' });
});

test('a returning guest is offered what was corrected last time', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure], ...(EARLIER === undefined ? {} : { earlier: EARLIER }) });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('checkbox')).toHaveCount(3);
  await page.getByRole('checkbox', { name: 'Take over: Note' }).click();
  await page.getByRole('button', { name: 'Take over what is ticked: 2' }).click();
  await expect(field(page, 'Given names')).toHaveValue('ANNA MARIA ELISABET');
  await expect(field(page, 'Phone')).toHaveValue('+7 900 000-00-00');
  await expect(field(page, 'Note')).toHaveValue('');
});

test('a Russian passport brings its names in Cyrillic', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.russian], settings: { language: 'ru' } });
  await expect(field(page, 'Фамилия по-русски')).toHaveValue('СМИРНОВА');
  await expect(field(page, 'Имя и отчество по-русски')).toHaveValue('МАРИЯ ИВАНОВНА');
  await expect(field(page, 'Гражданство')).toHaveValue('Россия (RUS)');
});

test('the whole confirm screen is seen at once at 1280 by 720, Cyrillic, doubts and an earlier stay included', async ({
  openDesk,
}) => {
  const page = await openDesk({
    captures: [CAPTURES.russian, CAPTURES.check],
    ...(EARLIER === undefined ? {} : { earlier: EARLIER }),
  });
  for (const capture of [CAPTURES.russian, CAPTURES.check]) {
    await open(page, capture.summary.id);
    await expect(field(page, 'Surname')).toBeVisible();
    const hidden = await page
      .locator('.draft-scroll')
      .evaluate((element) => element.scrollHeight - element.clientHeight);
    expect(hidden).toBeLessThanOrEqual(0);
    await expect(page.getByRole('button', { name: 'Confirm' })).toBeInViewport({ ratio: 1 });
  }
});

test('what is begun is found again after looking at another picture', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure, CAPTURES.card] });
  await field(page, 'Room').fill('204');
  await open(page, CAPTURES.card.summary.id);
  await expect(field(page, 'Surname')).toHaveValue('STEVENSON');
  await open(page, CAPTURES.sure.summary.id);
  await expect(field(page, 'Room')).toHaveValue('204');
});
