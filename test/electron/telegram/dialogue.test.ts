/** The dialogue as a function, without Telegram: what is said to what, and what must never come about. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { step } from '../../../electron/telegram/dialogue/dialogue.ts';
import { newDialogue, type Dialogue, type Effect, type Event, type Guest, type Surroundings } from '../../../electron/telegram/dialogue/state.ts';
import { readTyped } from '../../../electron/telegram/dialogue/typed-values.ts';
import { CONSENT_VERSION } from '../../../electron/telegram/dialogue/consent.ts';
import { plainWords } from '../../../electron/telegram/plain-words.ts';
import { botEn } from '../../../shared/texts/bot-en.ts';
import { botRu } from '../../../shared/texts/bot-ru.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const ID = '0b0e7f9e-0000-4000-8000-000000000001';

const around = (change: Partial<Surroundings> = {}): Surroundings => ({
  now: NOW, today: '2026-11-21', documents: true, house: { address: 'Lane 1', checkIn: '', wifi: '', rules: '' },
  kept: () => ({ pictures: 0, messages: 0, registered: 0 }), mayBeLost: false, newId: () => ID, telegramId: 5000, ...change,
});
const consented: Dialogue = { ...newDialogue('en'), consent: { at: NOW, version: CONSENT_VERSION } };
const ANNA: Guest = { values: { surname: 'BERG', givenNames: 'ANNA', documentNumber: 'X1234567' }, typed: [], unsure: [] };
const asked: Dialogue = { ...consented, documents: [{ id: ID, unique: 'u', state: 'asked', guests: [ANNA] }] };
const press = (data: string): Event => ({ kind: 'press', pressId: 'p', messageId: 5, data });
const said = (effects: readonly Effect[]): string => effects.flatMap((effect) => (effect.kind === 'say' ? [effect.text] : [])).join('\n');
const kinds = (effects: readonly Effect[]): string[] => effects.map(({ kind }) => kind);

describe('consent', () => {
  it('is kept with its time and the version of its words', () => {
    const { dialogue } = step(newDialogue('ru'), press('c:yes'), around());
    expect(dialogue.consent).toEqual({ at: NOW, version: CONSENT_VERSION });
  });

  it('has a version of its own for each wording', () => {
    // Whoever changes the words must change the version: consents given before were given to other words.
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
    expect([CONSENT_VERSION, digest(botRu.consent), digest(botEn.consent)]).toEqual(['2026-11-1', 'ad61d57b', '055c326d']);
  });

  it('is not asked for, nor can be given, where no documents are taken', () => {
    const closed = around({ documents: false });
    expect(said(step(newDialogue('en'), { kind: 'command', name: 'start' }, closed).effects)).not.toContain('agree');
    expect(step(newDialogue('en'), press('c:yes'), closed).dialogue.consent).toBeNull();
  });
});

describe('a document', () => {
  const picture: Event = { kind: 'picture', file: { fileId: 'f', unique: 'u', size: 100 }, mime: 'image/jpeg', caption: '' };

  it('of an album is answered once with what consent is asked for', () => {
    const first = step(newDialogue('en'), picture, around());
    expect(said(first.effects)).toContain(botEn.consent);
    expect(step(first.dialogue, picture, around({ now: NOW + 500 })).effects).toEqual([]);
    expect(said(step(first.dialogue, picture, around({ now: NOW + 60_000 })).effects)).toContain(botEn.consent);
  });

  it('brings what is written below it to the desk, also where it is refused itself', () => {
    const withWords: Event = { ...picture, caption: 'May we come at night?' };
    for (const dialogue of [consented, newDialogue('en')]) {
      const { effects } = step(dialogue, withWords, around());
      expect(effects).toContainEqual({ kind: 'note', id: ID, entry: { kind: 'question', text: 'May we come at night?' } });
    }
    expect(kinds(step(consented, { kind: 'other', caption: 'our car' }, around()).effects)).toEqual(['say', 'note', 'say']);
  });

  it('is fetched once, and not while the hour has had its ten', () => {
    const first = step(consented, picture, around());
    expect(kinds(first.effects)).toEqual(['fetch', 'say']);
    expect(kinds(step(first.dialogue, picture, around()).effects)).toEqual(['say']);
    const busy = { ...consented, pictureTimes: Array.from({ length: 10 }, (_, n) => NOW - n) };
    const refused = step(busy, picture, around());
    expect(said(refused.effects)).toBe(botEn.fewerPictures);
    expect(step(refused.dialogue, picture, around({ now: NOW + 60_000 })).effects).toEqual([]);
    expect(kinds(step(busy, picture, around({ now: NOW + 3_600_001 })).effects)).toContain('fetch');
  });

  it('goes to the desk only by its own buttons, once', () => {
    const handed = step(asked, press(`d:${ID}:ok`), around());
    expect(kinds(handed.effects)).toEqual(['flash', 'unbutton', 'hand', 'note', 'say']);
    expect(kinds(step(handed.dialogue, press(`d:${ID}:ok`), around()).effects)).toEqual(['flash', 'unbutton']);
    const other = press('d:0b0e7f9e-0000-4000-8000-00000000ffff:ok');
    expect(kinds(step(asked, other, around()).effects)).toEqual(['flash', 'unbutton']);
  });

  it('that was not read cannot be called right', () => {
    const unread: Dialogue = { ...asked, documents: [{ id: ID, unique: 'u', state: 'unread', guests: [] }] };
    expect(kinds(step(unread, press(`d:${ID}:ok`), around()).effects)).toEqual(['flash']);
    expect(kinds(step(unread, press(`d:${ID}:leave`), around()).effects)).toContain('hand');
  });

  it('is corrected field by field; a wrong value leaves the question open', () => {
    const asking = step(asked, press(`d:${ID}:f:0:surname`), around()).dialogue;
    const wrong = step(asking, { kind: 'text', text: 'Берг' }, around());
    expect(wrong.dialogue.mode).toEqual(asking.mode);
    expect(said(wrong.effects)).toBe(botEn.wrong.latin);
    const right = step(asking, { kind: 'text', text: ' van der  Berg ' }, around());
    expect(right.dialogue.mode).toEqual({ kind: 'idle' });
    expect(right.dialogue.documents[0]?.guests[0]).toMatchObject({ values: { surname: 'VAN DER BERG' }, typed: ['surname'] });
  });

  it('never shows its number whole', () => {
    const events: Event[] = [
      { kind: 'read', document: ID, reading: { kind: 'guests', guests: [ANNA] } }, press(`d:${ID}:fix`), press(`d:${ID}:back`),
      press(`d:${ID}:f:0:documentNumber`), { kind: 'text', text: 'Y7654321' },
    ];
    let dialogue = asked;
    for (const event of events) {
      const next = step(dialogue, event, around());
      expect(JSON.stringify(next.effects)).not.toMatch(/X1234567|Y7654321/);
      ({ dialogue } = next);
    }
    expect(dialogue.documents[0]?.guests[0]?.values.documentNumber).toBe('Y7654321');
  });
});

describe('what a resident types', () => {
  it.each([
    ['birthDate', '1.2.1990', '1990-02-01'], ['birthDate', '31.02.1990', null], ['birthDate', '01.01.2030', null],
    ['expiryDate', '01/12/2030', '2030-12-01'], ['nationality', 'rus', 'RUS'], ['nationality', 'германия', 'DEU'],
    ['nationality', 'Narnia', null], ['sex', 'ж', 'F'], ['sex', '?', null], ['documentNumber', 'ab 12-34', 'AB1234'],
    ['documentNumber', 'АБ1234', null], ['cyrillicSurname', 'Петров-Водкин', 'ПЕТРОВ-ВОДКИН'], ['cyrillicSurname', 'Petrov', null],
    ['givenNames', "D'Arcy", "D'ARCY"], ['givenNames', '<b>', null],
  ] as const)('as %s "%s" becomes %s', (field, typed, value) => {
    const read = readTyped(field, typed, '2026-11-21');
    expect(read.ok ? read.value : null).toBe(value);
  });

  it('is rid of what misleads the eye', () => {
    expect(plainWords('a\u202eb\u200bc\u2066d\u0007e\ud800')).toBe('abcd e\ufffd');
    expect(plainWords('Привет!\nНоль.')).toBe('Привет!\nНоль.');
    expect(plainWords('p\u00ada\u180es\u3164s\u034f\u2028port')).toBe('pass\nport');
  });
});

describe('limits', () => {
  it('are told of once, then there is silence, then all is well again', () => {
    let dialogue = newDialogue('en');
    const told: string[] = [];
    for (let n = 0; n < 25; n += 1) {
      const next = step(dialogue, { kind: 'text', text: 'hi' }, around({ now: NOW + n }));
      ({ dialogue } = next);
      told.push(said(next.effects));
    }
    expect(told.filter((text) => text === botEn.slower)).toHaveLength(1);
    expect(kinds(step(dialogue, { kind: 'text', text: 'hi' }, around({ now: NOW + 61_000 })).effects)).toContain('note');
  });
});

it('whatever is pressed in whatever state, nothing is handed over or erased but by the buttons for it', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 80 }), fc.constantFrom(`d:${ID}:`, `d:${ID}:ok:1`, 'e:', 'E:YES', 'h:toString')), (data) => {
    fc.pre(data !== `d:${ID}:ok` && data !== `d:${ID}:ok:1` && data !== 'e:yes');
    const { effects } = step(asked, press(data), around());
    expect(kinds(effects).filter((kind) => ['hand', 'discard', 'eraseAll', 'fetch', 'repeat'].includes(kind))).toEqual([]);
  }));
});

it('both languages have every text, and every button fits into what Telegram lets pass', () => {
  const shape = (value: unknown): unknown => (typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)])) : typeof value);
  expect(shape(botEn)).toEqual(shape(botRu));
  for (const data of [`d:${ID}:f:7:cyrillicGivenNames`, `d:${ID}:leave`]) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
});
