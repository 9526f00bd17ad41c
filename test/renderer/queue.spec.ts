import { expect, test } from './harness/desk-page.ts';
import { CAPTURES } from './harness/scenes.ts';
import { ERIKSSON, readingOf } from './harness/specimens.ts';
import { field, open } from './harness/words.ts';

test('an empty desk says how to bring a document in', async ({ openDesk }) => {
  const page = await openDesk();
  await expect(page.getByRole('heading', { name: 'Show the program a document' })).toBeVisible();
  await page.getByRole('button', { name: 'Open files' }).click();
  await expect(page.locator('.queue-row')).toHaveCount(1);
  await expect(page.getByRole('log', { name: 'News' })).toContainText('notes.txt: This is not a picture.');
});

test('twenty dropped pictures all join the queue, and the first opens', async ({ openDesk }) => {
  const page = await openDesk({ nextReading: readingOf(ERIKSSON) });
  await page.evaluate(() => {
    const files = new DataTransfer();
    for (let at = 0; at < 20; at += 1)
      files.items.add(new File([new Uint8Array([1, 2, 3])], `${at}.jpg`, { type: 'image/jpeg' }));
    window.dispatchEvent(new DragEvent('dragenter', { dataTransfer: files }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
  });
  await expect(page.locator('.queue-row')).toHaveCount(20);
  await expect(page.locator('.queue-row').first()).toHaveAttribute('aria-current', 'true');
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
});

test('a picture too large is refused before it is sent, by name', async ({ openDesk }) => {
  const page = await openDesk();
  await page.evaluate(() => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(41 * 1024 * 1024)], 'huge.tif'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('log', { name: 'News' })).toContainText('huge.tif: The file is over 40 MB.');
  await expect(page.locator('.queue-row')).toHaveCount(0);
});

test('a pasted picture joins the queue', async ({ openDesk }) => {
  const page = await openDesk();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([new Uint8Array([1, 2, 3])], 'image.png', { type: 'image/png' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page.locator('.queue-row')).toHaveAttribute('title', 'pasted');
});

test('every state has words of its own, and arrow keys move through them', async ({ openDesk }) => {
  const { sure, check, nothing, parked, reading, waiting } = CAPTURES;
  const page = await openDesk({ captures: [sure, check, nothing, parked, reading, waiting] });
  await expect(page.locator('.queue-row-words')).toHaveText([
    'read, sure',
    'look here',
    'no zone found',
    'not read',
    'reading, 40%',
    'waiting to be read',
  ]);
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
  await page.locator('.queue-row').first().focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-row][aria-current]')).toContainText('not read');
  await expect(page.getByText('Reading took too long.')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.locator('[data-row][aria-current]')).toContainText('not read');
});

test('a document sent ahead says first what is to be done with it, and all of it to the mouse', async ({ openDesk }) => {
  const { summary, reading } = CAPTURES.check;
  const page = await openDesk({ captures: [{ summary: { ...summary, sentAhead: true }, reading }], settings: { language: 'ru' } });
  const words = page.locator('.queue-row-words');
  await expect(words).toHaveText('нужно посмотреть, прислан заранее');
  await expect(words).toHaveAttribute('title', 'нужно посмотреть, прислан заранее');
});

test('a picture on the desk opens its fields as soon as it is read', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.reading] });
  await open(page, CAPTURES.reading.summary.id);
  await expect(page.getByRole('button', { name: 'Stop reading' })).toBeVisible();
  await page.evaluate(
    ([id, reading]) => {
      window.memoryDesk.change(id, { kind: 'read', status: 'sure', documents: 1 }, reading, 'ERIKSSON ANNA MARIA');
    },
    [CAPTURES.reading.summary.id, readingOf(ERIKSSON)] as const,
  );
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
  await expect(page.getByRole('status').filter({ hasText: 'ERIKSSON ANNA MARIA: read, sure' })).toBeAttached();
});

test('a parked picture is read again on request', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.parked] });
  await open(page, CAPTURES.parked.summary.id);
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
});

test('a picture is removed only after a yes', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure, CAPTURES.card] });
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.locator('.queue-row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Remove picture' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.locator('.queue-row')).toHaveCount(1);
  await expect(field(page, 'Surname')).toHaveValue('STEVENSON');
});

test('Escape goes back step by step', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await field(page, 'Room').focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('#fields')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Show the program a document' })).toBeVisible();
});

test('the picture zooms, fits and turns by keys', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await expect(page.locator('.picture-percent')).toHaveText('100%');
  await page.keyboard.press('+');
  await expect(page.locator('.picture-percent')).toHaveText('140%');
  await page.keyboard.press('0');
  await expect(page.locator('.picture-percent')).toHaveText('100%');
  await page.keyboard.press('r');
  await expect(page.locator('.picture-sheet')).toHaveAttribute('style', /rotate\(90deg\)/);
});
