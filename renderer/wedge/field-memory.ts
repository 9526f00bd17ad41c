/** Text fields that a reader typed into before it was known for one are put back as they were. */

/** What a field held when a burst began. */
export type FieldMemory = {
  readonly field: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
  readonly from: number | null;
  readonly to: number | null;
};

type TextField = FieldMemory['field'];

/** Inputs that hold no text: a key in them is a command. */
const NO_TEXT = new Set(['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'file', 'color', 'image', 'hidden']);

/**
 * The text field with the focus; null elsewhere. A field that deals with each key by itself (`data-own-keys`), as the
 * lines of the zone do, is none: what it does with a key cannot be put back by its text.
 */
export function focusedField(): TextField | null {
  const element = document.activeElement;
  if (element instanceof HTMLTextAreaElement) return element.readOnly || element.disabled ? null : element;
  if (!(element instanceof HTMLInputElement) || element.dataset['ownKeys'] !== undefined) return null;
  return NO_TEXT.has(element.type) || element.readOnly || element.disabled ? null : element;
}

export function remember(field: TextField | null): FieldMemory | null {
  return field && { field, value: field.value, from: field.selectionStart, to: field.selectionEnd };
}

/** Sets the text as if it had been typed, so that the page hears of it; the caret goes where it is told. */
function setText(field: TextField, value: string, from: number | null, to: number | null): void {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  // The element's own `value` is React's, which would then see no change.
  Reflect.set(prototype, 'value', value, field);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  if (from !== null && to !== null) field.setSelectionRange(from, to);
}

/** Puts a field back; one that is gone from the page, or holds the same, is left alone. */
export function putBack({ field, value, from, to }: FieldMemory): void {
  if (field.isConnected && field.value !== value) setText(field, value, from, to);
}

/** Types text at the caret of a field, no more than it may hold. */
export function typeText(field: TextField, text: string): void {
  const { value, maxLength } = field;
  const from = field.selectionStart ?? value.length;
  const to = field.selectionEnd ?? value.length;
  const room = maxLength < 0 ? Infinity : maxLength - (value.length - (to - from));
  const added = text.slice(0, Math.max(0, room));
  setText(field, value.slice(0, from) + added + value.slice(to), from + added.length, from + added.length);
}
