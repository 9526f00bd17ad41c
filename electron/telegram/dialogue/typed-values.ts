/** What a resident types in place of what was read: the value as the desk keeps it, or what is wrong with it. */
import { isKnownState, STATE_CODES, stateName } from '../../../shared/mrz/countries.ts';
import { isPossibleIso } from '../../../shared/mrz/dates.ts';
import type { BotField, BotTexts } from '../../../shared/texts/bot-ru.ts';

export type Typed = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly wrong: keyof BotTexts['wrong'] };

const LONGEST_NAME = 80;
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}'’ʼ. -]*$/u;
const LATIN = /^[\p{Script=Latin}\p{M}'’ʼ. -]+$/u;
const CYRILLIC = /^[\p{Script=Cyrillic}\p{M}'’ʼ. -]+$/u;

const value = (text: string): Typed => ({ ok: true, value: text });
const wrong = (what: keyof BotTexts['wrong']): Typed => ({ ok: false, wrong: what });

/** `today`: YYYY-MM-DD on the desk's clock. */
export function readTyped(field: BotField, typed: string, today: string): Typed {
  const text = typed.trim().replace(/\s+/g, ' ');
  switch (field) {
    case 'surname':
    case 'givenNames':
      return name(text, LATIN, 'latin');
    case 'cyrillicSurname':
    case 'cyrillicGivenNames':
      return name(text, CYRILLIC, 'cyrillic');
    case 'sex':
      return sex(text.toUpperCase());
    case 'birthDate': {
      const date = isoDate(text);
      if (date === null) return wrong('date');
      return date > today ? wrong('birthDate') : value(date);
    }
    case 'expiryDate': {
      const date = isoDate(text);
      return date === null ? wrong('date') : value(date);
    }
    case 'documentNumber': {
      const number = text.toUpperCase().replaceAll(/[\s-]/g, '');
      return /^[A-Z0-9]{3,20}$/.test(number) ? value(number) : wrong('number');
    }
    case 'nationality': {
      const code = stateOf(text);
      return code === null ? wrong('state') : value(code);
    }
    default:
      return field satisfies never;
  }
}

function name(text: string, script: RegExp, otherwise: 'latin' | 'cyrillic'): Typed {
  if (text.length > LONGEST_NAME || !NAME.test(text)) return wrong('name');
  return script.test(text) ? value(text.toUpperCase()) : wrong(otherwise);
}

function sex(text: string): Typed {
  // Both alphabets: М and F are what either language writes, and a Cyrillic М looks like a Latin one.
  if (['M', 'М', 'MALE', 'МУЖ', 'МУЖСКОЙ'].includes(text)) return value('M');
  if (['F', 'Ж', 'FEMALE', 'ЖЕН', 'ЖЕНСКИЙ'].includes(text)) return value('F');
  return ['X', 'Х'].includes(text) ? value('X') : wrong('sex');
}

function isoDate(text: string): string | null {
  const parts = /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = parts ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const calendar = new Date(`${iso}T00:00:00Z`);
  const there = !Number.isNaN(calendar.getTime()) && calendar.toISOString().startsWith(iso);
  return parts !== null && there && isPossibleIso(iso) ? iso : null;
}

/** By its letters, or by its name in either language. */
function stateOf(text: string): string | null {
  const code = text.toUpperCase();
  if (isKnownState(code)) return code;
  const sought = text.toLocaleLowerCase('ru');
  return STATE_CODES.find((state) =>
    (['ru', 'en'] as const).some((language) => stateName(state, language)?.toLocaleLowerCase('ru') === sought)) ?? null;
}
