import { faults } from './harness/axe.ts';
import { expect, test } from './harness/desk-page.ts';
import { CAPTURES } from './harness/scenes.ts';
import { confirmed, field, line } from './harness/words.ts';
import { swipe } from './wedge/swipe.ts';

const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const TD1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const SWIPE = `${TD3.join('\n')}\n`;

test('a swipe on an empty desk shows the guest, and that there is no picture to compare with', async ({ openDesk }) => {
  const page = await openDesk();
  await swipe(page, SWIPE, 'ru');
  await expect(field(page, 'Surname')).toHaveValue('ERIKSSON');
  await expect(page.getByRole('heading', { name: 'From the reader: there is no picture' })).toBeVisible();
  await expect(page.locator('.queue-row')).toHaveAttribute('title', 'reader');
  await expect(page.getByText('Read, sure')).toBeVisible();
  await expect(line(page, 1)).toHaveValue(TD3[0] ?? '');
  await page.keyboard.press('Enter');
  await expect.poll(() => confirmed(page)).toHaveLength(1);
});

test('a swipe into a field that is being filled leaves it as it was, with its caret', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  const room = field(page, 'Room');
  await room.fill('12B');
  await room.press('ArrowLeft');
  await swipe(page, `${TD1.join('\t')}\t`, 'de');
  await expect(page.locator('.queue-row')).toHaveCount(2);
  await expect(room).toHaveValue('12B');
  await expect(room).toBeFocused();
  expect(await room.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(2);
  await expect(page.getByRole('log', { name: 'News' })).toContainText('What the reader read joined the queue');
});

test('the Enter of a swipe presses no button and confirms nothing, and its letters are no commands', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  // Where the picture stands may still settle while the page is being laid out; keys turn and scale it.
  const turned = () => page.locator('.picture-sheet').evaluate(
    (sheet) => /rotate\(.*?\) scale\(.*?\)/.exec(sheet.getAttribute('style') ?? '')?.[0] ?? 'no picture');
  const before = await turned();
  expect(before).toContain('rotate(0deg)');
  await page.getByRole('button', { name: 'Settings' }).focus();
  await swipe(page, SWIPE);
  await expect(page.locator('.queue-row')).toHaveCount(2);
  await expect(page.getByRole('heading', { name: 'Settings' })).toHaveCount(0);
  expect(await confirmed(page)).toHaveLength(0);
  expect(await turned()).toBe(before);
});

test('a line of the zone that is being corrected keeps its signs when a document is swiped', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  const first = line(page, 1);
  const text = await first.inputValue();
  await first.focus();
  await swipe(page, `${TD1.join('\n')}\n`, 'fr');
  await expect(page.locator('.queue-row')).toHaveCount(2);
  await expect(first).toHaveValue(text);
});

test('what people type arrives, also where keys are held back for a moment', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await field(page, 'Note').pressSequentially('Needs a cot, arrives at 23:40', { delay: 20 });
  await expect(field(page, 'Note')).toHaveValue('Needs a cot, arrives at 23:40');
  const first = line(page, 1);
  await first.focus();
  await first.press('Home');
  await first.pressSequentially('VISA', { delay: 20 });
  await expect(first).toHaveValue(/^VISA/);
  await page.getByRole('button', { name: 'Settings' }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('half a swipe says what to do', async ({ openDesk }) => {
  const page = await openDesk();
  await swipe(page, `${TD3[1]}\n`);
  await expect(page.getByRole('log', { name: 'News' })).toContainText('Swipe the document once more');
  await expect(page.locator('.queue-row')).toHaveCount(0);
});

test('lines pasted anywhere are taken, and one line pasted into a line of the zone corrects it', async ({ openDesk }) => {
  const page = await openDesk();
  const paste = (text: string) => page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', given);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return event.defaultPrevented;
  }, text);
  expect(await paste(`Our guest:\n${TD1.join('\n')}\n`)).toBe(true);
  await expect(field(page, 'Document number')).toHaveValue('D23145890');
  await expect(page.getByRole('heading', { name: 'Pasted as text: there is no picture' })).toBeVisible();
  await field(page, 'Note').focus();
  expect(await paste('just words')).toBe(false);
  expect(await paste('D1NLD11234567890ABCDEFGHIJKLM5')).toBe(false);
  await line(page, 3).focus();
  await line(page, 3).press('Home');
  expect(await paste('STEVENSON<<PETER<JOHN')).toBe(true);
  await expect(field(page, 'Surname')).toHaveValue('STEVENSON');
});

test('a reader is tried out in the settings without anything being kept, and can be switched off', async ({ openDesk }) => {
  const page = await openDesk();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Document readers' }).click();
  await page.getByRole('button', { name: 'Try the reader' }).click();
  await swipe(page, SWIPE, 'ru', 12);
  await expect(page.getByText('Heard: 44 + 44 signs, no pause longer than 12 ms.')).toBeVisible();
  await expect(page.locator('.queue-row')).toHaveCount(0);
  await page.getByRole('button', { name: 'End the trial' }).click();
  await page.getByLabel('Before the lines').fill('MR');
  await page.getByLabel('After the lines').fill('X');
  await page.getByLabel('After the lines').blur();
  await swipe(page, `MR${TD3.join('\n')}X\n`);
  await expect(page.locator('.queue-row')).toHaveCount(1);
  await page.getByRole('button', { name: 'Off', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Try the reader' })).toHaveCount(0);
});

for (const theme of ['light', 'dark'] as const) {
  test(`a reading without a picture and the readers’ settings meet WCAG 2.2 AA in ${theme}`, async ({ openDesk }) => {
    const page = await openDesk({ settings: { theme } });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await swipe(page, SWIPE);
    await expect(page.getByRole('heading', { name: 'From the reader: there is no picture' })).toBeVisible();
    expect(await faults(page), 'confirm').toEqual([]);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Document readers' }).click();
    await page.getByRole('button', { name: 'Try the reader' }).click();
    await swipe(page, SWIPE);
    await expect(page.getByText('Heard: 44 + 44 signs')).toBeVisible();
    expect(await faults(page), 'settings').toEqual([]);
  });
}
