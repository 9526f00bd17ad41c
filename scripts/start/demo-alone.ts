/** The demonstration without a person and without a display: the real desk, its real reader, driven through its page. */
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { RegistrationRow } from '../../shared/registration.ts';
import { type DoubleApp, launchDouble } from '../../test/double/window/launch.ts';
import { ROOT } from '../repository.ts';

const FOLDER = path.join(ROOT, 'screenshots/demo');
const PATIENCE_MS = 120_000;

/** Waits until nothing in the queue is still to be read; the captures' ids, as they stand. */
async function untilRead(page: Page, expected: number): Promise<string[]> {
  await page.waitForFunction((count) => {
    const states = [...document.querySelectorAll<HTMLElement>('.queue-row')].map(({ dataset }) => dataset['state']);
    return states.length >= count && states.every((state) => state === 'read' || state === 'parked');
  }, expected, { timeout: PATIENCE_MS });
  return page.locator('.queue-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row') ?? ''));
}

async function confirmRow(page: Page, id: string, at: number, picture: (name: string) => Promise<void>): Promise<boolean> {
  const row = page.locator(`.queue-row[data-row="${id}"]`);
  const title = await row.locator('.queue-row-title').innerText();
  const [state = ''] = (await row.locator('.queue-row-state').innerText()).split('\n');
  await row.click();
  await row.and(page.locator('[aria-current="true"]')).waitFor({ timeout: PATIENCE_MS });
  const button = page.locator('.confirm-button:not([aria-disabled="true"]):not([disabled])');
  await button.waitFor({ timeout: PATIENCE_MS });
  // A person looks at the picture first; so the picture must be there.
  const pictured = await page.locator('.picture-sheet img').first().waitFor({ timeout: 10_000 }).then(() => true, () => false);
  if (!pictured) console.log(`  ${title}: its picture did not come`);
  await picture(`${at + 1}-document`);
  // Not by the key: it is deaf for a moment after a confirm, so that nobody confirms what has only just come up.
  await button.click();
  const confirmed = await page.locator(`.queue-row[data-row="${id}"][data-state="confirmed"]`)
    .waitFor({ state: 'attached', timeout: 30_000 }).then(() => true, () => false);
  console.log(`  ${title}: ${state} → ${confirmed ? 'confirmed' : 'left to a person'}`);
  return confirmed;
}

async function show(app: DoubleApp): Promise<number> {
  const page = await app.firstWindow();
  const picture = async (name: string) => {
    await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  };
  const specimens = readdirSync(path.join(ROOT, 'resources/demo')).filter((name) => name.endsWith('.jpg')).length;
  console.log(`Reading ${specimens} specimen documents…`);
  const ids = await untilRead(page, specimens);
  await picture('0-queue');

  let confirmed = 0;
  for (const [at, id] of ids.entries()) if (await confirmRow(page, id, at, picture)) confirmed += 1;

  await page.getByRole('button', { name: 'Registrations', exact: true }).click();
  const search = page.getByLabel('Surname, document number or date');
  await search.fill('ERIKS');
  const found = await page.getByText('Found: 1').first().waitFor({ timeout: 10_000 }).then(() => true, () => false);
  console.log(`  Search for ERIKS: ${found ? 'found' : 'not found'}`);
  await picture('8-search');
  await search.fill('');
  await page.waitForTimeout(500);
  await picture('9-registrations');

  const answer = await page.evaluate(() => window.desk.request('registration:list', { query: '', from: '', to: '', after: null, limit: 50 }));
  const rows: readonly RegistrationRow[] = answer.ok ? answer.value.rows : [];
  console.log('\nStored, as the list shows it (numbers masked):');
  console.table(rows.map(({ surname, givenNames, birthDate, nationality, maskedNumber }) => ({ surname, givenNames, birthDate, nationality, number: maskedNumber })));
  console.log(`Screenshots are in ${FOLDER}`);
  return found && confirmed === specimens && rows.length === confirmed ? 0 : 1;
}

/** Runs it in a throw-away profile; 0 when what was confirmed is stored and found again. */
export async function runDemoAlone(): Promise<number> {
  mkdirSync(FOLDER, { recursive: true });
  const app = await launchDouble({ appRoot: ROOT, args: ['--demo', '--lang=en-US'], locale: 'en-US' });
  try {
    return await show(app);
  } finally {
    await app.close();
  }
}
