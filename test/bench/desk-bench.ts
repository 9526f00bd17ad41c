/**
 * `npm run bench:desk [-- registrations]`: how long confirm and search take on this machine with a house full of guests
 * (10,000 by default), on the real database with real encryption. Prints a table of milliseconds.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCaptures } from '../../electron/capture/captures.ts';
import { createStorage } from '../../electron/db/storage.ts';
import { openLog } from '../../electron/log.ts';
import { createRegistrations, type Registrations } from '../../electron/records/registrations.ts';
import { createMemoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { createScriptedOcr } from '../electron/scripted-ocr.ts';
import { confirmInput, draftOf } from '../electron/specimens.ts';

const SEARCHES = 200;
const PAGE = 50;

const count = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), 'desk-bench-'));
const keychain = createMemoryKeychain();
const log = openLog({ folder });

/** Names by syllables, so that prefixes are shared as in a real house: many begin alike, few are the same. */
const SYLLABLES = ['AN', 'BER', 'CAR', 'DA', 'EL', 'FRE', 'GU', 'HAN', 'IV', 'JO', 'KO', 'LIN', 'MAR', 'NO', 'OL', 'PET'];
const nameOf = (seed: number, syllables: number): string =>
  Array.from({ length: syllables }, (_, place) => SYLLABLES[(seed >> (place * 3)) % SYLLABLES.length]).join('');

function guest(n: number) {
  const seed = (n * 2_654_435_761) % 2 ** 31;
  const day = String(1 + (n % 28)).padStart(2, '0');
  return draftOf({
    surname: nameOf(seed, 3), givenNames: `${nameOf(seed >> 7, 2)} ${nameOf(seed >> 11, 2)}`,
    documentNumber: `N${String(n).padStart(8, '0')}`, birthDate: `19${50 + (n % 50)}-0${1 + (n % 9)}-${day}`,
    stay: { arrival: `2026-0${1 + (n % 9)}-${day}`, room: String(n % 300) },
  });
}

function open() {
  const storage = createStorage({ folder, keychain, log });
  const captures = createCaptures({ storage, ocr: createScriptedOcr(), log });
  return { storage, captures, registrations: createRegistrations({ storage, captures, log }) };
}

type Result = { readonly what: string; readonly times: number[] };

async function measure(what: string, times: number, act: (n: number) => Promise<unknown>): Promise<Result> {
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await act(n);
    taken.push(performance.now() - began);
  }
  return { what, times: taken };
}

function print(results: readonly Result[]): void {
  const at = (sorted: readonly number[], share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2).padStart(9);
  console.log(`${''.padEnd(44)}${['p50', 'p95', 'max'].map((head) => head.padStart(9)).join('')}   ms`);
  for (const { what, times } of results) {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(`${what.padEnd(44)}${at(sorted, 0.5)}${at(sorted, 0.95)}${at(sorted, 1)}`);
  }
}

function searches(registrations: Registrations): (() => Promise<Result>)[] {
  const search = (what: string, queryOf: (n: number) => string) => () => measure(what, SEARCHES, (n) =>
    registrations.list({ query: queryOf(n), from: '', to: '', after: null, limit: PAGE }));
  const some = (n: number) => guest((n * 47) % count).fields;
  return [
    search('list, first page', () => ''),
    search('search, 1 letter', (n) => some(n).surname.value.slice(0, 1)),
    search('search, 3 letters', (n) => some(n).surname.value.slice(0, 3)),
    search('search, surname and given name', (n) => `${some(n).surname.value} ${some(n).givenNames.value}`),
    search('search, two single letters', (n) => `${some(n).surname.value.charAt(0)} ${some(n).givenNames.value.charAt(0)}`),
    search('search, document number', (n) => some(n).documentNumber.value),
    search('search, birth date', (n) => some(n).birthDate.value),
    search('search, nobody', () => 'ZZZZZZ'),
  ];
}

try {
  const first = open();
  await first.storage.open();
  const drafts = Array.from({ length: count }, (_, n) => confirmInput(guest(n), { destinations: ['folder'] }));
  const results = [await measure(`confirm, up to ${count} registrations`, count, async (n) => {
    const input = drafts[n];
    if (input) await first.registrations.confirm(input);
  })];
  first.storage.close();
  const second = open();
  results.push(await measure('open storage, whole database checked', 1, () => second.storage.open()));
  for (const search of searches(second.registrations)) results.push(await search());
  const picture = new Uint8Array(4_000_000).fill(1);
  results.push(await measure('add a picture of 4 MB', 20, () => second.captures.add(picture, 'drop')));
  print(results);
  const megabytes = (statSync(join(folder, 'desk.db')).size / 1e6).toFixed(1);
  console.log(`database: ${megabytes} MB, ${process.platform} ${process.arch}, Node ${process.version}`);
  await second.captures.stop();
  second.storage.close();
} finally {
  log.close();
  rmSync(folder, { recursive: true, force: true });
}
