/** What staff and owners may ask of the bot, and everybody else may not. */
import { describe, expect, it } from 'vitest';
import { registrationNumber } from '../../../shared/registration.ts';
import { sql } from '../../../electron/db/database.ts';
import { claimAction, finishAction } from '../../../electron/telegram/action-rows.ts';
import { createDenials } from '../../../electron/telegram/denials.ts';
import { insertRating } from '../../../electron/telegram/rating-rows.ts';
import { confirmInput } from '../specimens.ts';
import { openBotDesk } from './bot-desk.ts';

const soon = { timeout: 20_000, interval: 20 };
const OWNER = 900;
const STAFF = 901;

async function withParked() {
  const desk = await openBotDesk({ settings: { owners: [OWNER], staff: [STAFF] } });
  await desk.registrations.confirm({ ...confirmInput(), destinations: ['folder'] });
  desk.storage.opened().database.run(sql.updateTable('delivery').set({ state: 'parked', code: 'folder.full' }));
  const owner = desk.telegram.person('Olga', { id: OWNER });
  const staff = desk.telegram.person('Stas', { id: STAFF });
  const denied = () => desk.storage.opened().database.all(
    sql.selectFrom('audit_entry').select('detail').where('action', '=', 'bot.denied')).map(({ detail }) => detail);
  const states = () => desk.storage.opened().database.all(sql.selectFrom('delivery').select('state')).map(({ state }) => state);
  return { ...desk, owner, staff, denied, states };
}

it('tells numbers, and nothing of anybody', async () => {
  const { owner, staff } = await withParked();
  for (const command of ['/today', '/arrivals', '/parked', '/bot']) {
    owner.say(command);
    staff.say(command);
  }
  await expect.poll(() => [owner.messages.length, staff.messages.length], soon).toEqual([4, 4]);
  const said = [...owner.messages, ...staff.messages].map(({ text }) => text).join('\n');
  expect(said).toMatch(/Сегодня регистраций: 1\.[^]*folder: ждёт 0, застряло 1\.[^]*@house_bot/);
  expect(said).not.toMatch(/ERIKSSON|L898902C3/);
});

it('has an owner confirm a dry run, does it once, and says so to every further press', async () => {
  const { owner, staff, resent, denied, storage, states } = await withParked();
  owner.say('/resend');
  await expect.poll(() => owner.labels(), soon).toContain('✅ Отправить');
  expect(states()).toEqual(['parked']);
  const offer = owner.last();
  const data = offer?.buttons[0]?.[0]?.callback_data ?? '';
  const id = offer?.id ?? 0;
  // Somebody else with the same token, and two presses of the owner before anything is answered.
  staff.pressData(data, id);
  owner.pressData(data, id);
  owner.pressData(data, id);
  await expect.poll(() => owner.last()?.text, soon).toMatch('снова в очереди');
  await expect.poll(() => [...owner.pressed.values()], soon).toEqual(['', 'Уже выполнено']);
  expect(resent.count).toBe(1);
  expect(states()).toEqual(['due']);
  expect(denied()).toEqual(['press']);
  const done = storage.opened().database.all(sql.selectFrom('audit_entry').select('action').where('action', '=', 'bot.resent'));
  expect(done).toHaveLength(1);
});

it('does what was claimed when the desk died', async () => {
  const { owner, resent, storage, set } = await withParked();
  owner.say('/resend');
  await expect.poll(() => owner.labels(), soon).toContain('✅ Отправить');
  set({ on: false });
  storage.opened().database.run(sql.updateTable('bot_action').set({ state: 'running' }));
  owner.press('✅ Отправить');
  set({ on: true });
  await expect.poll(() => owner.last()?.text, soon).toMatch('снова в очереди');
  await expect.poll(() => [...owner.pressed.values()], soon).toEqual(['Уже выполнено']);
  expect(resent.count).toBe(1);
});

it('lets one press run an action, tells others that it is under way or done, and no other chat anything', async () => {
  const { storage, owner } = await withParked();
  owner.say('/resend');
  await expect.poll(() => owner.labels(), soon).toContain('✅ Отправить');
  const open = storage.opened();
  const [offered] = open.database.all(sql.selectFrom('bot_action').select(['token', 'chat_id as chatId', 'offered_at as at']));
  if (offered === undefined) throw new Error('nothing was offered');
  const { token, chatId, at } = offered;
  expect(claimAction(open, { token, chatId: 'another' }, at)).toBe('expired');
  expect(claimAction(open, { token, chatId }, at + 11 * 60_000)).toBe('expired');
  expect(claimAction(open, { token, chatId }, at)).toBe('claimed');
  expect(claimAction(open, { token, chatId }, at)).toBe('running');
  expect([finishAction(open, token), finishAction(open, token)]).toEqual([true, false]);
  expect(claimAction(open, { token, chatId }, at)).toBe('done');
});

it('denies everybody else in silence and notes it once a minute for each person and kind', async () => {
  const { telegram, denied, staff, resent } = await withParked();
  const anna = telegram.person('Anna', { id: 77 });
  for (const command of ['/parked', '/parked', '/resend', '/parked']) anna.say(command);
  staff.say('/resend');
  anna.say('/help');
  await expect.poll(() => anna.messages.map(({ text }) => text), soon).toHaveLength(1);
  await expect.poll(() => denied().toSorted(), soon).toEqual(['parked', 'resend', 'resend']);
  expect(resent.count).toBe(0);
});

it('says once that there is no access where an administrator wants it said', async () => {
  const { telegram } = await openBotDesk({ settings: { tellStrangers: true } });
  const anna = telegram.person('Anna');
  anna.say('/parked');
  anna.say('/today');
  anna.say('/id');
  await expect.poll(() => anna.messages.map(({ text }) => text), soon).toEqual(['Нет доступа.', expect.stringContaining(`${anna.chat.id}`)]);
});

it('remembers a thousand of those it denied, and forgets the one heard of longest ago', () => {
  let now = 0;
  const isDue = createDenials(() => now);
  for (let n = 0; n < 1_000; n += 1) expect(isDue(`p${n}`, 'today')).toBe(true);
  expect(isDue('p0', 'today')).toBe(false);
  expect(isDue('one more', 'today')).toBe(true);
  expect([isDue('p0', 'today'), isDue('p1', 'today')]).toEqual([false, true]);
  now = 60_000;
  expect(isDue('p0', 'today')).toBe(true);
});

describe('erasing at an owner’s word', () => {
  const FOLDER = { id: 'folder', kind: 'folder', name: 'Архив', on: true, options: { path: '/srv/archive' } } as const;

  async function withGuest() {
    const desk = await openBotDesk({ settings: { owners: [OWNER], staff: [STAFF] }, destinations: [FOLDER] });
    const { registrationId } = await desk.registrations.confirm({ ...confirmInput(), destinations: ['folder'] });
    desk.storage.opened().database.run(sql.updateTable('delivery').set({ state: 'delivered', delivered_at: 1, attempts: 1 }));
    const owner = desk.telegram.person('Olga', { id: OWNER });
    const staff = desk.telegram.person('Stas', { id: STAFF });
    const number = registrationNumber(registrationId);
    const left = async () => (await desk.registrations.list({ query: '', from: '', to: '', after: null, limit: 10 })).rows.length;
    const audited = () => desk.storage.opened().database.all(
      sql.selectFrom('audit_entry').select('action').where('action', 'in', ['bot.guestErased', 'guest.erased', 'bot.denied']))
      .map(({ action }) => action);
    return { ...desk, owner, staff, number, left, audited };
  }

  it('shows numbers alone first, erases once it is confirmed, and says so to every further press', async () => {
    const { owner, staff, number, left, audited } = await withGuest();
    staff.say(`/erase ${number}`);
    owner.say(`/erase №${number.toUpperCase()}`);
    await expect.poll(() => owner.labels(), soon).toContain('✅ Стереть');
    expect(await left()).toBe(1);
    const shown = owner.messages.map(({ text }) => text).join('\n');
    expect(shown).toMatch(/регистраций 1, снимков 0[^]*Архив: 1\.[^]*Вернуть будет нельзя/);
    expect(shown).not.toMatch(/ERIKSSON|ANNA|L898902C3|1974/);
    const offer = owner.last();
    const data = offer?.buttons[0]?.[0]?.callback_data ?? '';
    staff.pressData(data, offer?.id ?? 0);
    owner.pressData(data, offer?.id ?? 0);
    owner.pressData(data, offer?.id ?? 0);
    await expect.poll(() => owner.last()?.text, soon).toMatch('На стойке стёрто');
    await expect.poll(() => [...owner.pressed.values()], soon).toHaveLength(2);
    expect([...owner.pressed.values()][1]).toMatch(/^Уже (выполняется|выполнено)$/);
    expect(await left()).toBe(0);
    expect(audited().toSorted()).toEqual(['bot.denied', 'bot.denied', 'bot.guestErased', 'guest.erased']);
    expect(staff.messages).toEqual([]);
  });

  it('leaves everything where it is declined, unknown, or asked for wrongly', async () => {
    const { owner, number, left, audited } = await withGuest();
    owner.say('/erase');
    await expect.poll(() => owner.last()?.text, soon).toMatch('Напишите /erase и номер');
    owner.say('/erase 00000000-0000');
    await expect.poll(() => owner.last()?.text, soon).toBe('Регистрации с таким номером нет.');
    owner.say(`/erase ${number}`);
    await expect.poll(() => owner.labels(), soon).toContain('❌ Не надо');
    owner.press('❌ Не надо');
    await expect.poll(() => [...owner.pressed.values()], soon).toEqual(['Хорошо, ничего не сделано.']);
    expect(await left()).toBe(1);
    expect(audited()).toEqual([]);
  });

  it('is refused when the guest has come again since the dry run', async () => {
    const { owner, number, left, registrations } = await withGuest();
    owner.say(`/erase ${number}`);
    await expect.poll(() => owner.labels(), soon).toContain('✅ Стереть');
    await registrations.confirm(confirmInput());
    owner.press('✅ Стереть');
    await expect.poll(() => owner.last()?.text, soon).toMatch('данные гостя с тех пор изменились');
    expect(await left()).toBe(2);
  });

  it('is done once though the desk died at any point of it', async () => {
    const { owner, number, left, audited, storage, set } = await withGuest();
    owner.say(`/erase ${number}`);
    await expect.poll(() => owner.labels(), soon).toContain('✅ Стереть');
    const [asked] = storage.opened().database.all(sql.selectFrom('bot_action').select(['registration_id', 'mark']));
    owner.press('✅ Стереть');
    await expect.poll(() => owner.last()?.text, soon).toMatch('На стойке стёрто');
    // As a desk finds it that died after the erasing and before it could note or say so.
    set({ on: false });
    storage.opened().database.run(sql.updateTable('bot_action').set({ state: 'running', ...asked }));
    storage.opened().database.run(sql.deleteFrom('bot_outgoing').where('key', 'like', 'action/%'));
    set({ on: true });
    await expect.poll(() => owner.messages.filter(({ text }) => text.startsWith('На стойке стёрто')), soon).toHaveLength(2);
    expect(await left()).toBe(0);
    expect(audited().filter((action) => action === 'guest.erased')).toHaveLength(1);
  });
});

it('sums up the stars of thirty days for those who work here', async () => {
  const { telegram, storage } = await openBotDesk({ settings: { owners: [OWNER], ratings: true } });
  const owner = telegram.person('Olga', { id: OWNER });
  owner.say('/ratings');
  await expect.poll(() => owner.last()?.text, soon).toBe('За 30 дней оценок не было.');
  const open = storage.opened();
  for (const stars of [5, 5, 4]) insertRating(open, stars, Date.now());
  insertRating(open, 1, Date.now() - 31 * 24 * 3_600_000);
  owner.say('/ratings');
  await expect.poll(() => owner.last()?.text, soon)
    .toBe('Оценки за 30 дней: в среднем 4,7.\n★★★★★ 2\n★★★★ 1\n★★★ 0\n★★ 0\n★ 0');
  owner.say('/help');
  await expect.poll(() => owner.last()?.text, soon).toContain('Владельцу: /resend');
});
