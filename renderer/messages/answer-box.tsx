import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { sendAnswer } from '../flows/messages-flow.ts';
import { Button } from '../shell/button.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Telegram takes 4,096 signs; the signature needs some of them. */
const LONGEST_ANSWER = 4000;

/** Where a resident is answered. Enter sends, Shift+Enter begins a new line; canned answers are put in to be changed. */
export function AnswerBox({ conversationId }: { readonly conversationId: string }): ReactNode {
  const texts = useTexts();
  const text = useDesk((state) => state.begunAnswers[conversationId] ?? '');
  const canned = useDesk((state) => state.settings.telegram.canned);
  const box = useRef<HTMLTextAreaElement>(null);
  const put = (words: string): void => {
    desk().beginAnswer(conversationId, text.trim() === '' ? words : `${text.trimEnd()}\n${words}`);
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void sendAnswer(conversationId);
  };
  return (
    <div className="answer-box">
      {canned.length === 0 ? null : (
        <ul className="canned" aria-label={texts.messages.canned}>
          {canned.map((words) => (
            <li key={words}>
              <button type="button" className="canned-answer" title={words} onClick={() => put(words)}>
                {words}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="answer-line">
        <textarea
          ref={box}
          className="answer-input"
          aria-label={texts.messages.answer}
          placeholder={texts.messages.answer}
          rows={3}
          maxLength={LONGEST_ANSWER}
          value={text}
          onChange={(event) => desk().beginAnswer(conversationId, event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button look="accent" disabled={text.trim() === ''} onClick={() => void sendAnswer(conversationId)}>
          {texts.messages.send}
        </Button>
      </div>
      <p className="quiet answer-note">{texts.messages.sendNote}</p>
    </div>
  );
}
