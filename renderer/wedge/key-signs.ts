/** What a key writes: by its place on a US keyboard, which readers are made for, and by the layout of this computer. */

/** A key event as far as the recogniser cares. `time`: milliseconds of the system's clock for events. */
export type WedgeKey = {
  readonly kind: 'down' | 'up';
  readonly code: string;
  readonly key: string;
  readonly time: number;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl or Cmd is held. */
  readonly command: boolean;
  /** The key is held down and the system repeats it. */
  readonly repeat: boolean;
};

/** One sign that a key wrote; line ends are `\n` and `\t`. */
export type Stroke = {
  readonly byCode: string;
  readonly byKey: string;
  readonly time: number;
};

/** Punctuation of a US keyboard, plain and with Shift. */
const US_PUNCTUATION: Readonly<Record<string, string>> = {
  Backquote: '`~', Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|', Semicolon: ';:',
  Quote: '\'"', Comma: ',<', Period: '.>', Slash: '/?', IntlBackslash: '<>', Space: '  ', NumpadAdd: '++', NumpadSubtract: '--',
  NumpadMultiply: '**', NumpadDivide: '//', NumpadDecimal: '..',
};
const US_SHIFTED_DIGITS = ')!@#$%^&*(';

const LINE_ENDS: Readonly<Record<string, string>> = { Enter: '\n', NumpadEnter: '\n', Tab: '\t' };

/** What the key at this place writes on a US keyboard; letters large, as readers send them. '' for keys that write nothing. */
function byPlace(code: string, shift: boolean): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letter;
  const [, pad, digit] = /^(Digit|Numpad)([0-9])$/.exec(code) ?? [];
  if (digit !== undefined) return shift && pad === 'Digit' ? US_SHIFTED_DIGITS.charAt(Number(digit)) : digit;
  return US_PUNCTUATION[code]?.charAt(shift ? 1 : 0) ?? LINE_ENDS[code] ?? '';
}

/** The stroke of a key; null for keys that write nothing, as Shift or an arrow. */
export function strokeOf({ code, key, shift, time }: WedgeKey): Stroke | null {
  const byKey = LINE_ENDS[key] ?? ([...key].length === 1 ? key.toUpperCase() : '');
  const byCode = byPlace(code, shift);
  return byCode === '' && byKey === '' ? null : { byCode, byKey, time };
}

/** The stroke of a character that readers compose of Alt and figures on the number pad; null where that writes none. */
export function strokeOfAltCode(figures: string, time: number): Stroke | null {
  const value = Number(figures);
  if (figures === '' || value < 0x20 || value > 0x7e) return null;
  const sign = String.fromCharCode(value).toUpperCase();
  return { byCode: sign, byKey: sign, time };
}

/** The figure of a number pad's key; null for any other. With NumLock off the key says Home or an arrow, its place does not. */
export const padFigure = (code: string): string | null => /^Numpad([0-9])$/.exec(code)?.[1] ?? null;
