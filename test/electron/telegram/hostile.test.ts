/** 10,000 updates that no honest client sends: nothing crashes, nothing is done that nobody may ask for. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DEFAULT_TELEGRAM } from '../../../shared/telegram.ts';
import { createHandler } from '../../../electron/telegram/handler.ts';
import { createStaffHandler } from '../../../electron/telegram/staff-handler.ts';
import { dueOutgoing } from '../../../electron/telegram/outgoing-rows.ts';
import { fileJobs } from '../../../electron/telegram/file-rows.ts';
import { listConversations, listEntries } from '../../../electron/telegram/message-rows.ts';
import { storeUpdates } from '../../../electron/telegram/update-rows.ts';
import { openProfile } from '../profile.ts';
import { seeded, type Random } from '../../torture/random.ts';
import { sql } from '../../../electron/db/database.ts';

const UPDATES = 10_000;
const SEED = 20_265;

const STRANGE: readonly unknown[] = [
  null, true, -1, 0, 2 ** 53, 1e308, '', 'x', [], {}, [[]], { id: 'x' }, Number.MIN_VALUE, '\u0000', 'a'.repeat(9000),
];
const WORDS = [
  '/start', '/delete', '/start@other_bot', '/START', '/ start', '/owner', '/resend', '/parked', '/erase 00000000-0000', '/ratings', '/start\u202egpj.exe', '\u200b\u200b\u200b',
  '\u202eабв\u2066', 'ё'.repeat(4096), 'z\u0301\u0302\u0303\u0304\u0305\u0306'.repeat(500), "'; DROP TABLE bot_chat; --", '${process.exit()}',
  '{"update_id":1}', '<script>alert(1)</script>', '\ud800', 'P<UTOERIKSSON<<ANNA', '', ' ', '\n\n\n',
];
const DATA = [
  'c:yes', 'e:yes', 'again', 'l:xx', 'h:__proto__', 'h:constructor', 'd:', 'd:../../etc/passwd:ok', 'x'.repeat(900), '\u0000',
  'd:00000000-0000-4000-8000-000000000000:ok', 'd:00000000-0000-4000-8000-000000000000:f:99:surname', 'd:__proto__:del',
  'd:00000000-0000-4000-8000-000000000000:f:-1:__proto__', 'a:00000000-0000-4000-8000-000000000000:yes',
];

function update(random: Random, n: number): unknown {
  const id = random.pick([11, 12, 13, 14]);
  const from = { id, is_bot: false, first_name: random.pick(WORDS), language_code: random.pick(['ru', 'en', '', 'zz-💥']) };
  const chat = { id, type: 'private' };
  const file = { file_id: `f${n}`, file_unique_id: `u${random.below(500)}`, file_size: random.pick([1, 10, 2 ** 40, -5]) };
  const message: Record<string, unknown> = { message_id: n, date: 1, from, chat };
  const made = random.below(10);
  if (made < 4) message['text'] = random.pick(WORDS);
  else if (made === 4) message['photo'] = random.pick<unknown>([[file], [], [null], 'x', [{ ...file, width: 'wide' }]]);
  else if (made === 5) message['document'] = { ...file, mime_type: random.pick<unknown>(['image/jpeg', 'application/x-msdownload', 7, '../jpeg']) };
  else if (made === 6) message['voice'] = { ...file, duration: random.pick<unknown>([3, -1, 'x', 1e12]) };
  else if (made === 7) message[random.pick(['sticker', 'video', 'location', 'game', 'passport_data', 'web_app_data'])] = random.pick(STRANGE);
  else {
    const press = { id: `p${n}`, from, data: random.pick(DATA), message: { message_id: 1, chat } };
    if (random.chance(0.3)) Object.assign(press, { [random.pick(['id', 'from', 'data', 'message'])]: random.pick(STRANGE) });
    return { update_id: n, callback_query: press };
  }
  if (random.chance(0.1)) message['caption'] = random.pick([...WORDS, ...STRANGE]);
  // Somebody else's name, a group, a channel, or a wrong type anywhere.
  if (random.chance(0.1)) Object.assign(message, { chat: { id: -100, type: 'group' } });
  if (random.chance(0.1)) Object.assign(message, { from: { ...from, id: 999 } });
  if (random.chance(0.2)) Object.assign(message, { [random.pick(Object.keys(message))]: random.pick(STRANGE) });
  if (random.chance(0.1)) return { update_id: n, [random.pick(['poll', 'inline_query', 'business_message', '__proto__'])]: random.pick(STRANGE) };
  if (random.chance(0.05)) return { update_id: n, my_chat_member: { from, chat, new_chat_member: random.pick<unknown>([{ status: 'kicked' }, null, {}]) } };
  if (random.chance(0.1)) return { update_id: n, edited_message: message };
  return random.chance(0.02) ? random.pick(STRANGE) : { update_id: n, message };
}

it('10,000 hostile updates crash nothing, execute nothing, and leave the desk working', { timeout: 300_000 }, async () => {
  const random = seeded(SEED);
  let now = Date.UTC(2026, 10, 21);
  // In memory where there is such a folder: what is tested is not the disk.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'desk-hostile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { storage, captures } = await openProfile({ folder });
  const errors: unknown[] = [];
  const staff = createStaffHandler({
    settings: () => DEFAULT_TELEGRAM, now: () => now, botName: () => '', destinationName: (id) => id,
    resendParked: () => { throw new Error('resent'); },
  });
  const handler = createHandler({
    storage, staff, settings: () => DEFAULT_TELEGRAM, now: () => now, talked: () => undefined, handed: (id) => { throw new Error(`handed ${id}`); },
    log: { info: () => undefined, warn: () => undefined, error: (_event, details) => errors.push(details?.error) },
  });
  const open = storage.opened();
  for (let first = 1; first <= UPDATES; first += 100) {
    const batch = Array.from({ length: 100 }, (_, n) => update(random, first + n));
    storeUpdates(open, batch, now);
    handler.handleStored();
    // A minute and a half, so that the limits do not keep most of it away.
    now += 90_000;
  }
  expect(errors).toEqual([]);
  expect(open.database.all(sql.selectFrom('bot_update').select('seq').where('state', '<>', 'done'))).toEqual([]);
  // Four people wrote; nobody else came to be by a forged name.
  const chats = open.database.all(sql.selectFrom('bot_chat').select('id'));
  expect(chats).toHaveLength(4);
  // Nothing got into the queue, no pixel was fetched: that takes a worker, and what it would fetch is a picture or a voice.
  expect(await captures.list()).toEqual([]);
  for (const job of fileJobs(open, 100_000)) expect(['picture', 'voice']).toContain(job.kind);
  const talks = listConversations(open);
  for (const { id, name } of talks) {
    expect(name).not.toMatch(/[\u200b\u202a-\u202e\u2066-\u2069]/);
    for (const entry of listEntries(open, id)) if (entry.kind === 'question') expect(entry.text).not.toMatch(/[\u200b\u202a-\u202e]/);
  }
  expect(dueOutgoing(open, 10)).not.toEqual([]);
  // And an honest one is still answered.
  storeUpdates(open, [{ update_id: 9_999_999, message: { message_id: 1, date: 1, from: { id: 77, is_bot: false, first_name: 'Anna' }, chat: { id: 77, type: 'private' }, text: 'Hello?' } }], now);
  handler.handleStored();
  expect(listConversations(open).find(({ name }) => name === 'Anna')).toMatchObject({ lastWords: 'Hello?' });
});
