import { useEffect } from 'react';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { holdsNumber, selectedText } from './number-on-clipboard.ts';

/** How often main is told at most that somebody is here (milliseconds). */
const TELL_EVERY = 10_000;

/** Tells main that somebody is at the desk, hides revealed numbers from others, and has copied numbers cleared. */
export function useWatchfulDesk(): void {
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    let toldAt = -TELL_EVERY;
    const active = (): void => {
      if (performance.now() - toldAt < TELL_EVERY || desk().settings.operation.lockAfterMinutes === null) return;
      toldAt = performance.now();
      void request('screen:active', undefined);
    };
    for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const) {
      window.addEventListener(kind, active, { capture: true, passive: true, signal });
    }
    const hide = (): void => {
      if (desk().revealed !== null) desk().setRevealed(null);
    };
    window.addEventListener('blur', hide, { signal });
    document.addEventListener('visibilitychange', hide, { signal });
    const copied = (): void => {
      if (!holdsNumber(selectedText())) return;
      // The clipboard has it only when this event is over.
      setTimeout(() => void request('clipboard:copied', undefined));
    };
    document.addEventListener('copy', copied, { signal });
    document.addEventListener('cut', copied, { signal });
    return () => ending.abort();
  }, []);
}
