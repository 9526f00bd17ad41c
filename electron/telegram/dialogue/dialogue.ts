/** The whole dialogue as one pure function: what is known and what happened give what is known next and what to do. */
import { HOUSE_TOPICS } from '../../../shared/telegram.ts';
import { BOT_TEXTS } from '../../../shared/texts/bot-texts.ts';
import { askConsent, CONSENT_VERSION } from './consent.ts';
import { correct, endOfReading, expire, pressOnDocument, takePicture } from './documents.ts';
import { countMessage } from './limits.ts';
import { begunAnew, type Button, type Dialogue, type Effect, type Event, type Step, type Surroundings } from './state.ts';

/** Telegram takes no longer text. */
const LONGEST_TEXT = 4096;
/** "Passed on" is said once for a row of questions. */
const PASSED_ON_EVERY_MS = 10 * 60_000;
/** Half an hour of speech, as Telegram records it. */
export const LONGEST_VOICE = 5 * 1024 * 1024;
const idle = { kind: 'idle' } as const;

const say = (dialogue: Dialogue, text: string, buttons?: readonly (readonly Button[])[]): Step =>
  ({ dialogue, effects: [{ kind: 'say', text, ...(buttons === undefined ? {} : { buttons }) }] });

/** One step. Never throws, whatever the event holds. */
export function step(before: Dialogue, event: Event, around: Surroundings): Step {
  if (event.kind === 'read' || event.kind === 'notFetched') return endOfReading(before, event);
  if (event.kind === 'expired') return expire(before, event.document);
  if (event.kind === 'departed') return askRating(before, event.departure);
  const { dialogue, verdict } = countMessage(before, around.now);
  if (verdict === 'quiet') return { dialogue, effects: [] };
  if (verdict === 'tellOnce') return say(dialogue, BOT_TEXTS[dialogue.language].slower);
  switch (event.kind) {
    case 'command': return command(dialogue, event.name, around);
    case 'text': return words(dialogue, event.text, around);
    case 'edited': return passOn(dialogue, [{ kind: 'noteEdited', id: around.newId(), text: event.text }], around);
    case 'picture': return withCaption(takePicture(dialogue, event, around), event.caption, around);
    case 'voice': return withCaption(voice(dialogue, event, around), event.caption, around);
    case 'press': return press(dialogue, event, around);
    case 'other': return withCaption(say(dialogue, BOT_TEXTS[dialogue.language].notUnderstood), event.caption, around);
    default: return event satisfies never;
  }
}

function command(before: Dialogue, name: string, around: Surroundings): Step {
  const dialogue: Dialogue = { ...before, mode: idle };
  const texts = BOT_TEXTS[dialogue.language];
  switch (name) {
    case 'start': {
      const greeting: Effect = { kind: 'say', text: texts.greeting, buttons: menu(dialogue, around) };
      const asks = around.documents && dialogue.consent === null;
      return { dialogue, effects: [greeting, ...(asks ? [askConsent(dialogue)] : [])] };
    }
    case 'help': return say(dialogue, texts.help, menu(dialogue, around));
    case 'language': return say(dialogue, texts.chooseLanguage, LANGUAGES);
    case 'delete': return askErase(dialogue, around);
    case 'id': return say(dialogue, texts.yourId(around.telegramId));
    case 'cancel': return before.mode.kind === 'idle' ? say(dialogue, texts.help) : say(dialogue, texts.cancelled);
    default: return say(dialogue, texts.help, menu(dialogue, around));
  }
}

const LANGUAGES: readonly (readonly Button[])[] = [[{ text: 'Русский', data: 'l:ru' }, { text: 'English', data: 'l:en' }]];

/** What the house has to say, as far as it has, and how to send a document. */
function menu(dialogue: Dialogue, around: Surroundings): readonly (readonly Button[])[] {
  const texts = BOT_TEXTS[dialogue.language];
  const topics = HOUSE_TOPICS.filter((topic) => around.house[topic].trim() !== '')
    .map((topic) => ({ text: texts.house[topic], data: `h:${topic}` }));
  return [
    ...(topics.length === 0 ? [] : [topics.slice(0, 2)]), ...(topics.length > 2 ? [topics.slice(2)] : []),
    ...(around.documents ? [[{ text: texts.sendDocument, data: 's:document' }]] : []),
  ];
}

function words(dialogue: Dialogue, text: string, around: Surroundings): Step {
  const texts = BOT_TEXTS[dialogue.language];
  if (text.length > LONGEST_TEXT) return say(dialogue, texts.tooLong);
  if (dialogue.mode.kind === 'correcting') return correct(dialogue, text, around);
  if (text.trim() === '') return say(dialogue, texts.notUnderstood);
  return passOn(dialogue, [{ kind: 'note', id: around.newId(), entry: { kind: 'question', text } }], around);
}

function voice(dialogue: Dialogue, event: Extract<Event, { kind: 'voice' }>, around: Surroundings): Step {
  const texts = BOT_TEXTS[dialogue.language];
  if ((event.file.size ?? 0) > LONGEST_VOICE) return say(dialogue, texts.tooLong);
  const id = around.newId();
  return passOn(dialogue, [
    { kind: 'note', id, entry: { kind: 'voice', seconds: event.seconds } },
    { kind: 'fetch', id, purpose: 'voice', file: event.file },
  ], around);
}

/** Whatever is written below a picture is said to the desk, even where the picture is refused. */
function withCaption(taken: Step, caption: string, around: Surroundings): Step {
  if (caption.trim() === '') return taken;
  const note: Effect = { kind: 'note', id: around.newId(), entry: { kind: 'question', text: caption } };
  const passed = passOn(taken.dialogue, [note], around);
  return { dialogue: passed.dialogue, effects: [...taken.effects, ...passed.effects] };
}

function passOn(dialogue: Dialogue, effects: readonly Effect[], around: Surroundings): Step {
  const silent = Math.abs(around.now - dialogue.passedOnAt) < PASSED_ON_EVERY_MS;
  const told: Effect[] = silent ? [] : [{ kind: 'say', text: BOT_TEXTS[dialogue.language].passedOn }];
  return {
    dialogue: { ...dialogue, passedOnAt: silent ? dialogue.passedOnAt : around.now },
    effects: [...effects, ...told],
  };
}

/** Data of a button is whatever the client sends, so only what is expected here is acted upon. */
function press(dialogue: Dialogue, event: Extract<Event, { kind: 'press' }>, around: Surroundings): Step {
  const texts = BOT_TEXTS[dialogue.language];
  const flash = (text: string): Effect => ({ kind: 'flash', pressId: event.pressId, text });
  const unbutton: Effect[] = event.messageId === null ? [] : [{ kind: 'unbutton', messageId: event.messageId }];
  const document = /^d:([0-9a-f-]{36}):([A-Za-z0-9:]{1,24})$/.exec(event.data);
  if (document !== null) return pressOnDocument(dialogue, event, document[1] ?? '', document[2] ?? '', around);
  const topic = HOUSE_TOPICS.find((name) => event.data === `h:${name}`);
  if (topic !== undefined) {
    const answer = around.house[topic].trim();
    return { dialogue, effects: answer === '' ? [flash(texts.stale)] : [flash(''), { kind: 'say', text: answer }] };
  }
  switch (event.data) {
    case 'c:yes': {
      if (!around.documents) break;
      const consent = dialogue.consent ?? { at: around.now, version: CONSENT_VERSION };
      return { dialogue: { ...dialogue, consent }, effects: [flash(''), ...unbutton, { kind: 'say', text: texts.agreed }] };
    }
    case 'c:no':
      return { dialogue, effects: [flash(''), ...unbutton, { kind: 'say', text: texts.disagreed }] };
    case 'l:ru':
    case 'l:en': {
      const language = event.data === 'l:ru' ? 'ru' : 'en';
      const effects: Effect[] = [flash(''), ...unbutton, { kind: 'say', text: BOT_TEXTS[language].languageSet }];
      return { dialogue: { ...dialogue, language }, effects };
    }
    case 's:document':
      if (!around.documents) break;
      return dialogue.consent === null
        ? { dialogue, effects: [flash(''), askConsent(dialogue)] }
        : { dialogue, effects: [flash(''), { kind: 'say', text: texts.agreed }] };
    case 'e:yes': return erase(dialogue, [flash(''), ...unbutton], around);
    case 'e:no': return { dialogue, effects: [flash(texts.cancelled), ...unbutton] };
    case 'r:1':
    case 'r:2':
    case 'r:3':
    case 'r:4':
    case 'r:5': {
      if (dialogue.rating?.open !== true) break;
      const stars = Number(event.data.slice(2));
      return {
        dialogue: { ...dialogue, rating: { ...dialogue.rating, open: false } },
        effects: [
          flash(''), ...unbutton, { kind: 'rate', stars },
          { kind: 'note', id: around.newId(), entry: { kind: 'question', text: '★'.repeat(stars) + '☆'.repeat(5 - stars) } },
          { kind: 'say', text: texts.rating.thanks },
        ],
      };
    }
    case 'again':
      return around.mayBeLost
        ? { dialogue, effects: [flash(''), ...unbutton, { kind: 'repeat' }] }
        : { dialogue, effects: [flash(texts.already), ...unbutton] };
    default:
  }
  return { dialogue, effects: [flash(texts.stale)] };
}

/** Once for each departure, and only of who has consented to be kept at all. */
function askRating(dialogue: Dialogue, departure: string): Step {
  if (dialogue.consent === null || dialogue.rating?.departure === departure) return { dialogue, effects: [] };
  const stars = ([1, 2, 3, 4, 5] as const).map((n) => ({ text: `${n} ★`, data: `r:${n}` }));
  return {
    dialogue: { ...dialogue, rating: { departure, open: true } },
    effects: [{ kind: 'say', text: BOT_TEXTS[dialogue.language].rating.ask, buttons: [stars] }],
  };
}

function askErase(dialogue: Dialogue, around: Surroundings): Step {
  const texts = BOT_TEXTS[dialogue.language];
  const { pictures, messages } = around.kept();
  if (pictures + messages === 0 && dialogue.consent === null) return say(dialogue, texts.erase.nothing);
  return say(dialogue, texts.erase.ask(pictures, messages), [[
    { text: texts.erase.yes, data: 'e:yes' }, { text: texts.cancel, data: 'e:no' },
  ]]);
}

/** Whoever erases begins anew: without consent, in the language chosen. */
function erase(dialogue: Dialogue, before: readonly Effect[], around: Surroundings): Step {
  const texts = BOT_TEXTS[dialogue.language];
  const { pictures, messages, registered } = around.kept();
  const kept = registered === 0 ? [] : [texts.erase.kept(registered)];
  return {
    dialogue: begunAnew(dialogue),
    effects: [
      ...before, { kind: 'eraseAll' }, { kind: 'say', text: [texts.erase.done(pictures, messages), ...kept].join('\n') },
    ],
  };
}
