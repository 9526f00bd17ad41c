/** What the resident is shown of a document, and the buttons below. */
import { stateName } from '../../../shared/mrz/countries.ts';
import type { BotField, BotTexts } from '../../../shared/texts/bot-ru.ts';
import { BOT_TEXTS, type BotLanguage } from '../../../shared/texts/bot-texts.ts';
import { maskNumber } from '../../records/masking.ts';
import type { Button, Effect, Guest, SentDocument } from './state.ts';

const LATIN_FIELDS = [
  'surname', 'givenNames', 'sex', 'birthDate', 'nationality', 'documentNumber', 'expiryDate',
] as const satisfies readonly BotField[];
const CYRILLIC_FIELDS = [
  'cyrillicSurname', 'cyrillicGivenNames', 'sex', 'birthDate', 'nationality', 'documentNumber', 'expiryDate',
] as const satisfies readonly BotField[];

/** The fields a resident sees, in the order of the paper: names in the script the document is kept by. */
export const fieldsOf = (guest: Guest): readonly BotField[] =>
  (guest.values.cyrillicSurname ? CYRILLIC_FIELDS : LATIN_FIELDS);

/** Data of a button: what it is about and what it does. Telegram lets 64 bytes pass. */
export const buttonData = (document: SentDocument | { id: string }, action: string): string => `d:${document.id}:${action}`;

/** A value for people; the number shows its last three signs. */
export function shownValue(field: BotField, guest: Guest, language: BotLanguage): string {
  const texts = BOT_TEXTS[language];
  const value = guest.values[field] ?? '';
  if (value === '') return texts.empty;
  switch (field) {
    case 'documentNumber': return maskNumber(value);
    case 'birthDate':
    case 'expiryDate': return value.split('-').toReversed().join('.');
    case 'sex': return texts.sexes[value as keyof BotTexts['sexes']] ?? value;
    case 'nationality': return stateName(value, language) ?? value;
    default: return value;
  }
}

function lineOf(field: BotField, guest: Guest, language: BotLanguage): string {
  const mark = guest.unsure.includes(field) && !guest.typed.includes(field) ? ' ⚠' : '';
  return `${BOT_TEXTS[language].fields[field]}: ${shownValue(field, guest, language)}${mark}`;
}

/** Everything read of a picture, with what can be done about it. */
export function documentCard(document: SentDocument, language: BotLanguage): Effect {
  const texts = BOT_TEXTS[language];
  const guests = document.guests.map((guest, index) => [
    ...(document.guests.length > 1 ? [texts.guest(index + 1)] : []),
    ...fieldsOf(guest).map((field) => lineOf(field, guest, language)),
  ].join('\n'));
  const unsure = document.guests.some((guest) => guest.unsure.some((field) => !guest.typed.includes(field)));
  const button = (text: string, action: string): Button => ({ text, data: buttonData(document, action) });
  return {
    kind: 'say', text: [unsure ? texts.unsure : texts.read, ...guests].join('\n\n'),
    buttons: [
      [button(texts.right, 'ok')],
      [button(texts.correct, 'fix'), button(texts.remove, 'del')],
      ...(unsure ? [[button(texts.leaveToDesk, 'leave')]] : []),
    ],
  };
}

/** For a picture of which nothing was read. */
export function unreadCard(document: SentDocument, advice: readonly string[], language: BotLanguage): Effect {
  const texts = BOT_TEXTS[language];
  return {
    kind: 'say', text: [...advice, texts.notRead].join(' '),
    buttons: [[
      { text: texts.leaveToDesk, data: buttonData(document, 'leave') },
      { text: texts.remove, data: buttonData(document, 'del') },
    ]],
  };
}

/** Which guest, where there are several. */
export function chooseGuest(document: SentDocument, language: BotLanguage): Effect {
  const texts = BOT_TEXTS[language];
  const nameOf = (guest: Guest, index: number): string =>
    guest.values.cyrillicSurname || guest.values.surname || texts.guest(index + 1);
  return {
    kind: 'say', text: texts.whichGuest,
    buttons: [
      ...document.guests.map((guest, index) => [{ text: nameOf(guest, index), data: buttonData(document, `fix:${index}`) }]),
      [{ text: texts.cancel, data: buttonData(document, 'back') }],
    ],
  };
}

/** Which field of this guest. */
export function chooseField(document: SentDocument, index: number, language: BotLanguage): Effect {
  const texts = BOT_TEXTS[language];
  const guest = document.guests[index];
  const fields = guest === undefined ? [] : fieldsOf(guest);
  const buttons = fields.map((field) => ({ text: texts.fields[field], data: buttonData(document, `f:${index}:${field}`) }));
  return {
    kind: 'say', text: texts.whichField,
    buttons: [
      ...pairs(buttons), [{ text: texts.cancel, data: buttonData(document, 'back') }],
    ],
  };
}

/** Asks for one value; sex is chosen by a button. */
export function askField(document: SentDocument, guest: Guest, field: BotField, language: BotLanguage): Effect {
  const texts = BOT_TEXTS[language];
  const now = guest.values[field] ? shownValue(field, guest, language) : '';
  const sexes = (['M', 'F', 'X'] as const).map((sex) => ({ text: texts.sexes[sex], data: buttonData(document, `sex:${sex}`) }));
  return {
    kind: 'say', text: field === 'sex' ? texts.chooseSex(now) : texts.typeField(texts.fields[field], now),
    buttons: [...(field === 'sex' ? [sexes] : []), [{ text: texts.cancel, data: buttonData(document, 'back') }]],
  };
}

function pairs<T>(list: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < list.length; at += 2) rows.push(list.slice(at, at + 2));
  return rows;
}
