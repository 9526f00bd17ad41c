/** Rounds with a desk in a process of its own, a real SIGKILL in each, residents who write, and Telegram in between. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createMemoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { createStorage } from '../../electron/db/storage.ts';
import { listConversations, listEntries } from '../../electron/telegram/message-rows.ts';
import { sql } from '../../electron/db/database.ts';
import { BOT_TEXTS } from '../../shared/texts/bot-texts.ts';
import { createTelegram, type Mischief } from '../servers/telegram.ts';
import type { Person } from '../servers/telegram-person.ts';
import type { BotOrders } from './bot-victim.ts';
import { seeded } from './random.ts';

const PICTURE = readFileSync(new URL('../../resources/demo/2-identity-card.jpg', import.meta.url));
const HOUR_MS = 3_600_000;
const TEXTS = BOT_TEXTS.ru;
const QUICK: readonly Mischief[] = ['reset', 'resetUnheard', 'gateway', 'gatewayUnheard', 'html', { retryAfter: 1 }];
/** The last life is not killed: in it all that is still open must come about. */
const PATIENCE_MS = 60_000;

export type BotTally = {
  rounds: number; kills: number; mischief: number; helps: number; questions: number; pictures: number;
  /** What residents wrote and the desk does not have, or has twice. */
  lost: number; handledTwice: number;
  /** Answers that a resident waits for in vain, or got twice without asking. */
  unanswered: number; answeredTwice: number;
  repeats: number;
};

/** One thing that somebody waits for, and how often the answer to it has come. */
type Wish = { readonly person: Person; readonly answers: () => number };

/** `blind`: the desk sends again without asking what it was sending when it died; to see that it is counted. */
export async function tortureBot(folder: string, seed: number, rounds: number, sabotage: { blind?: boolean } = {}): Promise<BotTally> {
  const random = seeded(seed);
  const tally: BotTally = {
    rounds, kills: 0, mischief: 0, helps: 0, questions: 0, pictures: 0, lost: 0, handledTwice: 0, unanswered: 0,
    answeredTwice: 0, repeats: 0,
  };
  let mischiefLeft = 0;
  const telegram = createTelegram({
    misbehave: ({ method }) => {
      if (mischiefLeft === 0 || method === 'getUpdates' || method === 'getMe' || !random.chance(0.3)) return null;
      mischiefLeft -= 1;
      tally.mischief += 1;
      return random.pick(QUICK);
    },
  });
  const server = await telegram.listen();
  const secrets = { 'master-key': randomBytes(32).toString('base64'), token: telegram.token };
  const storageFolder = join(folder, 'storage');
  let ahead = 0;

  function begin(stepsToLive: number | null) {
    const orders: BotOrders = { folder: storageFolder, secrets, apiRoot: server.origin, ahead, stepsToLive, blind: sabotage.blind ?? false };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'bot-victim.ts'), JSON.stringify(orders)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const gone = new Promise<void>((resolve) => { child.once('close', () => resolve()); });
    return { child, gone, over: () => child.exitCode !== null || child.signalCode !== null };
  }

  /** How long a process takes to start on a busy machine is not what is tested. */
  async function spokenUp(over: () => boolean): Promise<void> {
    const before = telegram.asked.length;
    const end = Date.now() + 20_000;
    while (telegram.asked.length === before && !over() && Date.now() < end) await pause(10);
  }

  // Whoever waits for an answer waits for that one alone, so that one too many elsewhere cannot hide that it is missing.
  const helps: Wish[] = [];
  const questions: Wish[] = [];
  const pictures: Wish[] = [];
  /** What was read of each picture, shown to be confirmed; only counted. */
  const cards: Wish[] = [];
  const asker = telegram.person('Asker', { id: 1 });
  /** Everybody, with the reminders in answer to which they said that something is missing. */
  const people = new Map<Person, Set<number>>([[asker, new Set()]]);

  function newcomer(name: string): Person {
    const person = telegram.person(name, { id: people.size + 1 });
    people.set(person, new Set());
    return person;
  }

  const wish = (person: Person, isAnswer: (text: string) => boolean): Wish =>
    ({ person, answers: () => person.messages.filter(({ text }) => isAnswer(text)).length });
  const isOpen = ({ answers }: Wish): boolean => answers() === 0;
  const open = (): Wish[] => [...helps, ...questions, ...pictures].filter(isOpen);
  const timesAsked = (person: Person): number => people.get(person)?.size ?? 0;

  /** Whoever waits, and is asked whether something is missing, says so: once for each time of being asked. */
  function answerReminder(person: Person): void {
    const reminder = person.messages.findLast(({ buttons }) => buttons.flat().some(({ callback_data: data }) => data === 'again'));
    const pressed = people.get(person);
    if (reminder === undefined || pressed === undefined || pressed.has(reminder.id)) return;
    pressed.add(reminder.id);
    person.pressData('again', reminder.id);
  }

  const settled = (): boolean => open().length === 0 && telegram.updates.waiting().length === 0;
  const decided = new Set<number>();
  /** What was read is confirmed; what was not, as when the desk died over it too often, is left to the desk. */
  function answerCard(sender: Person): void {
    const card = sender.messages.findLast(({ buttons }) => buttons.flat().some(({ callback_data: data }) => data.startsWith('d:')));
    if (card === undefined || decided.has(card.id)) return;
    decided.add(card.id);
    const labels = card.buttons.flat().map(({ text }) => text);
    sender.press(labels.includes(TEXTS.right) ? TEXTS.right : TEXTS.leaveToDesk);
  }

  function live(): void {
    for (const { person } of open()) answerReminder(person);
    for (const { person } of pictures.filter(isOpen)) answerCard(person);
  }

  function write(): void {
    if (!helps.some(isOpen)) {
      const helper = newcomer('Helper');
      helps.push(wish(helper, (text) => text === TEXTS.help));
      helper.say('/help');
    }
    if (!questions.some(isOpen)) {
      const question = `question ${questions.length + 1}`;
      questions.push(wish(asker, (text) => text === `answer to ${question}`));
      asker.say(question);
    }
    if (!pictures.some(isOpen) && random.chance(0.5)) {
      const sender = newcomer('Sender');
      pictures.push(wish(sender, (text) => text === TEXTS.sentAhead || text === TEXTS.leftToDesk));
      cards.push(wish(sender, (text) => text.startsWith(TEXTS.read) || text.includes(TEXTS.notRead)));
      sender.pressData('c:yes', 1);
      sender.sendFile(Buffer.concat([Buffer.from(PICTURE), Buffer.from(String(pictures.length))]), 'image/jpeg');
    }
  }

  try {
    for (let round = 0; round < rounds; round += 1) {
      mischiefLeft = random.below(3);
      write();
      const byStep = random.chance(0.7);
      const life = begin(byStep ? random.below(60) : null);
      await spokenUp(life.over);
      // One that is to die at a step lives until it comes there, or has nothing left to do.
      const end = Date.now() + (byStep ? 15_000 : random.below(2_000));
      const isDone = byStep ? settled : () => false;
      while (!life.over() && Date.now() < end && !isDone()) {
        live();
        await pause(20);
      }
      life.child.kill('SIGKILL');
      await life.gone;
      tally.kills += 1;
      ahead += 2 * HOUR_MS;
    }
    mischiefLeft = 0;
    const last = begin(null);
    const end = Date.now() + PATIENCE_MS;
    while (!settled() && !last.over() && Date.now() < end) {
      live();
      await pause(20);
    }
    await pause(1_000);
    last.child.kill('SIGKILL');
    await last.gone;
  } finally {
    server.close();
  }

  const wishes = [...helps, ...questions, ...pictures, ...cards];
  tally.helps = helps.length;
  tally.questions = questions.length;
  tally.pictures = pictures.length;
  tally.repeats = [...people.keys()].reduce((sum, person) => sum + timesAsked(person), 0);
  tally.unanswered = open().length;
  // Each time somebody says that something is missing, each answer to them may come once more.
  tally.answeredTwice = wishes.reduce((sum, { person, answers }) => sum + Math.max(0, answers() - 1 - timesAsked(person)), 0);
  await countStored(storageFolder, secrets['master-key'], tally);
  if (telegram.complaints.length > 0) throw new Error(telegram.complaints.join('\n'));
  return tally;
}

/** What the desk has of what was written to it. */
async function countStored(folder: string, masterKey: string, tally: BotTally): Promise<void> {
  const keychain = createMemoryKeychain();
  await keychain.set('master-key', masterKey);
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const storage = createStorage({ folder, keychain, log: silent });
  await storage.open();
  const open = storage.opened();
  const words = listConversations(open)
    .flatMap(({ id }) => listEntries(open, id))
    .flatMap((entry) => (entry.kind === 'question' ? [entry.text] : []));
  // The window shows the last entries of a conversation; so many are looked at.
  const shown = words.length;
  const first = tally.questions - new Set(words).size + 1;
  for (let n = Math.max(1, first); n <= tally.questions; n += 1) {
    const times = words.filter((text) => text === `question ${n}`).length;
    if (times === 0) tally.lost += 1;
    if (times > 1) tally.handledTwice += times - 1;
  }
  if (shown === 0 && tally.questions > 0) tally.lost += 1;
  const captures = open.database.all(sql.selectFrom('capture').innerJoin('bot_capture', 'capture_id', 'capture.id').select('capture.id')
    .where('held', '=', 0));
  tally.lost += Math.max(0, tally.pictures - captures.length);
  tally.handledTwice += Math.max(0, captures.length - tally.pictures);
  storage.close();
}
