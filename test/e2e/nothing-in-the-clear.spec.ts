import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DeskBridge } from '../../shared/contract.ts';
import { expect, test, type RunningDesk } from './app.ts';
import { confirmNow, field, openFiles, row, search, untilRead } from './desk-page.ts';
import { GUEST, INTERNAL_PASSPORT, PASSPORT } from './specimen-files.ts';

const WORDS = [
  GUEST.surname, 'Eriksson', GUEST.givenNames, GUEST.number, '898902', GUEST.optionalData, '1984-08-12', '12.08.1984', '840812',
  ...GUEST.lines, 'ИМЯРЕК', 'IM8REK', 'ROOM-OF-ANNA', '+7 999 123-45-67',
  // Of the administrator.
  '4815162342', 'correct horse battery staple',
];

/** Each word as it could lie in a file: text in the usual encodings, or packed as base64. */
function disguises(word: string): Buffer[] {
  const text = Buffer.from(word, 'utf8');
  const shifted = [0, 1, 2].map((skip) => {
    const encoded = Buffer.concat([Buffer.alloc(skip), text]).toString('base64');
    // The ends mix with what stands beside them; the middle stays.
    return Buffer.from(encoded.slice(skip === 0 ? 0 : 4, -4));
  });
  return [text, Buffer.from(word.toLowerCase(), 'utf8'), Buffer.from(word, 'utf16le'), Buffer.from(text.toString('hex')), ...shifted]
    .filter((needle) => needle.length >= 6);
}

/** Pieces from the middle of the picture's data: were it stored as it came, they would be there. */
function pieces(file: string): Buffer[] {
  const bytes = readFileSync(file);
  return [0.3, 0.5, 0.7].map((part) => bytes.subarray(Math.floor(bytes.length * part), Math.floor(bytes.length * part) + 24));
}

/** Chromium throws files of its cache away while we look; one that is gone holds nothing. */
function existing(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

const PIN = '4815162342';
const PASSPHRASE = 'correct horse battery staple';

/** Sets a PIN and writes all that can be exported; whether each of it was done. */
async function carryOut(running: RunningDesk, folder: string): Promise<boolean[]> {
  await running.evaluate(({ dialog }, into) => {
    dialog.showSaveDialog = (...given: unknown[]) => {
      const { defaultPath = 'file' } = given.at(-1) as { defaultPath?: string };
      return Promise.resolve({ canceled: false, filePath: `${into}/${defaultPath}` });
    };
  }, folder);
  const wanted = [
    ['admin:setPin', { pin: PIN }], ['settingsFile:export', undefined], ['audit:export', undefined],
    ['pepper:export', { passphrase: PASSPHRASE }],
  ] as const;
  const done: boolean[] = [];
  for (const [name, input] of wanted) {
    done.push(await running.page.evaluate(async ([name, input]) => {
      const { desk } = window as unknown as { desk: DeskBridge };
      return (await desk.request(name as 'settings:get', input as never)).ok;
    }, [name, input] as const));
  }
  return done;
}

test('no file that the desk wrote holds a name, a number, a date or a picture in the clear', async ({ desk }) => {
  const running = await desk.open();
  const { page } = running;
  await openFiles(running, [PASSPORT, INTERNAL_PASSPORT]);
  await untilRead(page, 2);
  await row(page, GUEST.title).click();
  await field(page, 'Room').fill('ROOM-OF-ANNA');
  await field(page, 'Phone').fill('+7 999 123-45-67');
  await confirmNow(page, GUEST.title);
  await search(page, GUEST.surname);
  await expect(page.getByRole('row').filter({ hasText: GUEST.title })).toHaveCount(1);

  // What an administrator has written goes into the profile here, so that it is looked through, too.
  const answers = await carryOut(running, desk.profile);
  expect(answers).toEqual([true, true, true, true]);
  const look = () => {
    const files = globSync('**/*', { cwd: desk.profile, withFileTypes: true }).filter((file) => file.isFile());
    const needles = [...WORDS.flatMap((word) => disguises(word)), ...pieces(PASSPORT), ...pieces(INTERNAL_PASSPORT)];
    const found = files.flatMap((file) => {
      const full = path.join(file.parentPath, file.name);
      const bytes = existing(full);
      return needles.filter((needle) => bytes.includes(needle)).map((needle) => `${path.relative(desk.profile, full)}: ${needle.toString('latin1')}`);
    });
    return { names: files.map(({ name }) => name), found };
  };
  // While it runs, with its write-ahead log, and after it has ended.
  const during = look();
  expect(during.names).toEqual(expect.arrayContaining(
    ['desk.db', 'audit.csv', 'kakdoma-desk-settings.json', 'kakdoma-desk-pepper.json'],
  ));
  expect(during.found).toEqual([]);
  await running.close();
  const after = look();
  expect(after.names).toContain('desk.db');
  expect(after.names).toContain('desk.log');
  expect(after.found).toEqual([]);
});
