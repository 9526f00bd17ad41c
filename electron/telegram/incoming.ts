/**
 * What an update of Telegram means to the bot. Only private chats and only what is understood; everything else is nothing.
 * The schemas take no more than is used, so that an unknown kind or a wrong type of something else harms nobody.
 */
import { z } from 'zod';
import { plainWords } from './plain-words.ts';
import type { Event, RemoteFile } from './dialogue/state.ts';

/** Who speaks, as Telegram tells it. */
export type Sender = {
  readonly chatId: number; readonly name: string; readonly username: string; readonly languageTag: string;
};

export type Incoming =
  | { readonly kind: 'event'; readonly sender: Sender; readonly event: Event }
  /** The resident stopped the bot, or lets it speak again. */
  | { readonly kind: 'blocked'; readonly sender: Sender; readonly blocked: boolean }
  | { readonly kind: 'nothing' };

const id = z.int().min(1).max(2 ** 52);
const person = z.object({
  id, is_bot: z.literal(false).optional(), first_name: z.string().max(300).catch(''), last_name: z.string().max(300).optional().catch(''),
  username: z.string().max(64).optional().catch(''), language_code: z.string().max(35).optional().catch(''),
});
const privateChat = z.object({ id, type: z.literal('private') });
const fileName = z.string().min(1).max(300);
const file = z.object({
  file_id: fileName, file_unique_id: fileName.catch(''), file_size: z.int().min(0).optional().catch(undefined),
});
const typedFile = file.extend({ mime_type: z.string().max(200).optional().catch(undefined) });

const message = z.object({
  message_id: z.int(), from: person, chat: privateChat,
  text: z.string().optional().catch(undefined),
  caption: z.string().optional().catch(undefined),
  photo: z.array(file.extend({ width: z.number().catch(0) })).min(1).max(50).optional().catch(undefined),
  document: typedFile.optional().catch(undefined),
  voice: typedFile.extend({ duration: z.number().min(0).max(86_400).catch(0) }).optional().catch(undefined),
});
const press = z.object({
  id: z.string().min(1).max(100), from: person, data: z.string().max(1000).catch(''),
  message: z.object({ message_id: z.int(), chat: privateChat }).optional().catch(undefined),
});
const membership = z.object({
  from: person, chat: privateChat, new_chat_member: z.object({ status: z.string().max(50) }),
});
const update = z.object({
  message: z.unknown().optional(), edited_message: z.unknown().optional(),
  callback_query: z.unknown().optional(), my_chat_member: z.unknown().optional(),
});

const NOTHING: Incoming = { kind: 'nothing' };

/** Never throws, whatever it is given. */
export function readUpdate(body: unknown): Incoming {
  const known = update.safeParse(body);
  if (!known.success) return NOTHING;
  if (known.data.message !== undefined) return readMessage(known.data.message, eventOf);
  if (known.data.edited_message !== undefined) return readMessage(known.data.edited_message, editOf);
  if (known.data.callback_query !== undefined) return readPress(known.data.callback_query);
  if (known.data.my_chat_member !== undefined) return readMembership(known.data.my_chat_member);
  return NOTHING;
}

type Message = z.infer<typeof message>;

function readMessage(body: unknown, understand: (said: Message) => Event | null): Incoming {
  const parsed = message.safeParse(body);
  // In a private chat the chat's number is the person's; anything else was not said by whom it claims.
  if (!parsed.success || parsed.data.chat.id !== parsed.data.from.id) return NOTHING;
  const event = understand(parsed.data);
  return event === null ? NOTHING : { kind: 'event', sender: senderOf(parsed.data.from), event };
}

/** Other words for what was said; a command or a picture that is changed afterwards was carried out before. */
function editOf({ text, caption }: Message): Event | null {
  const words = plainWords(text ?? caption ?? '');
  return words.trim() === '' || words.startsWith('/') ? null : { kind: 'edited', text: words };
}

function eventOf({ text, photo, document, voice, caption: below }: Message): Event {
  const caption = plainWords(below ?? '');
  if (text !== undefined) {
    const command = /^\/([a-z]{1,32})(?:@\w{1,64})?(?:\s+(.{1,100})|\s|$)/i.exec(text);
    if (command === null) return { kind: 'text', text: plainWords(text) };
    return { kind: 'command', name: (command[1] ?? '').toLowerCase(), rest: plainWords(command[2] ?? '') };
  }
  if (photo !== undefined) {
    // Of the sizes Telegram made of a photo, the largest.
    const largest = photo.reduce((best, size) => (size.width > best.width ? size : best));
    return { kind: 'picture', file: remote(largest), mime: null, caption };
  }
  if (document !== undefined) return { kind: 'picture', file: remote(document), mime: document.mime_type ?? null, caption };
  if (voice !== undefined) return { kind: 'voice', file: remote(voice), seconds: Math.round(voice.duration), caption };
  return { kind: 'other', caption };
}

function readPress(body: unknown): Incoming {
  const parsed = press.safeParse(body);
  if (!parsed.success) return NOTHING;
  const { from, data, message: below, id: pressId } = parsed.data;
  if (below !== undefined && below.chat.id !== from.id) return NOTHING;
  return {
    kind: 'event', sender: senderOf(from),
    event: { kind: 'press', pressId, messageId: below?.message_id ?? null, data },
  };
}

function readMembership(body: unknown): Incoming {
  const parsed = membership.safeParse(body);
  if (!parsed.success || parsed.data.chat.id !== parsed.data.from.id) return NOTHING;
  return { kind: 'blocked', sender: senderOf(parsed.data.from), blocked: parsed.data.new_chat_member.status === 'kicked' };
}

const remote = ({ file_id, file_unique_id, file_size }: z.infer<typeof file>): RemoteFile =>
  ({ fileId: file_id, unique: file_unique_id, size: file_size ?? null });

function senderOf({ id: chatId, first_name, last_name, username, language_code }: z.infer<typeof person>): Sender {
  const name = plainWords([first_name, last_name ?? ''].join(' ')).replaceAll(/\s+/g, ' ').trim().slice(0, 120);
  return { chatId, name, username: plainWords(username ?? ''), languageTag: language_code ?? '' };
}
