/** The Bot API of our tests, asked by the library the desk uses: it must be as strict as the real one. */
import { setTimeout as pause } from 'node:timers/promises';
import { Api, InputFile, ParseError, TelegramApiError } from 'node-telegram-bot-api';
import { expect, it, onTestFinished } from 'vitest';
import { createTelegram, type TelegramOptions } from '../../servers/telegram.ts';

async function serving(options: TelegramOptions = {}) {
  const telegram = createTelegram(options);
  const server = await telegram.listen();
  onTestFinished(server.close);
  const api = (token = telegram.token) => new Api(token, { apiRoot: server.origin, maxRetries: 0 });
  return { telegram, server, api };
}

const idsOf = (updates: readonly { update_id: number }[]) => updates.map((update) => update.update_id);

it('gives an update again until a higher offset confirms it', async () => {
  const { telegram, api } = await serving();
  const anna = telegram.person('Anna');
  const first = anna.say('one');
  const second = anna.say('two');
  expect(idsOf(await api().getUpdates({ timeout: 0 }))).toEqual([first, second]);
  expect(idsOf(await api().getUpdates({ timeout: 0 }))).toEqual([first, second]);
  expect(idsOf(await api().getUpdates({ timeout: 0, offset: second }))).toEqual([second]);
  expect(telegram.updates.waiting()).toEqual([second]);
  expect(await api().getUpdates({ timeout: 0, offset: second + 1 })).toEqual([]);
});

it('holds a poll until something comes, and gives no more than was asked for', async () => {
  const { telegram, api } = await serving();
  const held = api().getUpdates({ timeout: 20, limit: 1 });
  await expect.poll(() => telegram.updates.isPolled()).toBe(true);
  const anna = telegram.person('Anna');
  const first = anna.say('one');
  expect(idsOf(await held)).toEqual([first]);
  anna.say('two');
  expect(idsOf(await api().getUpdates({ timeout: 0, limit: 1 }))).toEqual([first]);
});

it('remembers which kinds of update are asked for', async () => {
  const { telegram, api } = await serving();
  await api().getUpdates({ timeout: 0, allowed_updates: ['message'] });
  telegram.updates.push({ poll: { id: '1' } });
  telegram.person('Anna').say('one');
  expect(await api().getUpdates({ timeout: 0 })).toHaveLength(1);
});

it('ends the older of two pollers with 409', async () => {
  const { telegram, api } = await serving();
  const older = api().getUpdates({ timeout: 20 });
  older.catch(() => undefined);
  await expect.poll(() => telegram.updates.isPolled()).toBe(true);
  const newer = api().getUpdates({ timeout: 1 });
  await expect(older).rejects.toMatchObject({ errorCode: 409 });
  expect(await newer).toEqual([]);
});

it('refuses a wrong token, an unknown method, and speaks of what the real API would pass over', async () => {
  const { telegram, server, api } = await serving();
  await expect(api('1:wrong').getMe()).rejects.toMatchObject({ errorCode: 401 });
  const answer = await fetch(`${server.origin}/bot${telegram.token}/sendTelepathy`, { method: 'POST', body: 'a=1' });
  expect(answer.status).toBe(404);
  await fetch(`${server.origin}/bot${telegram.token}/getMe?colour=red`);
  expect(telegram.complaints).toEqual(['getMe has no colour']);
});

it('checks messages as Telegram does', async () => {
  const { telegram, api } = await serving();
  const anna = telegram.person('Anna');
  const send = (params: { text?: string; data?: string }) => api().sendMessage({
    chat_id: anna.chat.id, text: params.text ?? 'hello',
    reply_markup: { inline_keyboard: params.data === undefined ? [] : [[{ text: 'A', callback_data: params.data }]] },
  });
  await expect(send({})).rejects.toMatchObject({ errorCode: 400, description: 'Bad Request: chat not found' });
  anna.say('/start');
  await expect(send({ text: ' ' })).rejects.toMatchObject({ errorCode: 400 });
  await expect(send({ text: 'x'.repeat(4097) })).rejects.toMatchObject({ errorCode: 400 });
  await expect(send({ data: 'x'.repeat(65) })).rejects.toMatchObject({ description: 'Bad Request: BUTTON_DATA_INVALID' });
  const sent = await send({ data: 'yes' });
  expect(anna.last()).toMatchObject({ id: sent.message_id, text: 'hello' });
  const edit = () => api().editMessageReplyMarkup({
    chat_id: anna.chat.id, message_id: sent.message_id, reply_markup: { inline_keyboard: [] },
  });
  await edit();
  await expect(edit()).rejects.toMatchObject({ errorCode: 400 });
  anna.block();
  await expect(send({})).rejects.toMatchObject({ errorCode: 403 });
});

it('knows a press once it was made and no other', async () => {
  const { telegram, api } = await serving();
  const anna = telegram.person('Anna');
  anna.pressData('yes', 1);
  const [update] = await api().getUpdates({ timeout: 0 });
  const id = update !== undefined && 'callback_query' in update ? update.callback_query.id : '';
  await api().answerCallbackQuery({ callback_query_id: id, text: 'done' });
  expect(anna.pressed.get(id)).toBe('done');
  await expect(api().answerCallbackQuery({ callback_query_id: 'forged' })).rejects.toMatchObject({ errorCode: 400 });
});

it('hands out files by id and link, up to 20 MB', async () => {
  const { telegram, server, api } = await serving();
  const anna = telegram.person('Anna');
  const bytes = Buffer.from('a picture');
  anna.sendFile(bytes, 'image/jpeg');
  anna.sendFile(new Uint8Array(20 * 1024 * 1024 + 1), 'image/jpeg');
  const [small, large] = await api().getUpdates({ timeout: 0 });
  const idOf = (update: typeof small) =>
    (update !== undefined && 'message' in update ? update.message.document?.file_id : undefined) ?? '';
  const { file_path } = await api().getFile({ file_id: idOf(small) });
  const got = await fetch(`${server.origin}/file/bot${telegram.token}/${file_path}`);
  expect(Buffer.from(await got.arrayBuffer())).toEqual(bytes);
  expect((await fetch(`${server.origin}/file/bot1:wrong/${file_path}`)).status).toBe(404);
  await expect(api().getFile({ file_id: idOf(large) })).rejects.toMatchObject({ description: 'Bad Request: file is too big' });
  await expect(api().getFile({ file_id: 'forged' })).rejects.toMatchObject({ errorCode: 400 });
});

it('takes multipart as it takes urlencoded bodies', async () => {
  const { telegram, api } = await serving();
  const anna = telegram.person('Anna');
  anna.say('/start');
  const file = new InputFile(new Uint8Array(7), { filename: 'a.txt' });
  await api().sendDocument({ chat_id: anna.chat.id, document: file });
  expect(anna.last()?.text).toBe('file:a.txt:7');
  expect(telegram.complaints).toEqual([]);
});

it('can be full, a stranger, or gone, and may have done it all the same', async () => {
  let next: ReturnType<NonNullable<TelegramOptions['misbehave']>> = null;
  const { telegram, api } = await serving({ misbehave: () => next });
  const anna = telegram.person('Anna');
  anna.say('/start');
  const send = () => api().sendMessage({ chat_id: anna.chat.id, text: 'hello' });
  next = { retryAfter: 7 };
  await expect(send()).rejects.toSatisfy((error) => error instanceof TelegramApiError && error.retryAfter === 7);
  next = 'html';
  await expect(send()).rejects.toBeInstanceOf(ParseError);
  next = 'reset';
  await expect(send()).rejects.toMatchObject({ code: 'EFETCH' });
  expect(anna.messages).toHaveLength(0);
  next = 'resetUnheard';
  await expect(send()).rejects.toMatchObject({ code: 'EFETCH' });
  next = 'gatewayUnheard';
  await expect(send()).rejects.toMatchObject({ code: 'EFETCH' });
  expect(anna.messages).toHaveLength(2);
  next = 'hang';
  const cut = new AbortController();
  const hanging = api().getUpdates({ timeout: 1 }, cut.signal);
  await pause(50);
  cut.abort();
  await expect(hanging).rejects.toThrow();
});
