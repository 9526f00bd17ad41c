/** The whole way with the bot: a resident, Telegram's stand-in of test/servers, the desk, a receptionist. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { DeskBridge } from '../../shared/contract.ts';
import { DEFAULT_TELEGRAM } from '../../shared/telegram.ts';
import { createTelegram } from '../servers/telegram.ts';
import { expect, test, type RunningDesk } from './app.ts';
import { confirmNow, field, row, rows, status, strip } from './desk-page.ts';
import { GUEST, PASSPORT } from './specimen-files.ts';

const patience = { timeout: 90_000 };

/** As an administrator does it in the settings. */
async function switchOn(page: Page, token: string, apiRoot: string): Promise<void> {
  await page.evaluate(async ({ token: given, telegram }) => {
    const { desk } = window as unknown as { desk: DeskBridge };
    await desk.request('telegram:setToken', { token: given });
    await desk.request('settings:set', { telegram });
  }, { token, telegram: { ...DEFAULT_TELEGRAM, on: true, apiRoot } });
}

/** What the stand-in shows in its tray and as notices; null on Electron itself, which keeps neither to be looked at. */
const inTray = (app: Pick<RunningDesk, 'evaluate'>) => app.evaluate(({ Tray, Notification }) => {
  const kept = { trays: Object(Tray).all as Set<{ menu: Menu }> | undefined, notices: Object(Notification).shown as unknown[] };
  if (kept.trays === undefined) return null;
  type Menu = { readonly items: readonly { readonly label?: string }[] };
  const labels = ({ menu }: { menu: Menu }) => menu.items.flatMap(({ label }) => (label === undefined ? [] : [label]));
  return { notices: kept.notices, menus: [...kept.trays].map(labels) };
});

test('a resident sends a document and a question; the desk confirms the one, answers the other, and works with its window closed', async ({ desk }) => {
  const telegram = createTelegram();
  const server = await telegram.listen();
  const { page, ...app } = await desk.open();
  await switchOn(page, telegram.token, server.origin);
  await expect(strip(page, 'Bot')).toContainText('working, @house_bot');

  const anna = telegram.person('Anna Berg', { language: 'en' });
  anna.say('/start');
  await expect.poll(() => anna.labels(), patience).toContain('I agree');
  anna.press('I agree');
  await expect.poll(() => anna.last()?.text, patience).toContain('your consent is noted');
  anna.sendFile(readFileSync(PASSPORT), 'image/jpeg', 'passport.jpg');
  await expect.poll(() => anna.labels(), patience).toContain('All right');
  expect(anna.messages.map(({ text }) => text).join('\n')).not.toContain(GUEST.number);
  expect(anna.last()?.text).toContain('Document number: ••••••2C3');
  await expect(rows(page)).toHaveCount(0);

  anna.press('Correct');
  await expect.poll(() => anna.labels(), patience).toContain('Given names');
  anna.press('Given names');
  await expect.poll(() => anna.last()?.text, patience).toContain('Type it as in the document');
  anna.say('Anna Marie');
  await expect.poll(() => anna.last()?.text, patience).toContain('ANNA MARIE');
  anna.press('All right');
  await expect(row(page, 'ERIKSSON ANNA MARIE')).toContainText('sent ahead');
  await row(page, 'ERIKSSON ANNA MARIE').click();
  await expect(field(page, 'Given names')).toHaveValue('ANNA MARIE');
  await expect(field(page, 'Document number')).toHaveValue(GUEST.number);
  await confirmNow(page, 'ERIKSSON ANNA MARIE');

  anna.say('Is there a late bus?');
  await page.getByRole('button', { name: 'Messages, new: 2' }).click();
  await page.getByRole('button', { name: /Anna Berg/ }).click();
  await page.getByRole('textbox', { name: 'Answer' }).fill('Yes, number 7.');
  await page.keyboard.press('Enter');
  await expect.poll(() => anna.last()?.text, patience).toBe('Yes, number 7.');
  await expect(page.getByRole('article').last()).toContainText('sent');

  // Nobody looks, the bot goes on; what is said then is found when the window is opened again.
  const context = app.context();
  await page.close();
  anna.say('/help');
  await expect.poll(() => anna.last()?.text, patience).toContain('the desk answers here');
  anna.say('Thank you!');
  // In the tray meanwhile: a notice that something came, and nothing of what or by whom.
  await expect.poll(async () => (await inTray(app))?.notices, patience).toEqual([
    { title: 'Kakdoma Desk', body: 'The window is closed, bot and deliveries go on. To quit, use the icon in the tray.' },
    { title: 'Kakdoma Desk', body: 'A new message from a guest' },
  ]);
  expect((await inTray(app))?.menus).toEqual([['Open', 'Quit']]);
  const opened = context.waitForEvent('page');
  await app.evaluate(({ app: program }) => { program.emit('second-instance', {}, [], '', null); });
  const again = await opened;
  await expect(again.getByRole('button', { name: 'Messages, new: 1' })).toBeVisible();
  const told = await status(again);
  expect(told.ok && told.value.bot.kind).toBe('running');
  expect(telegram.complaints).toEqual([]);
  await app.close();
  server.close();
});

test('another desk with the same token is said in a sentence, and it recovers by itself', async ({ desk }) => {
  const telegram = createTelegram();
  const server = await telegram.listen();
  const { page } = await desk.open();
  await switchOn(page, '123456:somebody-elses-token', server.origin);
  await expect(strip(page, 'Bot')).toContainText('does not accept the token');
  await switchOn(page, telegram.token, server.origin);
  await expect(strip(page, 'Bot')).toContainText('working');
  await expect.poll(() => telegram.updates.isPolled()).toBe(true);
  telegram.updates.interrupt();
  await expect(strip(page, 'Bot')).toContainText('Another program works with this token');
  const anna = telegram.person('Anna');
  anna.say('Hello?');
  await expect(strip(page, 'Bot')).toContainText('working', patience);
  server.close();
});
