/** A resident's way through the bot, over the Bot API of our tests, with real storage and captures. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sql } from '../../../electron/db/database.ts';
import { CONSENT_VERSION } from '../../../electron/telegram/dialogue/consent.ts';
import { eraseMessagesBefore } from '../../../electron/telegram/message-rows.ts';
import { findChat } from '../../../electron/telegram/chat-rows.ts';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { specimenReading } from '../specimens.ts';
import { openBotDesk } from './bot-desk.ts';

const PICTURE = readFileSync(new URL('../../../resources/demo/1-passport.jpg', import.meta.url));
const soon = { timeout: 15_000, interval: 20 };

async function consented(parts: Parameters<typeof openBotDesk>[0] = {}) {
  const desk = await openBotDesk(parts);
  const anna = desk.telegram.person('Anna Berg');
  anna.say('/start');
  await expect.poll(() => anna.labels(), soon).toContain('Согласен');
  anna.press('Согласен');
  await expect.poll(() => anna.last()?.text, soon).toMatch('согласие записано');
  return { ...desk, anna };
}

it('greets in the language of the resident and asks for consent before anything is taken', async () => {
  const { telegram } = await openBotDesk();
  const anna = telegram.person('Anna', { language: 'ru' });
  const bob = telegram.person('Bob', { language: 'en-GB' });
  anna.say('/start');
  bob.say('/start');
  await expect.poll(() => anna.messages.map(({ text }) => text).join(), soon).toMatch(/Здравствуйте[^]*Согласны/);
  await expect.poll(() => bob.messages.map(({ text }) => text).join(), soon).toMatch(/Hello[^]*Do you agree/);
  bob.say('/language');
  await expect.poll(() => bob.labels(), soon).toContain('Русский');
  bob.press('Русский');
  await expect.poll(() => bob.last()?.text, soon).toBe('Буду говорить по-русски.');
});

it('neither takes nor downloads a picture without consent', async () => {
  const { telegram, captures } = await openBotDesk();
  const anna = telegram.person('Anna');
  anna.sendFile(PICTURE, 'image/jpeg');
  await expect.poll(() => anna.last()?.text, soon).toMatch('это фото не скачано');
  expect(telegram.asked.map(({ method }) => method)).not.toContain('getFile');
  expect(await captures.list()).toEqual([]);
});

it('reads a picture, shows the number masked, and hands it to the desk once it is confirmed', async () => {
  const { telegram, captures, anna, storage } = await consented();
  anna.sendFile(PICTURE, 'image/jpeg');
  await expect.poll(() => anna.labels(), soon).toContain('Все верно');
  const card = anna.last()?.text ?? '';
  expect(card).toMatch(/Фамилия: ERIKSSON[^]*Номер документа: ••••••2C3/);
  expect(card).not.toContain('L898902C3');
  expect(await captures.list()).toEqual([]);

  anna.press('Все верно');
  await expect.poll(() => captures.list(), soon).toMatchObject([{ source: 'bot', sentAhead: true, title: 'ERIKSSON ANNA MARIA' }]);
  await expect.poll(() => anna.last()?.text, soon).toMatch('Данные переданы на стойку');
  expect(telegram.complaints).toEqual([]);
  const { database } = storage.opened();
  expect(database.all(sql.selectFrom('bot_chat').select(['consent_version', 'consent_at'])))
    .toEqual([{ consent_version: CONSENT_VERSION, consent_at: expect.any(Number) }]);
});

it('corrects one field at a time, tells what is wrong with it, and lets it be cancelled', async () => {
  const { captures, anna } = await consented();
  anna.sendFile(PICTURE, 'image/jpeg');
  await expect.poll(() => anna.labels(), soon).toContain('Исправить');
  anna.press('Исправить');
  await expect.poll(() => anna.labels(), soon).toContain('Номер документа');
  anna.press('Номер документа');
  await expect.poll(() => anna.last()?.text, soon).toMatch('Сейчас: ••••••2C3');
  anna.say('номер!');
  await expect.poll(() => anna.last()?.text, soon).toMatch('только латинские буквы и цифры');
  anna.say('x 123-456');
  await expect.poll(() => anna.last()?.text, soon).toMatch('••••456');
  anna.press('Исправить');
  await expect.poll(() => anna.last()?.text, soon).toBe('Что исправить?');
  anna.press('Имя');
  await expect.poll(() => anna.last()?.text, soon).toMatch('Напишите, как в документе: имя');
  anna.press('Отмена');
  await expect.poll(() => anna.last()?.text, soon).toMatch(/Имя: ANNA MARIA[^]*••••456/);
  anna.press('Все верно');
  await expect.poll(async () => (await captures.list()).length, soon).toBe(1);
  const [capture] = await captures.list();
  expect(await captures.typedAhead(capture?.id ?? '')).toEqual([{ documentNumber: 'X123456' }]);
});

it('says what to do when nothing can be read, and leaves the picture to the desk if asked to', async () => {
  const ocr = createScriptedOcr((job) => ({
    reading: { ...specimenReading(0), quality: ['glare'] }, display: job.bytes, zones: [],
  }));
  const { captures, anna } = await consented({ profile: { ocr } });
  anna.sendPhoto(PICTURE);
  await expect.poll(() => anna.last()?.text, soon).toMatch(/На снимке блик[^]*без бликов/);
  anna.press('Оставить стойке');
  await expect.poll(() => captures.list(), soon).toMatchObject([{ source: 'bot', sentAhead: true, title: null }]);
});

it('takes several guests in one chat, refuses what is no picture, and knows one that came already', async () => {
  const { anna, captures } = await consented();
  anna.sendFile(Buffer.from('%PDF-1.7'), 'application/pdf');
  await expect.poll(() => anna.last()?.text, soon).toMatch('Это не фото');
  anna.sendFile(Buffer.from('GIF89a and more'), 'image/jpeg');
  await expect.poll(() => anna.messages.filter(({ text }) => text.startsWith('Это не фото')).length, soon).toBe(2);
  anna.sendFile(PICTURE, 'image/jpeg');
  anna.sendFile(PICTURE, 'image/jpeg');
  anna.sendFile(Buffer.concat([PICTURE, Buffer.from('.')]), 'image/jpeg');
  await expect.poll(() => anna.labels().filter((label) => label === 'Все верно').length, soon).toBe(2);
  expect(anna.messages.map(({ text }) => text)).toContain('Это фото у меня уже есть.');
  anna.press('Все верно');
  await expect.poll(() => anna.last()?.text, soon).toMatch('Данные переданы');
  anna.press('Удалить');
  await expect.poll(() => anna.last()?.text, soon).toMatch('стёрты');
  expect(await captures.list()).toHaveLength(1);
});

it('passes a question on, brings the answer, and answers what the house says by itself', async () => {
  const { bot, anna, changes } = await consented({ settings: { signature: 'Стойка', house: { address: '', checkIn: '14:00', wifi: '', rules: '' } } });
  anna.say('Можно приехать ночью?');
  await expect.poll(() => bot.conversations.list(), soon).toMatchObject([{ name: 'Anna Berg', lastWords: 'Можно приехать ночью?', unread: 1 }]);
  await expect.poll(() => anna.last()?.text, soon).toMatch('Передал стойке');
  expect(changes.some(({ arrived }) => arrived)).toBe(true);
  const [conversation] = await bot.conversations.list();
  const conversationId = conversation?.id ?? '';
  const answer = { conversationId, answerId: crypto.randomUUID(), text: 'Да, звоните в дверь.' };
  await bot.conversations.answer(answer);
  await bot.conversations.answer(answer);
  await expect.poll(() => anna.last()?.text, soon).toBe('Стойка:\nДа, звоните в дверь.');
  await expect.poll(() => bot.conversations.entries(conversationId), soon)
    .toMatchObject([{ kind: 'question' }, { kind: 'answer', state: 'sent', by: 'Стойка' }]);
  await bot.conversations.markRead(conversationId);
  expect(bot.conversations.unread()).toBe(0);
  expect(anna.messages.filter(({ text }) => text.includes('звоните'))).toHaveLength(1);
  anna.press('Заезд и выезд');
  await expect.poll(() => anna.last()?.text, soon).toBe('14:00');
});

it('tells the desk when a question was put in other words, and not when Telegram only says so', async () => {
  const { bot, anna, telegram } = await consented();
  anna.say('We come at five');
  anna.edit('We come at five');
  anna.edit('We come at seven');
  anna.edit('We come at seven');
  anna.edit('/delete');
  anna.sendOther({ location: { latitude: 1, longitude: 1 }, caption: 'this is where' });
  await expect.poll(() => bot.conversations.unread(), soon).toBe(3);
  const [conversation] = await bot.conversations.list();
  const entries = await bot.conversations.entries(conversation?.id ?? '');
  expect(entries.map((entry) => ('text' in entry ? entry.text : entry.kind)))
    .toEqual(['We come at five', '✎ We come at seven', 'this is where']);
  expect(telegram.complaints).toEqual([]);
});

it('keeps neither words nor name for longer than the property keeps what it knows of guests', async () => {
  const { bot, anna, storage } = await consented();
  anna.say('Is there a lift?');
  await expect.poll(() => bot.conversations.unread(), soon).toBe(1);
  const [conversation] = await bot.conversations.list();
  const open = storage.opened();
  const { id = '', lastAt = 0 } = conversation ?? {};
  eraseMessagesBefore(open, lastAt);
  expect((await bot.conversations.list())[0]?.name).toBe('Anna Berg');
  eraseMessagesBefore(open, lastAt + 1);
  expect(await bot.conversations.list()).toEqual([]);
  expect(findChat(open, id)?.person).toEqual({ chatId: anna.chat.id, name: '', username: '' });
});

it('keeps a voice message as an entry that can be played', async () => {
  const { bot, anna } = await consented();
  const sound = Buffer.from('OggS and what follows');
  anna.sendVoice(sound, 7);
  await expect.poll(async () => {
    const [conversation] = await bot.conversations.list();
    return conversation === undefined ? [] : bot.conversations.entries(conversation.id);
  }, soon).toMatchObject([{ kind: 'voice', seconds: 7, sound: 'kept' }]);
  const [conversation] = await bot.conversations.list();
  const [entry] = await bot.conversations.entries(conversation?.id ?? '');
  expect(Buffer.from(await bot.conversations.voice(entry?.id ?? ''))).toEqual(sound);
  anna.sendOther({ voice: { file_id: 'nothing', file_unique_id: 'u', duration: 2 } });
  await expect.poll(() => bot.conversations.entries(conversation?.id ?? ''), soon)
    .toMatchObject([{ sound: 'kept' }, { kind: 'voice', sound: 'gone' }]);
});

it('erases all that a resident sent, says what that was, and asks for consent again', async () => {
  const { bot, anna, captures, storage } = await consented();
  anna.sendFile(PICTURE, 'image/jpeg');
  await expect.poll(() => anna.labels(), soon).toContain('Все верно');
  anna.press('Все верно');
  anna.say('Где парковка?');
  await expect.poll(async () => (await bot.conversations.list())[0]?.lastKind, soon).toBe('question');
  anna.say('/delete');
  await expect.poll(() => anna.last()?.text, soon).toMatch('снимков 1, сообщений 1');
  anna.press('Стереть');
  await expect.poll(() => anna.last()?.text, soon).toMatch('Стёрто: снимков 1, сообщений 1');
  await expect.poll(() => captures.list(), soon).toEqual([]);
  expect(await bot.conversations.list()).toEqual([]);
  const open = storage.opened();
  const [chat] = open.database.all(sql.selectFrom('bot_chat').select('id'));
  expect(findChat(open, chat?.id ?? '')?.person).toEqual({ chatId: anna.chat.id, name: '', username: '' });
  anna.sendFile(Buffer.concat([PICTURE, Buffer.from('2')]), 'image/jpeg');
  await expect.poll(() => anna.last()?.text, soon).toMatch('это фото не скачано');
});

it('refuses a flood once and then keeps quiet', async () => {
  const { anna, telegram } = await consented();
  for (let n = 0; n < 40; n += 1) anna.say(`вопрос ${n}`);
  await expect.poll(() => telegram.updates.waiting(), soon).toEqual([]);
  await expect.poll(() => anna.messages.filter(({ text }) => text.startsWith('Слишком много сообщений')).length, soon).toBe(1);
});
