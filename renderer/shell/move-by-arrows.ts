import type { KeyboardEvent } from 'react';

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
