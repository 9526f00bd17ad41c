import type { Page } from '@playwright/test';
import type { Batch, BatchRow } from '../../shared/batch.ts';
import type { GroupCard, GroupGuest, GroupReading } from '../../shared/group.ts';
import { axeOf } from './harness/axe.ts';
import { expect, test } from './harness/desk-page.ts';

const [GROUP, CAPTURE] = ['6b1f0c1e-0000-4000-8000-000000000001', '6b1f0c1e-0000-4000-8000-0000000000aa'];

const reading = (surname: string, status: GroupReading['status']): GroupReading =>
  ({ captureId: CAPTURE, document: 0, surname, givenNames: 'ANNA', birthDate: '1984-08-12', maskedNumber: '••••••236', status });
const guest = (number: number, surname: string, state: GroupGuest['state'], room = ''): GroupGuest =>
  ({ id: `6b1f0c1e-0000-4000-8000-0000000001${String(number).padStart(2, '0')}`, surname, givenNames: 'Анна', birthDate: '1984-08-12', maskedNumber: '', room, state });

const SCHOOL: GroupCard = {
  id: GROUP, name: 'Школа № 12, Казань', expected: 24, arrival: '2026-11-21', departure: '2026-11-28', rooms: '201–212',
  createdAt: Date.UTC(2026, 10, 21, 6, 30), checkingIn: true, done: 7, of: 24, asked: 1, confirmable: 5,
  guests: [
    ...Array.from({ length: 7 }, (_, n) => guest(n, `Иванова${n}`, { kind: 'done' as const, registrationId: CAPTURE }, '201')),
    guest(8, 'Петрова', { kind: 'read', reading: reading('PETROVA', 'sure'), by: 'person' }),
    guest(9, 'Эрикссон', { kind: 'read', reading: reading('ERIKSSON', 'check'), by: 'name' }, '17'),
    ...Array.from({ length: 14 }, (_, n) => guest(10 + n, `Сидорова${n}`, { kind: 'expected' as const })),
  ],
  askedReadings: [{ ...reading('NOBODY', 'sure'), guess: null }],
};
const IMPORT: Batch = {
  id: GROUP, startedAt: Date.UTC(2026, 10, 21, 6, 30), finishedAt: null, state: 'running', files: 1000, done: 412, read: 380, look: 29, failed: 3,
  again: 0,
};
const FILES: BatchRow[] = [
  { seq: 1, name: 'scan-0001.jpg', page: null, document: null, outcome: 'read', why: null, captureId: CAPTURE, model: '0123456789ab' },
  { seq: 2, name: 'scan-0002.pdf', page: 1, document: null, outcome: 'look', why: 'unsure', captureId: CAPTURE, model: '0123456789ab' },
  { seq: 2, name: 'scan-0002.pdf', page: 2, document: null, outcome: 'look', why: 'noZone', captureId: CAPTURE, model: '0123456789ab' },
  { seq: 6, name: 'bed.jpg', page: null, document: 1, outcome: 'read', why: null, captureId: CAPTURE, model: '0123456789ab' },
  { seq: 6, name: 'bed.jpg', page: null, document: 2, outcome: 'look', why: 'unsure', captureId: '00000000-0000-4000-8000-000000000002', model: '0123456789ab' },
  { seq: 3, name: 'locked.pdf', page: null, document: null, outcome: 'failed', why: 'file.encrypted', captureId: null, model: null },
  { seq: 4, name: null, page: null, document: null, outcome: 'read', why: null, captureId: null, model: '0123456789ab' },
  { seq: 5, name: 'scan-0005.jpg', page: null, document: null, outcome: 'waiting', why: null, captureId: null, model: null },
];

const violations = async (page: Page): Promise<string[]> => (await (await axeOf(page)).analyze()).violations.map(({ id }) => id);

for (const [language, theme] of [['ru', 'light'], ['en', 'dark']] as const) {
  test(`groups and imports are accessible, ${language} ${theme}`, async ({ openDesk }, info) => {
    const shot = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: info.outputPath(`${name}-${language}.png`) });
    const page = await openDesk({ settings: { language, theme }, groups: [SCHOOL], batches: [IMPORT], batchRows: FILES });
    await page.getByRole('button', { name: language === 'ru' ? 'Группы' : 'Groups', exact: true }).click();
    await expect(page.getByRole('heading', { name: SCHOOL.name })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'group');
    await page.getByRole('button', { name: language === 'ru' ? 'Новая группа' : 'New group' }).click();
    await page.getByLabel(language === 'ru' ? 'Список гостей' : 'List of guests').fill('Иванов Пётр\t01.02.1990\t75 1234567\nПетрова Мария\t03.04.1991\t75 7654321');
    await page.getByRole('button', { name: language === 'ru' ? 'Разобрать' : 'Read it' }).click();
    await expect(page.getByText(language === 'ru' ? 'В списке 2 гостя' : 'The list has 2 guests')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'group-form');
    await page.getByRole('button', { name: language === 'ru' ? 'Загрузка' : 'Import', exact: true }).click();
    await expect(page.getByRole('row', { name: /locked\.pdf/ })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'import');
  });
}

test('a group is made, switched on and left again by the keyboard alone', async ({ openDesk }) => {
  const page = await openDesk({ settings: { language: 'en' } });
  await page.getByRole('button', { name: 'Groups', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'New group' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Name', { exact: true }).focus();
  await page.keyboard.type('Choir');
  await page.keyboard.press('Enter');
  const on = page.getByRole('switch', { name: 'Check in now' });
  await on.focus();
  await page.keyboard.press('Space');
  await expect(on).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Desk', exact: true })).toHaveAttribute('aria-current', 'page');
});
