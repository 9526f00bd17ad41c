import { useEffect, useState, type ReactNode } from 'react';
import type { ConversationEntry, SoundState } from '../../shared/telegram.ts';
import { showMoment } from '../fields/date-text.ts';
import { fetchVoice, repeatAnswer } from '../flows/messages-flow.ts';
import { showCapture } from '../flows/draft-flow.ts';
import { Button } from '../shell/button.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';

/** One thing that was said. */
export function Entry({
  entry,
  conversationId,
}: {
  readonly entry: ConversationEntry;
  readonly conversationId: string;
}): ReactNode {
  const texts = useTexts();
  const ours = entry.kind === 'answer';
  return (
    <article className="entry" data-side={ours ? 'desk' : 'resident'}>
      <EntryBody entry={entry} />
      <p className="entry-foot quiet">
        {ours && entry.by !== '' ? `${entry.by}, ` : ''}
        {showMoment(entry.at)}
        {ours ? <span data-state={entry.state}>{` · ${texts.messages.states[entry.state]}`}</span> : null}
      </p>
      {ours && entry.state === 'unsure' ? (
        <Button onClick={() => void repeatAnswer(conversationId, entry.id)}>{texts.messages.repeat}</Button>
      ) : null}
    </article>
  );
}

function EntryBody({ entry }: { readonly entry: ConversationEntry }): ReactNode {
  const texts = useTexts();
  switch (entry.kind) {
    case 'question':
    case 'answer':
      return <p className="entry-words">{entry.text}</p>;
    case 'voice':
      return <Voice id={entry.id} seconds={entry.seconds} sound={entry.sound} />;
    case 'document':
      return <SentDocument captureId={entry.captureId} name={texts.messages.document} />;
  }
}

/** A picture the resident sent ahead; leads to its place in the queue while it is there. */
function SentDocument({ captureId, name }: { readonly captureId: string; readonly name: string }): ReactNode {
  const texts = useTexts();
  const waits = useDesk((state) => state.captures.some(({ id }) => id === captureId));
  return (
    <>
      <p className="entry-words entry-kind">{name}</p>
      {waits ? <Button onClick={() => void showCapture(captureId)}>{texts.messages.openDocument}</Button> : null}
    </>
  );
}

/** Fetched when it is wanted: a sound in memory is a guest's voice. */
function Voice({ id, seconds, sound: state }: {
  readonly id: string;
  readonly seconds: number;
  readonly sound: SoundState;
}): ReactNode {
  const texts = useTexts();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => () => {
    if (address !== null) URL.revokeObjectURL(address);
  }, [address]);
  const load = async (): Promise<void> => {
    const sound = await fetchVoice(id);
    if (sound !== null) setAddress(URL.createObjectURL(sound));
  };
  return (
    <>
      <p className="entry-words entry-kind">{texts.messages.voiceOf(seconds)}</p>
      {state !== 'kept' ? (
        <p className="quiet">{state === 'coming' ? texts.messages.voiceComing : texts.messages.voiceGone}</p>
      ) : address === null ? (
        <Button onClick={() => void load()}>{texts.messages.listen}</Button>
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a guest's own words: nobody has written them down
        <audio controls autoPlay src={address} aria-label={texts.messages.voiceOf(seconds)} />
      )}
    </>
  );
}
