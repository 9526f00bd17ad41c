import { useEffect, useRef, type ReactNode } from 'react';
import type { Conversation } from '../../shared/telegram.ts';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AnswerBox } from './answer-box.tsx';
import { Entry } from './entry.tsx';

/** One conversation, newest below, and where it is answered. */
export function ConversationPane({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const texts = useTexts();
  const entries = useDesk((state) => state.entries);
  const end = useRef<HTMLDivElement>(null);
  const last = entries.at(-1)?.id;
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [last]);
  return (
    <section className="conversation" aria-labelledby="conversation-name">
      <header className="conversation-head">
        <h2 id="conversation-name">{conversation.name || texts.messages.nameless}</h2>
        <p className="quiet">{texts.messages.speaks[conversation.language]}</p>
      </header>
      {/* A region that scrolls must be reached by the keyboard too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <div className="entries" role="log" aria-label={texts.messages.entries} tabIndex={0}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} conversationId={conversation.id} />
        ))}
        <div ref={end} />
      </div>
      {conversation.blocked ? (
        <p className="conversation-blocked">{texts.messages.blocked}</p>
      ) : (
        <AnswerBox conversationId={conversation.id} />
      )}
    </section>
  );
}
