import type { BotField } from '../../../shared/texts/bot-ru.ts';
import type { BotLanguage } from '../../../shared/texts/bot-texts.ts';

/** One person of a picture, as far as it was read and corrected; names and dates as the desk keeps them. */
export type Guest = {
  readonly values: Readonly<Partial<Record<BotField, string>>>;
  /** What the resident has typed, which is what the desk is told beside the reading. */
  readonly typed: readonly BotField[];
  /** What was not read with certainty. */
  readonly unsure: readonly BotField[];
};

/** A picture on its way to the desk. Its id is the capture's. */
export type SentDocument = {
  readonly id: string;
  /** Telegram's name for the file, the same whoever sends it. */
  readonly unique: string;
  readonly state: 'coming' | 'asked' | 'unread';
  readonly guests: readonly Guest[];
};

/** What the next message is about. */
export type Mode =
  | { readonly kind: 'idle' }
  | { readonly kind: 'correcting'; readonly document: string; readonly guest: number; readonly field: BotField };

/** All the bot knows of one conversation; sealed in the database after each step, so a restart goes on with it. */
export type Dialogue = {
  readonly language: BotLanguage;
  readonly consent: { readonly at: number; readonly version: string } | null;
  readonly mode: Mode;
  /** Pictures not yet with the desk. */
  readonly documents: readonly SentDocument[];
  /** Captures handed to the desk, the last ones. */
  readonly handed: readonly string[];
  /** When messages came within the last hour, and pictures; UTC milliseconds. */
  readonly messageTimes: readonly number[];
  readonly pictureTimes: readonly number[];
  /** Which limit has been told of; nothing more is said of it until there is room again. */
  readonly toldOfLimit: boolean;
  /** The same of the limit of pictures. */
  readonly toldOfPictures?: boolean;
  /** When consent was asked for last because a picture came without it. */
  readonly askedConsentAt?: number;
  /** When it was last said that a question was passed on. */
  readonly passedOnAt: number;
  /** That staff's commands are not for them. */
  readonly toldNoAccess?: boolean;
  /** The day of departure (YYYY-MM-DD) after which it was asked last how it was, and whether that is still open. */
  readonly rating?: { readonly departure: string; readonly open: boolean };
};

export const newDialogue = (language: BotLanguage): Dialogue => ({
  language, consent: null, mode: { kind: 'idle' }, documents: [], handed: [], messageTimes: [], pictureTimes: [],
  toldOfLimit: false, passedOnAt: 0,
});

/** As after all was erased: without consent, in the language chosen; of documents those alone that are another's. */
export const begunAnew = (dialogue: Dialogue, documents: readonly SentDocument[] = []): Dialogue =>
  ({ ...dialogue, consent: null, mode: { kind: 'idle' }, documents, handed: [], passedOnAt: 0 });

/** A file at Telegram. `size`: bytes, where Telegram tells. */
export type RemoteFile = { readonly fileId: string; readonly unique: string; readonly size: number | null };

/** What happened: something the resident did, or the end of something the desk did for them. */
export type Event =
  /** `rest`: what stands behind it. */
  | { readonly kind: 'command'; readonly name: string; readonly rest?: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Said already, in other words now. */
  | { readonly kind: 'edited'; readonly text: string }
  /** `caption`: what was written below it; '' for nothing. */
  | { readonly kind: 'picture'; readonly file: RemoteFile; readonly mime: string | null; readonly caption: string }
  | { readonly kind: 'voice'; readonly file: RemoteFile; readonly seconds: number; readonly caption: string }
  | { readonly kind: 'other'; readonly caption: string }
  | { readonly kind: 'press'; readonly pressId: string; readonly messageId: number | null; readonly data: string }
  | { readonly kind: 'read'; readonly document: string; readonly reading: ReadOutcome }
  /** The resident has left a picture unanswered for long. */
  | { readonly kind: 'expired'; readonly document: string }
  | { readonly kind: 'departed'; readonly departure: string }
  | { readonly kind: 'notFetched'; readonly document: string; readonly why: 'gone' | 'tooLarge' | 'notAPicture' };

export type ReadOutcome =
  | { readonly kind: 'guests'; readonly guests: readonly Guest[] }
  | { readonly kind: 'nothing'; readonly advice: readonly string[] };

export type Button = { readonly text: string; readonly data: string };

/** What is to be done; carried out in one transaction with the new state. */
export type Effect =
  | { readonly kind: 'say'; readonly text: string; readonly buttons?: readonly (readonly Button[])[] }
  | { readonly kind: 'flash'; readonly pressId: string; readonly text: string }
  | { readonly kind: 'unbutton'; readonly messageId: number }
  | { readonly kind: 'fetch'; readonly id: string; readonly purpose: 'picture' | 'voice'; readonly file: RemoteFile }
  | { readonly kind: 'note'; readonly id: string; readonly entry:
      | { readonly kind: 'question'; readonly text: string }
      | { readonly kind: 'voice'; readonly seconds: number }
      | { readonly kind: 'document'; readonly captureId: string } }
  /** Noted as a question, unless those words stand in the conversation already. */
  | { readonly kind: 'noteEdited'; readonly id: string; readonly text: string }
  /** The desk gets the picture into its queue, with what was typed for each guest. */
  | { readonly kind: 'hand'; readonly document: string; readonly typed: readonly Readonly<Partial<Record<BotField, string>>>[] }
  | { readonly kind: 'discard'; readonly document: string }
  | { readonly kind: 'rate'; readonly stars: number }
  | { readonly kind: 'eraseAll' }
  /** What may not have arrived is sent once more. */
  | { readonly kind: 'repeat' };

/** What the dialogue goes by besides its own state. */
export type Surroundings = {
  readonly now: number;
  /** The desk's day, YYYY-MM-DD. */
  readonly today: string;
  readonly documents: boolean;
  readonly house: Readonly<Record<'address' | 'checkIn' | 'wifi' | 'rules', string>>;
  /** What is kept of this resident. */
  readonly kept: () => { readonly pictures: number; readonly messages: number; readonly registered: number };
  /** Whether something was sent of which nobody knows whether it arrived. */
  readonly mayBeLost: boolean;
  readonly newId: () => string;
  /** Telegram's number of the resident; who is to be staff tells it to the administrator. */
  readonly telegramId: number;
};

export type Step = { readonly dialogue: Dialogue; readonly effects: readonly Effect[] };
