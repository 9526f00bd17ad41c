/** Readers and people at a keyboard, as key events; and a text field they type into, with the recogniser before it. */
import {
  deadlineOf, IDLE, takeKey, tick, type KeyPlace, type WedgeEffect, type WedgeOptions, type WedgeState,
} from '../../../renderer/wedge/recogniser.ts';
import type { WedgeKey } from '../../../renderer/wedge/key-signs.ts';

export type Layout = 'us' | 'ru' | 'de' | 'fr';

const US: Readonly<Record<string, readonly [code: string, shift: boolean]>> = {
  '<': ['Comma', true], '\n': ['Enter', false], '\r': ['Enter', false], '\t': ['Tab', false], '~': ['Backquote', true],
  '#': ['Digit3', true], '*': ['Digit8', true], ' ': ['Space', false], ']': ['BracketRight', false], '.': ['Period', false],
};
const RU = 'ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ';

/** Where a sign lies on the keyboard a reader is made for. */
export function placeOf(sign: string, reader: Layout): readonly [code: string, shift: boolean] {
  if (reader === 'de') {
    if (sign === '<') return ['IntlBackslash', false];
    if (sign === 'Y' || sign === 'Z') return [sign === 'Y' ? 'KeyZ' : 'KeyY', true];
  }
  if (reader === 'fr') {
    if (sign === '<') return ['IntlBackslash', false];
    if (/[0-9]/.test(sign)) return [`Digit${sign}`, true];
    const moved: Readonly<Record<string, string>> = { A: 'KeyQ', Q: 'KeyA', Z: 'KeyW', W: 'KeyZ', M: 'Semicolon' };
    if (moved[sign] !== undefined) return [moved[sign], true];
  }
  if (/[A-Z]/.test(sign)) return [`Key${sign}`, true];
  if (/[0-9]/.test(sign)) return [`Digit${sign}`, false];
  const place = US[sign];
  if (place === undefined) throw new Error(`no key for ${JSON.stringify(sign)}`);
  return place;
}

/** What the computer's layout makes of a place. */
export function keyOn(layout: Layout, code: string, shift: boolean): string {
  if (code === 'Enter' || code === 'Tab') return code;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  const cased = (sign: string): string => (shift ? sign.toUpperCase() : sign.toLowerCase());
  switch (layout) {
    case 'ru':
      if (letter !== undefined) return cased(RU.charAt(letter.charCodeAt(0) - 65));
      if (code === 'Comma') return cased('Б');
      break;
    case 'de':
      if (letter === 'Y' || letter === 'Z') return cased(letter === 'Y' ? 'Z' : 'Y');
      if (code === 'Comma') return shift ? ';' : ',';
      break;
    case 'fr': {
      const moved: Readonly<Record<string, string>> = { Q: 'A', A: 'Q', W: 'Z', Z: 'W' };
      if (letter === 'M') return shift ? '?' : ',';
      if (letter !== undefined) return cased(moved[letter] ?? letter);
      if (code === 'Semicolon') return cased('M');
      if (digit !== undefined) return shift ? digit : 'à&é"\'(-è_ç'.charAt(Number(digit));
      if (code === 'Comma') return shift ? '.' : ';';
      break;
    }
    case 'us':
      break;
  }
  if (letter !== undefined) return cased(letter);
  if (digit !== undefined) return shift ? ')!@#$%^&*('.charAt(Number(digit)) : digit;
  const signs: Readonly<Record<string, string>> = { Comma: ',<', IntlBackslash: '<>', Backquote: '`~', Space: '  ', BracketRight: ']}', Period: '.>', Semicolon: ';:' };
  return signs[code]?.charAt(shift ? 1 : 0) ?? 'Unidentified';
}

const event = (kind: 'down' | 'up', code: string, key: string, time: number, shift: boolean): WedgeKey =>
  ({ kind, code, key, time, shift, alt: false, command: false, repeat: false });

/** A text as keys, each after the pause before it; keys go up before the next comes down. */
export function typed(text: string, gaps: (at: number) => number, from: number, reader: Layout, computer: Layout): WedgeKey[] {
  let time = from;
  return [...text].flatMap((sign, at) => {
    const [code, shift] = placeOf(sign, reader);
    const key = keyOn(computer, code, shift);
    time += at === 0 ? 0 : gaps(at);
    const after = time + 0.4;
    return [
      ...(shift ? [event('down', 'ShiftLeft', 'Shift', time, true)] : []),
      event('down', code, key, time, shift), event('up', code, key, after, shift),
      ...(shift ? [event('up', 'ShiftLeft', 'Shift', after, false)] : []),
    ];
  });
}

/** The same with each sign composed of Alt and the number pad. */
export function typedByAltCodes(text: string, gap: number, from: number): WedgeKey[] {
  let time = from;
  const next = (kind: 'down' | 'up', code: string, key: string): WedgeKey =>
    ({ kind, code, key, time: (time += gap), shift: false, alt: code !== 'AltLeft' || kind === 'down', command: false, repeat: false });
  return [...text].flatMap((sign) => {
    if (sign === '\n') return [next('down', 'Enter', 'Enter'), next('up', 'Enter', 'Enter')].map((key) => ({ ...key, alt: false }));
    const figures = [...`0${sign.charCodeAt(0)}`];
    return [
      next('down', 'AltLeft', 'Alt'),
      ...figures.flatMap((figure) => [next('down', `Numpad${figure}`, figure), next('up', `Numpad${figure}`, figure)]),
      next('up', 'AltLeft', 'Alt'),
    ];
  });
}

export type Heard = {
  /** What the field holds, every key in it having done what it may. */
  readonly text: string;
  /** Enters and Tabs that did something. */
  readonly ends: number;
  readonly effects: readonly WedgeEffect[];
};

/** Types the keys with the recogniser listening; the clock ticks as it asks. */
export function typeInto(keys: readonly WedgeKey[], options: WedgeOptions, place: KeyPlace = 'field', before = ''): Heard {
  let state: WedgeState = IDLE;
  let [text, remembered, ends] = [before, before, 0];
  const all: WedgeEffect[] = [];
  const write = ({ key }: WedgeKey): void => {
    if (key === 'Enter' || key === 'Tab') ends += 1;
    else if ([...key].length === 1) text += key;
  };
  const apply = (effects: readonly WedgeEffect[]): boolean => {
    all.push(...effects);
    for (const effect of effects) {
      if (effect.kind === 'begin') remembered = text;
      if (effect.kind === 'release') effect.keys.forEach(write);
      if (effect.kind === 'take' || effect.kind === 'incomplete') text = remembered;
    }
    return effects.some(({ kind }) => kind === 'swallow');
  };
  const tickUntil = (time: number): void => {
    for (let due = deadlineOf(state); due !== null && due < time; due = deadlineOf(state)) {
      const step = tick(state, options);
      state = step.state;
      apply(step.effects);
    }
  };
  for (const key of keys) {
    tickUntil(key.time);
    const step = takeKey(state, key, place, options);
    state = step.state;
    const swallowed = apply(step.effects);
    if (!swallowed && key.kind === 'down' && !key.alt) write(key);
  }
  tickUntil(Infinity);
  return { text, ends, effects: all };
}
