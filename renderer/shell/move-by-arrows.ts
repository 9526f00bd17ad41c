import type { KeyboardEvent } from 'react';
import { neighbour } from '../store/queue-order.ts';

/** Arrow keys go from name to name in a table whose names are buttons of the class `row-open`. */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-open')];
  const at = names.findIndex((name) => name === document.activeElement);
  const next = names[Math.min(Math.max(at + step, 0), names.length - 1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/**
 * Arrow keys, Home and End go through a list whose rows bear their ids in `attribute`, and show what they reach. `ids`: as
 * they stand.
 */
export function walkRows(
  event: KeyboardEvent<HTMLElement>,
  ids: readonly string[],
  attribute: `data-${string}`,
  show: (id: string) => void,
): void {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -ids.length, End: ids.length }[event.key];
  const focused = document.activeElement?.getAttribute(attribute) ?? null;
  const next = step === undefined ? null : neighbour(ids, focused, step);
  if (next === null) return;
  event.preventDefault();
  show(next);
  event.currentTarget.querySelector<HTMLElement>(`[${attribute}="${next}"]`)?.focus();
}
