/** Whether a key pressed there is meant as text or as a choice, not as a command to the desk. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable], [role="radiogroup"], [role="listbox"], [role="combobox"]',
    ) !== null
  );
}
