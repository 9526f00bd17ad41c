import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { stateWords, titleOf } from './capture-words.tsx';

/** Tells a screen reader when a picture has been read or has failed; percents are not read out. */
export function QueueAnnouncer(): ReactNode {
  const texts = useTexts();
  const captures = useDesk((state) => state.captures);
  const [words, setWords] = useState('');
  const told = useRef(new Map<string, string>());
  useEffect(() => {
    for (const capture of captures) {
      const { kind } = capture.state;
      const before = told.current.get(capture.id);
      told.current.set(capture.id, kind);
      if (before !== undefined && before !== kind && (kind === 'read' || kind === 'parked')) {
        setWords(texts.queue.announce(titleOf(capture, texts), stateWords(capture.state, texts)));
      }
    }
  }, [captures, texts]);
  return (
    <p className="only-heard" role="status">
      {words}
    </p>
  );
}
