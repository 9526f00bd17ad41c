import { DEFAULT_SCAN, type SourceSettings } from '../../shared/sources.ts';
import { axeOf } from './harness/axe.ts';
import { expect, test } from './harness/desk-page.ts';
import { ERIKSSON, readingOf } from './harness/specimens.ts';

const FLATBED: SourceSettings = {
  id: 'escl-1', name: 'Reception scanner', on: true, kind: 'escl', scan: DEFAULT_SCAN,
  options: { address: 'http://192.168.1.20/eSCL', uuid: '', fingerprint: null },
};
const OTHER: SourceSettings = { id: 'sane-1', name: 'Office scanner', on: true, kind: 'sane', scan: DEFAULT_SCAN, options: { device: 'test:0' } };
const reading = readingOf(ERIKSSON);
const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');

test('one key scans, and what came opens by itself', async ({ openDesk }) => {
  const page = await openDesk({ settings: { sources: [FLATBED] }, nextReading: reading });
  await page.keyboard.press('F2');
  await expect(page.getByLabel('Surname')).toHaveValue('ERIKSSON');
  await expect(page.getByRole('button', { name: 'Scan again' })).toBeVisible();
});

test('the scanner chosen once is the one used', async ({ openDesk }) => {
  const page = await openDesk({ settings: { sources: [FLATBED, OTHER] }, nextReading: reading });
  await page.getByRole('button', { name: 'Scanner and mode' }).click();
  await page.getByRole('menuitemradio', { name: 'Office scanner' }).click();
  await page.getByRole('button', { name: 'Scan F2' }).click();
  await expect(page.getByRole('button', { name: 'Scan again' })).toBeVisible();
  const calls = await page.evaluate(() => window.memoryDesk.calls.filter(({ name }) => name === 'scan:start'));
  expect(calls.map(({ input }) => input)).toEqual([{ sourceId: 'sane-1' }]);
});

test('what goes wrong is said in a sentence, and the next scan takes it away', async ({ openDesk }) => {
  const page = await openDesk({ settings: { sources: [FLATBED] }, scanEnds: ['source.jam', 'database.full', null], nextReading: reading });
  await page.keyboard.press('F2');
  await expect(page.getByRole('alert')).toContainText('The paper is jammed.');
  await page.keyboard.press('F2');
  await expect(page.getByRole('alert')).toContainText('The disk is full');
  await page.keyboard.press('F2');
  await expect(page.getByRole('button', { name: 'Scan again' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a scan tells how far it is and can be cancelled', async ({ openDesk }) => {
  const page = await openDesk({ settings: { sources: [FLATBED] }, scanHangs: true });
  await page.keyboard.press('F2');
  await expect(page.getByRole('progressbar', { name: 'Scan' })).toHaveAttribute('value', '0.4');
  expect((await (await axeOf(page)).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Scan F2' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a continuous run scans on by itself and asks for the next document where the same still lies there', async ({ openDesk }) => {
  const page = await openDesk({ settings: { sources: [FLATBED], scanContinuously: true }, nextReading: reading });
  await page.keyboard.press('F2');
  await expect(page.getByText('Lay the next one')).toBeVisible();
  await page.keyboard.press('F2');
  await expect(page.getByText('The same document. Lay the next one and press F2.')).toBeVisible();
  await expect(page.locator('.queue-row')).toHaveCount(1);
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('button', { name: 'Scan again' })).toBeVisible();
});

test('without a scanner the key leads to where one is set up', async ({ openDesk }) => {
  const page = await openDesk();
  await expect(page.getByRole('button', { name: /^Scan/ })).toHaveCount(0);
  await page.keyboard.press('F2');
  await expect(page.getByRole('log', { name: 'News' })).toContainText('No scanner is set up yet.');
  await expect(page.getByRole('heading', { name: 'Devices' })).toBeVisible();
});

test('a scanner is found, its certificate accepted, and then it is on', async ({ openDesk }) => {
  const page = await openDesk({
    found: [{ name: 'Kyocera M2040', place: { kind: 'escl', address: '192.168.1.30', uuid: 'u' }, known: false }],
    sourceTest: { ok: false, code: 'source.certificateUnknown', fingerprint: FINGERPRINT },
  });
  await page.keyboard.press('F2');
  await page.getByRole('button', { name: 'Find devices' }).click();
  await page.getByRole('button', { name: 'Add Kyocera M2040' }).click();
  await expect(page.getByText('Nobody vouches')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Use Kyocera M2040' })).not.toBeChecked();
  expect((await (await axeOf(page)).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Accept the certificate' }).click();
  await expect(page.getByText('It works. Made-up M1, glass, feeder')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Use Kyocera M2040' })).toBeChecked();
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('button', { name: 'Feeder' }).click();
  await page.getByLabel('Name').fill('Front desk');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Front desk' })).toBeVisible();
});

test('an address is typed; what is none is refused beside it', async ({ openDesk }) => {
  const page = await openDesk();
  await page.keyboard.press('F2');
  const form = page.locator('.source-address');
  await form.getByLabel('Address of the scanner').fill('two words');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(form).toContainText('This is no address.');
  await form.getByLabel('Address of the scanner').fill('192.168.1.20');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('heading', { name: '192.168.1.20' })).toBeVisible();
});
