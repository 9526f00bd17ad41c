/**
 * Telegram's Bot API on 127.0.0.1, for one bot, as strict as the real one where it matters to us: updates are kept until
 * they are confirmed, one poller at a time, files by id and link, and every message checked as Telegram checks it. It can
 * be told to misbehave: to carry a request out and lose the answer, to hang, to be a captive portal.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createUpdateQueue, type Answer, type Refusal } from './telegram-updates.ts';
import { createPerson, type Person, type PersonParts, type Shown } from './telegram-person.ts';

/** `…Unheard`: carried out, and then the answer is lost. */
export type Mischief =
  | 'reset' | 'resetUnheard' | 'hang' | 'hangUnheard' | 'html' | 'gateway' | 'gatewayUnheard' | 'unauthorized'
  | { readonly retryAfter: number };

export type Asked = { readonly method: string; readonly params: Readonly<Record<string, string>>; readonly at: number };

export type TelegramOptions = {
  readonly token?: string;
  readonly misbehave?: (asked: Asked) => Mischief | null;
  readonly firstUpdateId?: number;
  readonly port?: number;
};

type Stored = { readonly bytes: Uint8Array; readonly unique: string; readonly path: string };
type Reply = { readonly status: number; readonly type: string; readonly body: string | Uint8Array };
type Happening = Reply | 'reset' | 'hang';

/** Telegram hands no larger file to a bot. */
const LARGEST_FILE = 20 * 1024 * 1024;
const MAX_TEXT = 4096;
/** Parameters each method takes: another one is a slip of ours, which the real API would pass over in silence. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  getMe: [], getUpdates: ['offset', 'limit', 'timeout', 'allowed_updates'], deleteWebhook: ['drop_pending_updates'],
  setMyCommands: ['commands', 'language_code', 'scope'], getFile: ['file_id'],
  sendMessage: ['chat_id', 'text', 'reply_markup', 'protect_content', 'link_preview_options', 'disable_notification'],
  editMessageReplyMarkup: ['chat_id', 'message_id', 'reply_markup'],
  answerCallbackQuery: ['callback_query_id', 'text', 'show_alert'],
  sendDocument: ['chat_id', 'document', 'caption'],
};

const refusal = (error_code: number, description: string, parameters?: object): Refusal =>
  ({ error_code, description, ...(parameters === undefined ? {} : { parameters }) });
const bad = (what: string): Refusal => refusal(400, `Bad Request: ${what}`);

export function createTelegram(options: TelegramOptions = {}) {
  const { token = '123456:made-up-token', misbehave = () => null, firstUpdateId = 700_001, port = 0 } = options;
  const updates = createUpdateQueue(firstUpdateId);
  const people = new Map<number, Person>();
  const files = new Map<string, Stored>();
  const asked: Asked[] = [];
  /** What the real API would have let pass in silence. */
  const complaints: string[] = [];
  /** Ids of messages are counted over all chats of a bot. */
  let messageId = 0;
  let fileId = 0;

  const parts: PersonParts = {
    push: (body) => updates.push(body),
    nextMessageId: () => { messageId += 1; return messageId; },
    keep(bytes, extension) {
      fileId += 1;
      const id = `file-${fileId}`;
      files.set(id, { bytes, unique: `u${Buffer.from(bytes).toString('hex', 0, 8)}${bytes.length}`, path: `documents/f_${fileId}.${extension}` });
      return { file_id: id, file_unique_id: files.get(id)?.unique ?? '', file_size: bytes.length };
    },
  };

  function sendMessage(params: Readonly<Record<string, string>>, document?: string): Answer {
    const person = people.get(Number(params['chat_id']));
    if (person === undefined || !person.hasBegun()) return bad('chat not found');
    if (person.isBlocking()) return refusal(403, 'Forbidden: bot was blocked by the user');
    const text = params['text'] ?? document ?? '';
    if (text.trim() === '') return bad('message text is empty');
    if (text.length > MAX_TEXT) return bad('message is too long');
    const buttons = readButtons(params['reply_markup']);
    if ('error_code' in buttons) return buttons;
    const shown: Shown = { id: parts.nextMessageId(), text, buttons: buttons.rows, menu: buttons.menu, at: Date.now() };
    person.show(shown);
    return { result: messageOf(person, shown) };
  }

  function editMarkup(params: Readonly<Record<string, string>>): Answer {
    const person = people.get(Number(params['chat_id']));
    const shown = person?.messages.find((message) => message.id === Number(params['message_id']));
    if (person === undefined || shown === undefined) return bad('message to edit not found');
    const buttons = readButtons(params['reply_markup']);
    if ('error_code' in buttons) return buttons;
    if (JSON.stringify(shown.buttons) === JSON.stringify(buttons.rows)) {
      return bad('message is not modified: specified new message content and reply markup are exactly the same');
    }
    shown.buttons = buttons.rows;
    return { result: messageOf(person, shown) };
  }

  const messageOf = (person: Person, { id, text }: Shown) =>
    ({ message_id: id, date: Math.floor(Date.now() / 1000), chat: person.chat, from: ME, text });

  function answerCallback(params: Readonly<Record<string, string>>): Answer {
    const id = params['callback_query_id'] ?? '';
    const person = [...people.values()].find((one) => one.pressed.has(id));
    if (person === undefined) return bad('query is too old and response timeout expired or query ID is invalid');
    person.pressed.set(id, params['text'] ?? '');
    return { result: true };
  }

  function getFile(params: Readonly<Record<string, string>>): Answer {
    const file = files.get(params['file_id'] ?? '');
    if (file === undefined) return bad('wrong file_id or the file is temporarily unavailable');
    if (file.bytes.length > LARGEST_FILE) return bad('file is too big');
    const { unique, path, bytes } = file;
    return { result: { file_id: params['file_id'], file_unique_id: unique, file_size: bytes.length, file_path: path } };
  }

  function answer(method: string, params: Readonly<Record<string, string>>): Answer {
    const known = KNOWN[method];
    if (known === undefined) return refusal(404, 'Not Found');
    for (const name of Object.keys(params)) if (!known.includes(name)) complaints.push(`${method} has no ${name}`);
    switch (method) {
      case 'getMe': return { result: ME };
      case 'sendMessage': return sendMessage(params);
      case 'sendDocument': return sendMessage(params, params['document']);
      case 'editMessageReplyMarkup': return editMarkup(params);
      case 'answerCallbackQuery': return answerCallback(params);
      case 'getFile': return getFile(params);
      default: return { result: true };
    }
  }

  const reply = (answered: Answer): Reply => ({
    status: 'error_code' in answered ? answered.error_code : 200, type: 'application/json',
    body: JSON.stringify('error_code' in answered ? { ok: false, ...answered } : { ok: true, ...answered }),
  });
  const page = (status: number, body: string): Reply => ({ status, type: 'text/html', body });

  async function happen(
    { method, params }: Omit<Asked, 'at'>, given: string, gone: (work: () => void) => void,
  ): Promise<Happening> {
    if (given !== token) return reply(refusal(401, 'Unauthorized'));
    const one = { method, params, at: Date.now() };
    asked.push(one);
    const act = async () => (method === 'getUpdates' ? updates.poll(params, gone) : answer(method, params));
    const mischief = misbehave(one);
    if (mischief !== null && typeof mischief === 'object') {
      return reply(refusal(429, `Too Many Requests: retry after ${mischief.retryAfter}`, { retry_after: mischief.retryAfter }));
    }
    switch (mischief) {
      case null: return reply(await act());
      case 'reset': return 'reset';
      case 'resetUnheard': await act(); return 'reset';
      case 'hang': return 'hang';
      case 'hangUnheard': await act(); return 'hang';
      case 'html': return page(200, '<html><title>Log in to the network of the house</title></html>');
      case 'gateway': return page(502, '<html>502 Bad Gateway</html>');
      case 'gatewayUnheard': await act(); return page(502, '<html>502 Bad Gateway</html>');
      case 'unauthorized': return reply(refusal(401, 'Unauthorized'));
      default: return mischief satisfies never;
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const download = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
    if (download !== null) return sendFile(response, download[1] ?? '', download[2] ?? '');
    const [, given = '', method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname) ?? [];
    const params = await paramsOf(request, url);
    if (response.destroyed) return;
    const happening = await happen({ method, params }, given, (work) => response.once('close', work));
    if (happening === 'reset') return void request.socket.destroy();
    if (happening === 'hang') return;
    response.writeHead(happening.status, { 'Content-Type': happening.type }).end(happening.body);
  }

  function sendFile(response: ServerResponse, given: string, path: string): void {
    const one = { method: 'download', params: { path }, at: Date.now() };
    asked.push(one);
    const file = [...files.values()].find((stored) => stored.path === path);
    const mischief = misbehave(one);
    if (mischief === 'hang') return;
    if (mischief !== null && mischief !== 'html') return void response.destroy();
    if (mischief === 'html') return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>portal</html>');
    if (given !== token || file === undefined) return void response.writeHead(404).end('{"ok":false,"error_code":404}');
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': file.bytes.length });
    response.end(file.bytes);
  }

  return {
    token, asked, complaints, updates,
    /** Somebody with Telegram on the phone. */
    person(name: string, more: { id?: number; language?: string; username?: string } = {}): Person {
      const { id = 5000 + people.size, language = 'ru', username } = more;
      const person = createPerson({ id, name, language, ...(username === undefined ? {} : { username }) }, parts);
      people.set(id, person);
      return person;
    },
    async listen(): Promise<{ origin: string; close: () => void }> {
      const server = createServer((request, response) => {
        serve(request, response).catch((error: unknown) => {
          complaints.push(String(error));
          response.destroy();
        });
      });
      await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
      const address = server.address() as AddressInfo;
      return { origin: `http://127.0.0.1:${address.port}`, close: () => { server.closeAllConnections(); server.close(); } };
    },
  };
}

export type Telegram = ReturnType<typeof createTelegram>;

const ME = { id: 123_456, is_bot: true, first_name: 'House', username: 'house_bot' };

/** Urlencoded, multipart or JSON body, or the query: the API takes them all. A file comes as its name. */
async function paramsOf(request: IncomingMessage, url: URL): Promise<Record<string, string>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const type = request.headers['content-type'] ?? '';
  const params: Record<string, string> = Object.fromEntries(url.searchParams);
  if (pieces.length === 0) return params;
  if (type.startsWith('application/json')) {
    const body = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>;
    for (const [name, value] of Object.entries(body)) params[name] = typeof value === 'string' ? value : JSON.stringify(value);
    return params;
  }
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) return params;
  const form = await new Response(Buffer.concat(pieces), { headers: { 'Content-Type': type } }).formData();
  for (const [name, value] of form) params[name] = typeof value === 'string' ? value : `file:${value.name}:${value.size}`;
  return params;
}

type Button = { readonly text: string; readonly callback_data: string };
type Markup = { readonly rows: Button[][]; readonly menu: string[][] };

/** Refuses what Telegram refuses: no JSON, or callback data outside of 1 to 64 bytes. */
function readButtons(text: string | undefined): Markup | Refusal {
  if (text === undefined || text === '') return { rows: [], menu: [] };
  let markup: { inline_keyboard?: Button[][]; keyboard?: { text: string }[][] };
  try {
    markup = JSON.parse(text) as typeof markup;
  } catch {
    return bad("can't parse reply keyboard markup JSON object");
  }
  const rows = markup.inline_keyboard ?? [];
  for (const button of rows.flat()) {
    const bytes = Buffer.byteLength(button.callback_data ?? '');
    if (bytes < 1 || bytes > 64) return bad('BUTTON_DATA_INVALID');
    if (button.text === '') return bad('inline keyboard button text is empty');
  }
  return { rows, menu: (markup.keyboard ?? []).map((row) => row.map((button) => button.text)) };
}
