import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { localDay } from '../fields/date-text.ts';
import { readerIncomplete, readerTaken } from '../flows/reader-flow.ts';
import { useDesk } from '../store/desk-store.ts';
import type { WedgeFrame } from './burst-zones.ts';
import { focusedField, putBack, remember, typeText, type FieldMemory } from './field-memory.ts';
import type { WedgeKey } from './key-signs.ts';
import { deadlineOf, IDLE, isReadersText, takeKey, tick, type WedgeEffect, type WedgeState } from './recogniser.ts';

/** Hears a document reader that types, wherever the focus is; what it types reaches no field, and its Enter no button. */
export function useWedge(): void {
  const { wedge, prefix, suffix } = useDesk((state) => state.settings.readers);
  // By value: settings that come anew must not cut a burst in two.
  useEffect(() => (wedge ? listenForReader({ prefix, suffix }) : undefined), [wedge, prefix, suffix]);
}

function listenForReader({ prefix, suffix }: WedgeFrame): () => void {
  let state: WedgeState = IDLE;
  let memory: FieldMemory | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Events this listener dispatches itself, in place of ones it held back. */
  let giving = false;
  /** Keys whose coming down did nothing: their going up must do nothing either. */
  const swallowed = new Set<string>();
  const options = () => ({ prefix, suffix, today: localDay(new Date()) });

  const give = (keys: readonly WedgeKey[]): void => {
    giving = true;
    for (const key of keys) giveBack(key);
    giving = false;
  };
  /** Does what is asked; true when the present key is to be swallowed. */
  const apply = (effects: readonly WedgeEffect[]): boolean => {
    let swallow = false;
    for (const effect of effects) {
      switch (effect.kind) {
        case 'begin':
          memory = remember(focusedField());
          break;
        case 'swallow':
          swallow = true;
          break;
        case 'release':
          give(effect.keys);
          break;
        case 'take':
        case 'incomplete':
          if (memory !== null) putBack(memory);
          memory = null;
          if (effect.kind === 'take') readerTaken(effect);
          else readerIncomplete(effect);
      }
    }
    return swallow;
  };
  const schedule = (): void => {
    clearTimeout(timer);
    const deadline = deadlineOf(state);
    if (deadline === null) return;
    timer = setTimeout(() => {
      const step = tick(state, options());
      state = step.state;
      apply(step.effects);
      schedule();
    }, Math.max(0, deadline - performance.now()));
  };
  const stop = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onKey = (event: KeyboardEvent): void => {
    // What an input method composes is not a reader's.
    if (giving || event.isComposing) return;
    const key = keyOf(event);
    const step = takeKey(state, key, focusedField() === null ? 'elsewhere' : 'field', options());
    state = step.state;
    const swallow = apply(step.effects);
    schedule();
    if (key.kind === 'up') {
      if (swallowed.delete(key.code)) stop(event);
    } else if (swallow) {
      swallowed.add(key.code);
      stop(event);
    }
  };
  // Signs composed with Alt come without a key of their own.
  const onText = (event: InputEvent): void => {
    if (event.isTrusted && event.inputType === 'insertText' && isReadersText(state, event.timeStamp)) stop(event);
  };
  const onBlur = (): void => {
    // A key that goes up in another window is never heard of here.
    swallowed.clear();
    apply(tick(state, options()).effects);
    state = IDLE;
    schedule();
  };
  const listener = { capture: true } as const;
  window.addEventListener('keydown', onKey, listener);
  window.addEventListener('keyup', onKey, listener);
  window.addEventListener('beforeinput', onText, listener);
  window.addEventListener('blur', onBlur);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKey, listener);
    window.removeEventListener('keyup', onKey, listener);
    window.removeEventListener('beforeinput', onText, listener);
    window.removeEventListener('blur', onBlur);
  };
}

const keyOf = (event: KeyboardEvent): WedgeKey => ({
  kind: event.type === 'keydown' ? 'down' : 'up', code: event.code, key: event.key, time: event.timeStamp,
  shift: event.shiftKey, alt: event.altKey, command: event.ctrlKey || event.metaKey, repeat: event.repeat,
});

/** Does what a key that was held back should have done, as far as a page can: text goes into fields, the rest is pressed. */
function giveBack({ code, key, shift }: WedgeKey): void {
  const field = focusedField();
  const target = document.activeElement ?? document.body;
  const init: KeyboardEventInit = { code, key, shiftKey: shift, bubbles: true, cancelable: true, composed: true };
  // What a key does must be done before the next: several may come back at once.
  const wanted = flushSync(() => target.dispatchEvent(new KeyboardEvent('keydown', init)));
  target.dispatchEvent(new KeyboardEvent('keyup', init));
  if (!wanted) return;
  if (field !== null && [...key].length === 1) typeText(field, key);
  else if (key === 'Enter' && target instanceof HTMLElement && target.matches('button, a')) target.click();
}
