/** The part of the dialogue that is about pictures: taking, showing, correcting, handing over. */
import type { BotField } from '../../../shared/texts/bot-ru.ts';
import { BOT_TEXTS } from '../../../shared/texts/bot-texts.ts';
import * as cards from './cards.ts';
import { askConsent } from './consent.ts';
import { countPicture } from './limits.ts';
import type { Dialogue, Effect, Event, Guest, SentDocument, Step, Surroundings } from './state.ts';
import { readTyped } from './typed-values.ts';

/** Telegram hands no larger file to a bot. */
export const LARGEST_FILE = 20 * 1024 * 1024;
/** So many handed over are remembered, to tell a late press from a forged one. */
const HANDED_REMEMBERED = 50;
/** Some programs send every file as bytes; what it is, its first bytes tell once it is fetched. */
const PICTURE_TYPES = [
  'image/jpeg', 'image/jpg', 'image/pjpeg', 'image/png', 'image/webp', 'image/tiff', 'image/bmp', 'image/x-ms-bmp',
  'application/octet-stream',
];
/** Pictures of an album come one after the other, and are answered for once. */
const ALBUM_MS = 10_000;

const say = (dialogue: Dialogue, text: string): Step => ({ dialogue, effects: [{ kind: 'say', text }] });
const idle = { kind: 'idle' } as const;

/** A picture came. Without consent it is not even downloaded. */
export function takePicture(dialogue: Dialogue, event: Extract<Event, { kind: 'picture' }>, around: Surroundings): Step {
  const texts = BOT_TEXTS[dialogue.language];
  const { file, mime } = event;
  if (!around.documents) return say(dialogue, texts.noDocuments);
  if (dialogue.consent === null) {
    if (Math.abs(around.now - (dialogue.askedConsentAt ?? 0)) < ALBUM_MS) return { dialogue, effects: [] };
    return { dialogue: { ...dialogue, askedConsentAt: around.now }, effects: [askConsent(dialogue, texts.consentFirst)] };
  }
  if (mime !== null && !PICTURE_TYPES.includes(mime.toLowerCase())) return say(dialogue, texts.notAPicture);
  if (file.size !== null && file.size > LARGEST_FILE) return say(dialogue, texts.tooLarge);
  if (dialogue.documents.some((document) => document.unique === file.unique)) return say(dialogue, texts.alreadyHere);
  const { dialogue: counted, verdict } = countPicture(dialogue, around.now);
  if (verdict === 'quiet') return { dialogue: counted, effects: [] };
  if (verdict === 'tellOnce') return say(counted, texts.fewerPictures);
  const id = around.newId();
  return {
    dialogue: {
      ...counted, mode: idle,
      documents: [...counted.documents, { id, unique: file.unique, state: 'coming', guests: [] }],
    },
    effects: [{ kind: 'fetch', id, purpose: 'picture', file }, { kind: 'say', text: texts.reading }],
  };
}

/** The picture was read, or could not be fetched. */
export function endOfReading(dialogue: Dialogue, event: Extract<Event, { kind: 'read' | 'notFetched' }>): Step {
  const document = dialogue.documents.find(({ id }) => id === event.document);
  if (document === undefined) return { dialogue, effects: [] };
  const texts = BOT_TEXTS[dialogue.language];
  if (event.kind === 'notFetched') {
    const words = { gone: texts.notFetched, tooLarge: texts.tooLarge, notAPicture: texts.notAPicture }[event.why];
    return say(without(dialogue, document.id), words);
  }
  if (event.reading.kind === 'nothing') {
    const unread: SentDocument = { ...document, state: 'unread', guests: [] };
    return { dialogue: change(dialogue, unread), effects: [cards.unreadCard(unread, event.reading.advice, dialogue.language)] };
  }
  const asked: SentDocument = { ...document, state: 'asked', guests: event.reading.guests };
  return { dialogue: change(dialogue, asked), effects: [cards.documentCard(asked, dialogue.language)] };
}

/** Nobody answered what was asked about a picture: it is not kept for ever. */
export function expire(dialogue: Dialogue, document: string): Step {
  const asked = dialogue.documents.some(({ id }) => id === document);
  const told: Effect[] = asked ? [{ kind: 'say', text: BOT_TEXTS[dialogue.language].expired }] : [];
  return { dialogue: without(dialogue, document), effects: [{ kind: 'discard', document }, ...told] };
}

/** A button below a document. `action` as `buttonData` wrote it, or whatever a changed client made of it. */
export function pressOnDocument(
  dialogue: Dialogue, press: Extract<Event, { kind: 'press' }>, documentId: string, action: string, around: Surroundings,
): Step {
  const texts = BOT_TEXTS[dialogue.language];
  const flash = (text: string): Effect => ({ kind: 'flash', pressId: press.pressId, text });
  const document = dialogue.documents.find(({ id }) => id === documentId);
  if (document === undefined || document.state === 'coming') {
    const done = dialogue.handed.includes(documentId);
    return { dialogue, effects: [flash(done ? texts.already : texts.stale), ...takeButtons(press)] };
  }
  const { language } = dialogue;
  const [verb = '', first = '', second = ''] = action.split(':');
  switch (verb) {
    case 'ok': {
      if (document.state !== 'asked') break;
      return handOver(dialogue, document, press, texts.sentAhead, around);
    }
    case 'leave':
      return handOver(dialogue, document, press, texts.leftToDesk, around);
    case 'del':
      return {
        dialogue: without(dialogue, document.id),
        effects: [flash(''), ...takeButtons(press), { kind: 'discard', document: document.id }, { kind: 'say', text: texts.removed }],
      };
    case 'back':
      return {
        dialogue: { ...dialogue, mode: idle },
        effects: [flash(texts.cancelled), ...takeButtons(press), cards.documentCard(document, language)],
      };
    case 'fix': {
      if (document.state !== 'asked') break;
      if (first === '' && document.guests.length > 1) {
        return { dialogue, effects: [flash(''), cards.chooseGuest(document, language)] };
      }
      const index = first === '' ? 0 : Number(first);
      if (document.guests[index] === undefined) break;
      return { dialogue, effects: [flash(''), ...takeButtons(press), cards.chooseField(document, index, language)] };
    }
    case 'f': {
      const index = Number(first);
      const guest = document.guests[index];
      const field = guest === undefined ? undefined : cards.fieldsOf(guest).find((name) => name === second);
      if (guest === undefined || field === undefined) break;
      return {
        dialogue: { ...dialogue, mode: { kind: 'correcting', document: document.id, guest: index, field } },
        effects: [flash(''), ...takeButtons(press), cards.askField(document, guest, field, language)],
      };
    }
    case 'sex': {
      const { mode } = dialogue;
      if (mode.kind !== 'correcting' || mode.document !== document.id || mode.field !== 'sex') break;
      const step = correct(dialogue, first, around);
      return { ...step, effects: [flash(''), ...takeButtons(press), ...step.effects] };
    }
    default:
  }
  return { dialogue, effects: [flash(texts.stale)] };
}

/** The value that was asked for. Whatever is wrong with it, the question stays open until it is right or cancelled. */
export function correct(dialogue: Dialogue, text: string, around: Surroundings): Step {
  const { mode, language } = dialogue;
  const texts = BOT_TEXTS[language];
  if (mode.kind !== 'correcting') return { dialogue, effects: [] };
  const document = dialogue.documents.find(({ id }) => id === mode.document);
  const guest = document?.guests[mode.guest];
  if (document === undefined || guest === undefined) return say({ ...dialogue, mode: idle }, texts.stale);
  const typed = readTyped(mode.field, text, around.today);
  if (!typed.ok) {
    return {
      dialogue,
      effects: [{
        kind: 'say', text: texts.wrong[typed.wrong],
        buttons: [[{ text: texts.cancel, data: cards.buttonData(document, 'back') }]],
      }],
    };
  }
  const corrected = withValue(document, mode.guest, mode.field, typed.value);
  return {
    dialogue: { ...change(dialogue, corrected), mode: idle }, effects: [cards.documentCard(corrected, language)],
  };
}

function withValue(document: SentDocument, index: number, field: BotField, value: string): SentDocument {
  return {
    ...document,
    guests: document.guests.map((guest, at): Guest => (at !== index ? guest : {
      ...guest, values: { ...guest.values, [field]: value }, typed: [...new Set([...guest.typed, field])],
    })),
  };
}

function handOver(
  dialogue: Dialogue, document: SentDocument, press: Extract<Event, { kind: 'press' }>, words: string, around: Surroundings,
): Step {
  const typed = document.guests.map(({ values, typed: names }) =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? ''])) as Partial<Record<BotField, string>>);
  return {
    dialogue: {
      ...without(dialogue, document.id), handed: [...dialogue.handed, document.id].slice(-HANDED_REMEMBERED),
    },
    effects: [
      { kind: 'flash', pressId: press.pressId, text: '' }, ...takeButtons(press),
      { kind: 'hand', document: document.id, typed },
      { kind: 'note', id: around.newId(), entry: { kind: 'document', captureId: document.id } },
      { kind: 'say', text: words },
    ],
  };
}

const takeButtons = ({ messageId }: Extract<Event, { kind: 'press' }>): Effect[] =>
  (messageId === null ? [] : [{ kind: 'unbutton', messageId }]);

const change = (dialogue: Dialogue, document: SentDocument): Dialogue =>
  ({ ...dialogue, documents: dialogue.documents.map((other) => (other.id === document.id ? document : other)) });

function without(dialogue: Dialogue, id: string): Dialogue {
  const { mode } = dialogue;
  return {
    ...dialogue, documents: dialogue.documents.filter((other) => other.id !== id),
    mode: mode.kind === 'correcting' && mode.document === id ? idle : mode,
  };
}
