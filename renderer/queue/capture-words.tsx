import type { ReactNode } from 'react';
import type { CaptureState, CaptureSummary } from '../../shared/capture.ts';
import { DoneIcon, LookIcon, NoneIcon, ParkedIcon, SureIcon, WaitIcon } from '../shell/icons.tsx';
import type { Texts } from '../texts/ru.ts';

/** What a person calls a capture: the name read from it, else its number of the day. */
export function titleOf(capture: CaptureSummary, texts: Texts): string {
  return capture.title ?? texts.queue.row(capture.number);
}

/** State of a capture in words. */
export function stateWords(state: CaptureState, texts: Texts): string {
  const { states } = texts.queue;
  switch (state.kind) {
    case 'captured':
      return states.captured;
    case 'reading':
      return states.reading(Math.round(state.fraction * 100));
    case 'read':
      return states[state.status];
    case 'parked':
      return states.parked;
    case 'confirmed':
      return states.confirmed;
  }
}

/** State of a capture in words, then that it was sent ahead as long as it waits: a narrow row cuts off the end. */
export function rowWords({ state, sentAhead }: CaptureSummary, texts: Texts): string {
  const words = stateWords(state, texts);
  return sentAhead && state.kind !== 'confirmed' ? `${words}, ${texts.queue.sentAhead}` : words;
}

/** Which of the three colours a state has; null where it calls for nothing. */
export function toneOf(state: CaptureState): 'sure' | 'look' | 'stop' | null {
  switch (state.kind) {
    case 'captured':
    case 'reading':
      return null;
    case 'read':
      return state.status === 'sure' ? 'sure' : 'look';
    case 'parked':
      return 'stop';
    case 'confirmed':
      return null;
  }
}

/** A shape of its own for every state. */
export function StateIcon({ state }: { readonly state: CaptureState }): ReactNode {
  switch (state.kind) {
    case 'captured':
      return <WaitIcon />;
    case 'reading':
      return <Ring fraction={state.fraction} />;
    case 'read':
      if (state.status === 'sure') return <SureIcon />;
      return state.status === 'check' ? <LookIcon /> : <NoneIcon />;
    case 'parked':
      return <ParkedIcon />;
    case 'confirmed':
      return <DoneIcon />;
  }
}

const RING = 2 * Math.PI * 6.6;

function Ring({ fraction }: { readonly fraction: number }): ReactNode {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" fill="none" strokeWidth="2.4" aria-hidden="true">
      <circle cx="9" cy="9" r="6.6" className="ring-rest" />
      <circle
        cx="9"
        cy="9"
        r="6.6"
        className="ring-done"
        strokeDasharray={RING}
        strokeDashoffset={RING * (1 - Math.min(Math.max(fraction, 0.04), 1))}
        transform="rotate(-90 9 9)"
      />
    </svg>
  );
}
