/** Conversations in memory, for the bridge in memory. */
import type { Answer, Events, RequestInput, RequestName, RequestOutput } from '../../../shared/contract.ts';
import type { Conversation, ConversationEntry } from '../../../shared/telegram.ts';

type Names = Extract<RequestName, `message:${string}` | `telegram:${string}`>;
export type MessageAnswers = { [N in Names]: (input: RequestInput<N>) => Answer<RequestOutput<N>> };

export type MessageScene = {
  readonly conversations?: readonly { readonly summary: Conversation; readonly entries: readonly ConversationEntry[] }[];
  readonly botToken?: boolean;
};

const fine = <T>(value: T): Answer<T> => ({ ok: true, value });
const MISSING = { ok: false, code: 'conversation.missing' } as const;

export function memoryMessages(scene: MessageScene, tell: (change: Events['message:changed']) => void): MessageAnswers {
  let talks = (scene.conversations ?? []).map(({ summary, entries }) => ({ summary, entries: [...entries] }));
  let token = scene.botToken ?? false;
  const find = (id: string) => talks.find(({ summary }) => summary.id === id);
  const change = (id: string, summary: Partial<Conversation>): void => {
    talks = talks.map((talk) => (talk.summary.id === id ? { ...talk, summary: { ...talk.summary, ...summary } } : talk));
    tell({ conversationId: id, arrived: false });
  };
  return {
    'message:list': () => fine(talks.map(({ summary }) => summary)),
    'message:entries': ({ conversationId }) => {
      const talk = find(conversationId);
      return talk === undefined ? MISSING : fine([...talk.entries]);
    },
    'message:read': ({ conversationId }) => {
      change(conversationId, { unread: 0 });
      return fine(null);
    },
    'message:answer': ({ conversationId, answerId, text }) => {
      find(conversationId)?.entries.push({ kind: 'answer', id: answerId, at: Date.now(), text, by: '', state: 'due' });
      change(conversationId, { lastWords: text, lastKind: 'answer' });
      return fine(null);
    },
    'message:repeat': ({ conversationId, answerId }) => {
      const talk = find(conversationId);
      const at = talk?.entries.findIndex(({ id }) => id === answerId) ?? -1;
      const entry = talk?.entries[at];
      if (talk === undefined || entry?.kind !== 'answer') return MISSING;
      talk.entries[at] = { ...entry, state: 'due' };
      change(conversationId, {});
      return fine(null);
    },
    'message:ratings': () => fine({ count: 12, average: 4.583, byStars: [0, 0, 1, 3, 8] }),
    'message:voice': () => fine({ bytes: new Uint8Array(4) }),
    'telegram:hasToken': () => fine(token),
    'telegram:setToken': ({ token: given }) => {
      token = given !== '';
      return fine(null);
    },
  };
}
