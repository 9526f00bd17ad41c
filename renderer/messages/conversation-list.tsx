import type { KeyboardEvent, ReactNode } from 'react';
import type { Conversation } from '../../shared/telegram.ts';
import { localDay, showDate, showMoment } from '../fields/date-text.ts';
import { showConversation } from '../flows/messages-flow.ts';
import { walkRows } from '../shell/move-by-arrows.ts';
import { useDesk } from '../store/desk-store.ts';
import type { Texts } from '../texts/ru.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Arrow keys move through it and open what they reach; Tab stops at one row only. */
export function ConversationList({ conversations }: { readonly conversations: readonly Conversation[] }): ReactNode {
  const texts = useTexts();
  const open = useDesk((state) => state.openConversation);
  const stop = conversations.some(({ id }) => id === open) ? open : conversations[0]?.id;
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void =>
    walkRows(
      event,
      conversations.map(({ id }) => id),
      'data-conversation',
      (id) => void showConversation(id),
    );
  return (
    <ul className="row-list" onKeyDown={onKeyDown}>
      {conversations.map((conversation) => (
        <li key={conversation.id}>
          <button
            type="button"
            className="conversation-row"
            data-conversation={conversation.id}
            tabIndex={conversation.id === stop ? 0 : -1}
            onClick={() => void showConversation(conversation.id)}
            {...(conversation.id === open ? { 'aria-current': 'true' as const } : {})}
          >
            <span className="conversation-name">{conversation.name || texts.messages.nameless}</span>
            <span className="quiet conversation-time">{showWhen(conversation.lastAt)}</span>
            <span className="quiet conversation-last">{lastWords(conversation, texts)}</span>
            {conversation.unread > 0 ? (
              <span className="badge">
                {conversation.unread}
                <span className="only-heard">{texts.messages.unread}</span>
              </span>
            ) : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The time of today's, the day of older ones. */
function showWhen(at: number): string {
  const today = localDay(new Date());
  const day = localDay(new Date(at));
  return day === today ? (showMoment(at).split(' ')[1] ?? '') : showDate(day).slice(0, 5);
}

function lastWords({ lastKind, lastWords: words }: Conversation, { messages }: Texts): string {
  switch (lastKind) {
    case 'question':
      return words;
    case 'answer':
      return messages.youSaid(words);
    case 'voice':
      return messages.voice;
    case 'document':
      return messages.document;
  }
}
