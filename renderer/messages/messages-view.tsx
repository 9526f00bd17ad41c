import { useEffect, type ReactNode } from 'react';
import { loadMessages } from '../flows/messages-flow.ts';
import { goToSection } from '../flows/view-flow.ts';
import { Button } from '../shell/button.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ConversationList } from './conversation-list.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import './messages.css';

/** What residents wrote: the list on the left, one conversation beside it. */
export function MessagesView(): ReactNode {
  const texts = useTexts();
  const conversations = useDesk((state) => state.conversations);
  const open = useDesk((state) => state.openConversation);
  const off = useDesk((state) => state.status?.bot.kind === 'off');
  useEffect(() => void loadMessages(), []);
  const current = conversations?.find(({ id }) => id === open);
  return (
    <main className="wide-view messages" aria-labelledby="messages-heading">
      <section className="messages-list" aria-labelledby="messages-heading">
        <h1 id="messages-heading">{texts.messages.heading}</h1>
        <Ratings />
        {conversations === null || conversations.length > 0 ? (
          <ConversationList conversations={conversations ?? []} />
        ) : (
          <p className="quiet messages-none">{texts.messages.nobodyYet}</p>
        )}
        {off ? (
          <div className="messages-off">
            <p className="quiet">{texts.messages.off}</p>
            <Button onClick={() => goToSection('telegram')}>{texts.messages.toSettings}</Button>
          </div>
        ) : null}
      </section>
      {current === undefined ? (
        <p className="messages-choose">{conversations?.length ? texts.messages.choose : ''}</p>
      ) : (
        <ConversationPane key={current.id} conversation={current} />
      )}
    </main>
  );
}

/** What guests thought of their stay, where they are asked. */
function Ratings(): ReactNode {
  const { messages } = useTexts();
  const asked = useDesk((state) => state.settings.telegram.ratings);
  const ratings = useDesk((state) => state.ratings);
  if (!asked || ratings === null || ratings.count === 0) return null;
  return <p className="quiet messages-ratings">{messages.ratings(ratings.average, ratings.count)}</p>;
}
