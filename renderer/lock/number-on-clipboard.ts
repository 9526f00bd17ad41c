/** Fewer digits than any document number has are a room or a date. */
const FEWEST_DIGITS = 4;
const NUMBER = /[A-Z0-9<]{6,}/gi;

/** Whether a copied text holds a document number or a line of a zone: six signs and more in a row, four of them digits. */
export function holdsNumber(text: string): boolean {
  const runs = text.replaceAll(/[ \u00a0-]/g, '').match(NUMBER) ?? [];
  return runs.some((run) => (run.match(/\d/g) ?? []).length >= FEWEST_DIGITS);
}

/** What is selected, in a field or on the page. */
export function selectedText(): string {
  const at = document.activeElement;
  if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) {
    return at.value.slice(at.selectionStart ?? 0, at.selectionEnd ?? 0);
  }
  return document.getSelection()?.toString() ?? '';
}
