/** Somebody with Telegram on the phone: what they do becomes an update, what the bot says is shown to them. */

/** A message of the bot as the person sees it. */
export type Shown = {
  readonly id: number; readonly text: string; buttons: { text: string; callback_data: string }[][];
  readonly menu: string[][]; readonly at: number;
};

export type PersonParts = {
  push(body: Record<string, unknown>): number;
  nextMessageId(): number;
  keep(bytes: Uint8Array, extension: string): { file_id: string; file_unique_id: string; file_size: number };
};

export type Person = ReturnType<typeof createPerson>;

export function createPerson(
  who: { id: number; name: string; language: string; username?: string }, { push, nextMessageId, keep }: PersonParts,
) {
  const [first_name = '', ...rest] = who.name.split(' ');
  const names = {
    first_name, ...(rest.length === 0 ? {} : { last_name: rest.join(' ') }),
    ...(who.username === undefined ? {} : { username: who.username }),
  };
  const from = { id: who.id, is_bot: false, ...names, language_code: who.language };
  const chat = { id: who.id, type: 'private', ...names };
  const messages: Shown[] = [];
  const pressed = new Map<string, string>();
  let begun = false;
  let blocking = false;
  let presses = 0;

  const bodyOf = (content: Record<string, unknown>) =>
    ({ message_id: nextMessageId(), from, chat, date: Math.floor(Date.now() / 1000), ...content });

  function send(content: Record<string, unknown>): number {
    begun = true;
    return push({ message: bodyOf(content) });
  }

  const sized = (bytes: Uint8Array, width: number) => ({ ...keep(bytes, 'jpg'), width, height: Math.round(width * 0.7) });

  function find(label: string, messageId?: number): { message: Shown; data: string } {
    for (const message of messages.toReversed()) {
      if (messageId !== undefined && message.id !== messageId) continue;
      const button = message.buttons.flat().find(({ text }) => text.includes(label));
      if (button !== undefined) return { message, data: button.callback_data };
    }
    throw new Error(`${who.name} sees no button ${label}: ${messages.map(({ text }) => text).join(' | ')}`);
  }

  return {
    chat, messages,
    /** Ids of presses and what the bot flashed in answer to each. */
    pressed,
    /** The last message. */
    last: (): Shown | undefined => messages.at(-1),
    hasBegun: () => begun,
    isBlocking: () => blocking,
    show: (message: Shown) => void messages.push(message),
    say: (text: string) => send({ text, ...(text.startsWith('/') ? { entities: [{ type: 'bot_command', offset: 0, length: text.length }] } : {}) }),
    /** As a photo: Telegram keeps several sizes, smallest first. */
    sendPhoto: (bytes: Uint8Array) => send({ photo: [sized(bytes.subarray(0, 900), 90), sized(bytes, 1280)] }),
    sendFile: (bytes: Uint8Array, mime_type: string, file_name = 'scan') =>
      send({ document: { ...keep(bytes, 'bin'), mime_type, file_name } }),
    sendVoice: (bytes: Uint8Array, duration = 3) => send({ voice: { ...keep(bytes, 'oga'), duration, mime_type: 'audio/ogg' } }),
    sendOther: (content: Record<string, unknown>) => send(content),
    /** Says in other words what was said before; also what Telegram sends when a message's preview has changed. */
    edit: (text: string) => push({ edited_message: { ...bodyOf({ text }), edit_date: Math.floor(Date.now() / 1000) } }),
    /** Presses a button of the newest message that has it. */
    press(label: string): number {
      const { message, data } = find(label);
      return this.pressData(data, message.id);
    },
    /** Presses as a changed client could, with data of its own choosing. */
    pressData(data: string, messageId: number): number {
      presses += 1;
      const id = `${who.id}-press-${presses}`;
      pressed.set(id, '…');
      return push({
        callback_query: {
          id, from, chat_instance: '1', data,
          message: { message_id: messageId, chat, date: 1, from: { id: 123_456, is_bot: true, first_name: 'House' } },
        },
      });
    },
    labels: (): string[] => messages.flatMap(({ buttons }) => buttons.flat().map(({ text }) => text)),
    block: () => { blocking = true; },
    unblock: () => { blocking = false; },
  };
}
