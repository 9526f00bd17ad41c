/**
 * `npm run bench:desk [-- --registrations N]`: how long confirm, search and the list of deliveries take on this machine
 * with N registrations stored (100,000 where not said), on the real database with real encryption; and in the window of
 * the whole program how long a dropped picture and a swipe take until their fields are seen, and how many frames of a
 * camera are looked at (`--window-only`: that alone); and how fast a folder of pictures is imported, and in what memory
 * (`--import-only`, `--pictures N`). Prints tables with what is promised beside it.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createCaptures } from '../../electron/capture/captures.ts';
import { sql } from '../../electron/db/database.ts';
import { createStorage, type Storage } from '../../electron/db/storage.ts';
import { openLog } from '../../electron/log.ts';
import { createDeliveries, type Deliveries } from '../../electron/outbox/deliveries.ts';
import { enqueueDeliveries } from '../../electron/outbox/outbox.ts';
import { insertRegistration } from '../../electron/records/registration-rows.ts';
import { createRegistrations, type Registrations } from '../../electron/records/registrations.ts';
import { tokensOfDraft } from '../../electron/records/search.ts';
import { createMemoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { buildDesk } from '../../scripts/build-desk.ts';
import { createScriptedOcr } from '../electron/scripted-ocr.ts';
import { confirmInput, draftOf } from '../electron/specimens.ts';
import { measureImport } from './import-bench.ts';
import { measureWindow } from './window-bench.ts';

const PROMISED_CONFIRM_MS = 20;
const PROMISED_SEARCH_MS = 50;
const SEARCHES = 200;
const PAGE = 50;

/** How many more are confirmed once all are stored; what is promised is promised of these. */
const MORE = 1000;
const DESTINATION = 'folder';
const FILLED_AT_ONCE = 500;

const PROMISED_DROP_MS = 400;
const PROMISED_SWIPE_MS = 100;
const PROMISED_FRAMES = 8;

const { values: given } = parseArgs({
  options: { registrations: { type: 'string', default: '100000' }, 'window-only': { type: 'boolean', default: false },
    'import-only': { type: 'boolean', default: false }, pictures: { type: 'string', default: '1000' } },
});
const count = Number(given.registrations);
if (!Number.isSafeInteger(count) || count < 1) throw new Error('--registrations takes a whole number from 1 on');
const pictures = Number(given.pictures);
if (!Number.isSafeInteger(pictures) || pictures < 10) throw new Error('--pictures takes a whole number from 10 on');
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
  const deliveries = createDeliveries({ storage, log, tried: () => undefined });
  return { storage, captures, deliveries, registrations: createRegistrations({ storage, captures, log }) };
}

/** `promised`: milliseconds that 95 of 100 must not exceed; null where nothing is promised. */
type Result = { readonly what: string; readonly times: number[]; readonly promised: number | null };

async function measure(
  what: string, times: number, act: (n: number) => Promise<unknown>, promised: number | null = null,
): Promise<Result> {
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await act(n);
    taken.push(performance.now() - began);
  }
  return { what, times: taken, promised };
}

function print(results: readonly Result[]): void {
  const at = (sorted: readonly number[], share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2).padStart(9);
  console.log(`${''.padEnd(44)}${['p50', 'p95', 'max', 'promised'].map((head) => head.padStart(9)).join('')}   ms`);
  for (const { what, times, promised } of results) {
    const sorted = [...times].sort((a, b) => a - b);
    const limit = promised === null ? '' : `p95 ≤ ${promised}`.padStart(12);
    console.log(`${what.padEnd(44)}${at(sorted, 0.5)}${at(sorted, 0.95)}${at(sorted, 1)}${limit}`);
  }
}

function searches(registrations: Registrations): (() => Promise<Result>)[] {
  const search = (what: string, queryOf: (n: number) => string) => () => measure(what, SEARCHES, (n) =>
    registrations.list({ query: queryOf(n), from: '', to: '', after: null, limit: PAGE }), PROMISED_SEARCH_MS);
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

/** What the strip asks for each second at most, and what the view of deliveries asks for. */
function outbox({ registrations, deliveries }: { registrations: Registrations; deliveries: Deliveries }): (() => Promise<Result>)[] {
  const list = (what: string, state: 'all' | 'open' | 'parked') => () => measure(what, SEARCHES, () =>
    deliveries.list({ destinationId: DESTINATION, state, after: null, limit: PAGE }));
  return [
    () => measure('strip: how deliveries stand', SEARCHES, async () => {
      await registrations.deliveryCounts();
      await deliveries.health(DESTINATION);
    }),
    list('deliveries, first page', 'all'), list('deliveries, waiting', 'open'), list('deliveries, stuck', 'parked'),
  ];
}

/** As confirm writes them, many to a transaction: waiting for the disk after each would take the better part of an hour. */
function fill(storage: Storage): void {
  const { database, keys } = storage.opened();
  for (let from = 0; from < count; from += FILLED_AT_ONCE) {
    database.transaction(() => {
      for (let n = from; n < Math.min(count, from + FILLED_AT_ONCE); n += 1) {
        const draft = guest(n);
        const [id, residentId, confirmedAt] = [randomUUID(), randomUUID(), Date.now()];
        database.run(sql.insertInto('resident').values({ id: residentId, created_at: confirmedAt }));
        insertRegistration(database, keys.fields, {
          id, draftId: randomUUID(), residentId, confirmedAt, source: 'typed', captureId: null, document: 0,
          personal: { ...draft, checks: {} }, tokens: tokensOfDraft(keys.blindIndex, draft),
        });
        enqueueDeliveries(database, { id, captureId: null, confirmedAt }, [DESTINATION]);
      }
    });
  }
}

async function measureStored(): Promise<void> {
  const first = open();
  await first.storage.open();
  fill(first.storage);
  const results = [await measure(`confirm, with ${count} stored`, MORE, (n) =>
    first.registrations.confirm(confirmInput(guest(count + n), { destinations: [DESTINATION] })), PROMISED_CONFIRM_MS)];
  first.storage.close();
  const second = open();
  results.push(await measure('open storage, whole database checked', 1, () => second.storage.open()));
  for (const search of searches(second.registrations)) results.push(await search());
  for (const look of outbox(second)) results.push(await look());
  const picture = new Uint8Array(4_000_000).fill(1);
  results.push(await measure('add a picture of 4 MB', 20, () => second.captures.add(picture, 'drop')));
  print(results);
  const megabytes = (statSync(join(folder, 'desk.db')).size / 1e6).toFixed(1);
  console.log(`database: ${megabytes} MB, ${process.platform} ${process.arch}, Node ${process.version}`);
  await second.captures.stop();
  second.storage.close();
}

async function measureSeen(): Promise<void> {
  await buildDesk();
  const { drops, swipes, camera } = await measureWindow();
  print([
    { what: 'picture let go → fields on the screen', times: [...drops], promised: null },
    { what: 'reader\'s last key → fields on the screen', times: [...swipes], promised: PROMISED_SWIPE_MS },
  ]);
  console.log(`of dropped pictures half are promised within ${PROMISED_DROP_MS} ms`);
  const { analysed, shown, dropped } = camera;
  console.log(`camera: ${analysed.toFixed(1)} frames a second looked at (promised: ${PROMISED_FRAMES}), `
    + `${shown.toFixed(1)} shown by the preview, ${dropped} dropped`);
}

try {
  if (!given['window-only'] && !given['import-only']) await measureStored();
  if (!given['import-only']) await measureSeen();
  if (!given['window-only']) await measureImport(pictures);
} finally {
  log.close();
  rmSync(folder, { recursive: true, force: true });
}
