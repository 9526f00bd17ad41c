import { axeOf } from './harness/axe.ts';
import { expect, test } from './harness/desk-page.ts';
import { CAPTURES } from './harness/scenes.ts';
import { DEFAULT_TELEGRAM as TELEGRAM } from '../../shared/telegram.ts';
import type { MessageScene } from './harness/memory-messages.ts';

const AT = Date.UTC(2026, 10, 20, 21, 5);
const ids = { anna: 'a0000000-0000-4000-8000-000000000001', ivan: 'a0000000-0000-4000-8000-000000000002' };
const entry = (n: number) => `b0000000-0000-4000-8000-00000000000${n}`;

/** Two residents: one with an answer of which nobody knows whether it arrived, one who stopped the bot. */
const TALKS: MessageScene['conversations'] = [
  {
    summary: {
      id: ids.anna, name: 'Anna Berg', language: 'en', lastAt: AT + 600_000, lastWords: 'Can I leave my luggage before check-in?',
      lastKind: 'question', unread: 2, blocked: false,
    },
    entries: [
      { kind: 'document', id: entry(1), at: AT, captureId: CAPTURES.sure.summary.id },
      { kind: 'question', id: entry(2), at: AT + 60_000, text: 'Is there a late bus from the station?\nWe arrive at 23:40.' },
      { kind: 'answer', id: entry(3), at: AT + 120_000, text: 'Yes, number 7 until half past midnight.', by: 'Front desk', state: 'sent' },
      { kind: 'answer', id: entry(4), at: AT + 180_000, text: 'Ring the bell, the night shift will open.', by: 'Front desk', state: 'unsure' },
      { kind: 'voice', id: entry(5), at: AT + 240_000, seconds: 7, sound: 'kept' },
      { kind: 'question', id: entry(6), at: AT + 600_000, text: 'Can I leave my luggage before check-in?' },
    ],
  },
  {
    summary: {
      id: ids.ivan, name: 'Иван Петров', language: 'ru', lastAt: AT - 86_400_000, lastWords: 'Спасибо!', lastKind: 'question', unread: 0, blocked: true,
    },
    entries: [{ kind: 'question', id: entry(7), at: AT - 86_400_000, text: 'Спасибо!' }],
  },
];

const scene = {
  captures: [CAPTURES.sure], conversations: TALKS, botToken: true,
  status: { bot: { kind: 'running', name: 'house_bot' }, unreadMessages: 2 },
} as const;

test('there is no place for messages while there is no bot', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await expect(page.getByRole('button', { name: /^Messages/ })).toHaveCount(0);
  await expect(page.getByRole('contentinfo')).not.toContainText('Bot');
});

test('a conversation is opened, answered with the keyboard alone, and an answer that may be lost sent again', async ({ openDesk }) => {
  const page = await openDesk(scene);
  await page.getByRole('button', { name: 'Messages, new: 2' }).click();
  await page.getByRole('button', { name: /Anna Berg/ }).focus();
  await page.keyboard.press('Enter');
  const log = page.getByRole('log', { name: 'Conversation' });
  await expect(log.getByRole('article')).toHaveCount(6);
  await expect(page.getByRole('button', { name: /Anna Berg/ })).not.toContainText('new');
  const answer = page.getByRole('textbox', { name: 'Answer' });
  await answer.focus();
  await page.keyboard.type('Yes,');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('behind the desk.');
  await page.keyboard.press('Enter');
  await expect(log.getByRole('article').last()).toContainText('behind the desk.');
  await expect(log.getByRole('article').last()).toContainText('being sent');
  await expect(answer).toHaveValue('');
  await log.getByRole('button', { name: 'Send again' }).click();
  await expect(log).not.toContainText('may not have arrived');
  await page.keyboard.press('Escape');
  await expect(page.locator('#messages-heading')).toHaveCount(0);
});

test('canned answers are put in to be changed, and what was begun is kept for each guest', async ({ openDesk }) => {
  const page = await openDesk({ ...scene, settings: { telegram: { ...TELEGRAM, canned: ['Check-in is from 14:00.'] } } });
  await page.getByRole('button', { name: /^Messages/ }).click();
  await page.getByRole('button', { name: /Anna Berg/ }).click();
  await page.getByRole('button', { name: 'Check-in is from 14:00.' }).click();
  await expect(page.getByRole('textbox', { name: 'Answer' })).toHaveValue('Check-in is from 14:00.');
  await page.getByRole('button', { name: /Иван/ }).click();
  await expect(page.getByText('The guest has stopped the bot')).toBeVisible();
  await page.getByRole('button', { name: /Anna Berg/ }).click();
  await expect(page.getByRole('textbox', { name: 'Answer' })).toHaveValue('Check-in is from 14:00.');
});

test('a document that was sent ahead is opened from its conversation', async ({ openDesk }) => {
  const page = await openDesk(scene);
  await page.getByRole('button', { name: /^Messages/ }).click();
  await page.getByRole('button', { name: /Anna Berg/ }).click();
  await page.getByRole('button', { name: 'Open the document' }).click();
  await expect(page.getByLabel('Surname', { exact: true })).toBeVisible();
});

test('the strip and the settings say why the bot does not work', async ({ openDesk }) => {
  const page = await openDesk({ ...scene, botToken: false, status: { bot: { kind: 'hindered', code: 'bot.otherDesk', retryAt: AT } } });
  await expect(page.getByRole('contentinfo')).toContainText('Bot: not working');
  await page.getByRole('contentinfo').getByRole('button', { name: /Bot/ }).click();
  await expect(page.getByRole('tabpanel').getByText('Another program works with this token.')).toBeVisible();
  await page.getByLabel('Token', { exact: true }).fill('123456:made-up-token');
  await page.getByRole('button', { name: 'Save token' }).click();
  await expect(page.getByText('The token is kept')).toBeVisible();
});

for (const look of ['light', 'dark'] as const) {
  test(`messages and the bot's settings hold to WCAG AA, ${look}`, async ({ openDesk }) => {
    const page = await openDesk({ ...scene, settings: { language: look === 'light' ? 'ru' : 'en', theme: look } });
    await page.locator('.view-tab-small').click();
    await page.locator('.conversation-row').first().click();
    await expect(page.locator('.entry')).toHaveCount(6);
    const found = async () => (await (await axeOf(page)).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    expect(await found()).toEqual([]);
    await page.getByRole('contentinfo').getByRole('button', { name: /house_bot/ }).click();
    await expect(page.getByRole('tabpanel')).toBeVisible();
    expect(await found()).toEqual([]);
    const keep = process.env['KEEP_SCREENSHOTS'];
    if (keep === undefined) return;
    await page.screenshot({ path: `${keep}/bot-settings-${look}.png` });
    await page.keyboard.press('Escape');
    await page.locator('.view-tab-small').click();
    await page.screenshot({ path: `${keep}/messages-${look}.png` });
  });
}

test('what guests thought of their stay is summed up where they are asked, and nowhere else', async ({ openDesk }) => {
  const asking = await openDesk({ ...scene, settings: { telegram: { ...TELEGRAM, on: true, ratings: true } } });
  await asking.getByRole('button', { name: 'Messages, new: 2' }).click();
  await expect(asking.getByText('Ratings of 30 days: 4.6 of 5, answers: 12')).toBeVisible();
  const page = await openDesk({ ...scene, settings: { telegram: { ...TELEGRAM, on: true } } });
  await page.getByRole('button', { name: 'Messages, new: 2' }).click();
  await expect(page.getByRole('button', { name: /Anna Berg/ })).toBeVisible();
  await expect(page.getByText('Ratings of 30 days')).toBeHidden();
});
