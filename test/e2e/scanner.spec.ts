import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { startEscl, type EsclOptions } from '../servers/escl.ts';
import { selfSigned } from '../servers/self-signed.ts';
import { expect, test } from './app.ts';
import { field, row, rows, untilRead } from './desk-page.ts';
import { onOneBed } from './one-bed.ts';
import { GUEST, PASSPORT, RESIDENCE_CARD } from './specimen-files.ts';

const READING_MS = 90_000;
const pages = [PASSPORT, RESIDENCE_CARD].map((file) => readFileSync(file));

async function scannerWith(options: Partial<EsclOptions> = {}) {
  return startEscl({ pages, ...options });
}

async function openDevices(page: Page): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Devices' }).click();
}

/** Adds a network scanner by its address, as an administrator types it. */
async function addByAddress(page: Page, address: string): Promise<void> {
  await openDevices(page);
  await page.getByLabel('Address of the scanner').fill(address);
  await page.locator('.source-address').getByRole('button', { name: 'Add' }).click();
}

test('a network scanner is added by its address, its certificate accepted once, and one key scans and reads a passport', async ({ desk }) => {
  const scanner = await scannerWith({ tls: selfSigned() });
  const { page } = await desk.open();
  await addByAddress(page, new URL(scanner.origin).host);
  await expect(page.getByText('Nobody vouches for this scanner’s certificate.')).toBeVisible();
  await page.getByRole('button', { name: 'Accept the certificate' }).click();
  await expect(page.getByText('It works. Made-up M1, glass')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Use 127.0.0.1' })).toBeChecked();

  await page.keyboard.press('F2');
  await page.getByRole('button', { name: 'Desk', exact: true }).click();
  await untilRead(page, 1);
  await row(page, GUEST.title).click();
  await expect(field(page, 'Surname')).toHaveValue(GUEST.surname);
  expect(scanner.scans).toMatchObject([{ input: 'Platen', colour: 'Grayscale8', dpi: 300, width: 1535, height: 1098 }]);
  expect(scanner.complaints).toEqual([]);
  await scanner.close();
});

test('a scanner that hangs holds nothing up, and its failures are sentences', async ({ desk }) => {
  const scanner = await scannerWith();
  const { page } = await desk.open();
  await addByAddress(page, scanner.address);
  await expect(page.getByRole('switch', { name: 'Use 127.0.0.1' })).toBeChecked();
  await page.keyboard.press('Escape');

  await expect(page.getByRole('button', { name: /^Scan F2/ })).toBeVisible();
  scanner.state.hangPages = true;
  await page.keyboard.press('F2');
  await expect(page.getByRole('progressbar', { name: 'Scan' })).toBeVisible();
  await scanner.hanging;
  await page.getByRole('button', { name: 'By hand' }).click();
  await expect(field(page, 'Surname')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: /^Scan F2/ })).toBeVisible();
  expect(scanner.openJobs()).toBe(0);

  scanner.state.jobsRefused = 1;
  scanner.state.reasons = ['CoverOpen'];
  await page.keyboard.press('F2');
  await expect(page.locator('.scan-failed')).toContainText('The scanner’s cover is open.');
  await scanner.close();
  await page.keyboard.press('F2');
  await expect(page.locator('.scan-failed')).toContainText('The device does not answer.');
});

test('every page of the feeder joins the queue', async ({ desk }) => {
  const scanner = await scannerWith({ feeder: true });
  const { page } = await desk.open();
  await addByAddress(page, scanner.address);
  await expect(page.getByRole('switch', { name: 'Use 127.0.0.1' })).toBeChecked();
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('button', { name: 'Feeder' }).click();
  await page.getByRole('button', { name: 'Whole bed' }).click();
  await expect(page.getByRole('button', { name: 'Feeder', pressed: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Whole bed', pressed: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  await untilRead(page, 2);
  expect(scanner.scans).toMatchObject([{ input: 'Feeder', width: 2550, height: 3508 }]);
  await scanner.close();
});

test('one bed after another: the same documents are not queued twice, and the next are scanned by themselves', async ({ desk }) => {
  test.setTimeout(240_000);
  const scanner = await scannerWith({ pages: [await onOneBed([PASSPORT, RESIDENCE_CARD])] });
  const { page } = await desk.open();
  await addByAddress(page, scanner.address);
  await expect(page.getByRole('switch', { name: 'Use 127.0.0.1' })).toBeChecked();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Scanner and mode' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Scan one after another' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  await expect(page.getByText('The same document. Lay the next one and press F2.')).toBeVisible({ timeout: READING_MS });
  await expect(rows(page)).toHaveCount(2);
  await expect(row(page, GUEST.title)).toHaveCount(1);
  expect(scanner.scans).toHaveLength(2);
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('button', { name: /^Scan again/ })).toBeVisible();
  await scanner.close();
});

test.describe('SANE', () => {
  test.skip(spawnSync('scanimage', ['--version']).status !== 0, 'SANE is not on this system');

  test('its scanner is found, scans, and tells of a jam', async ({ desk }) => {
    const config = mkdtempSync(path.join(tmpdir(), 'desk-sane-'));
    const configure = (...lines: string[]): void =>
      writeFileSync(path.join(config, 'test.conf'), ['number_of_devices 1', 'test-picture "Color pattern"', ...lines].join('\n'));
    writeFileSync(path.join(config, 'dll.conf'), 'test\n');
    configure();
    const { page } = await desk.open({ env: { SANE_CONFIG_DIR: config } });
    await openDevices(page);
    await page.getByRole('button', { name: 'Find devices' }).click();
    await page.getByRole('button', { name: 'Add Noname frontend-tester' }).click({ timeout: READING_MS });
    await expect(page.getByText('It works. glass, feeder')).toBeVisible();
    await expect(page.getByRole('switch', { name: 'Use Noname frontend-tester' })).toBeChecked();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await untilRead(page, 1);

    configure('read-status-code "SANE_STATUS_JAMMED"');
    await page.keyboard.press('F2');
    await expect(page.locator('.scan-failed')).toContainText('The paper is jammed.');
    rmSync(config, { recursive: true, force: true });
  });
});
