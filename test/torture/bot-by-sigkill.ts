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
import { createTelegram, type Mischief } from '../servers/telegram.ts';
import type { Person } from '../servers/telegram-person.ts';
import type { BotOrders } from './bot-victim.ts';
import { seeded } from './random.ts';

const PICTURE = readFileSync(new URL('../../resources/demo/2-identity-card.jpg', import.meta.url));
const HOUR_MS = 3_600_000;
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

  // The three only ever wait for one thing at a time, so that one answer too many cannot hide one too few.
  const helper = telegram.person('Helper', { id: 1 });
  const asker = telegram.person('Asker', { id: 2 });
  const sender = telegram.person('Sender', { id: 3 });
  const helped = (): number => helper.messages.filter(({ text }) => text.includes('/language —')).length;
  const answers = (n: number): number => asker.messages.filter(({ text }) => text === `answer to question ${n}`).length;
  const cards = (): number => sender.messages.filter(({ text }) => text.startsWith('Вот что прочитано')).length;
  const handed = (): number => sender.messages.filter(({ text }) => text.startsWith('Спасибо! Данные переданы')).length;
  const isOpen = () => ({
    helper: helped() < tally.helps, asker: tally.questions > 0 && answers(tally.questions) === 0, sender: handed() < tally.pictures,
  });
  const pressed = new Set<number>();

  /** Who asked for how much to be sent again: so much may then come twice. */
  const asked = new Map<Person, number>();

  /** Whoever is asked whether something is missing says so if it is, once for each time of being asked. */
  function answerReminder(person: Person, misses: boolean): void {
    const reminder = person.messages.findLast(({ buttons }) => buttons.flat().some(({ callback_data: data }) => data === 'again'));
    if (reminder === undefined || pressed.has(reminder.id)) return;
    pressed.add(reminder.id);
    if (!misses) return;
    tally.repeats += 1;
    asked.set(person, (asked.get(person) ?? 0) + 1);
    person.pressData('again', reminder.id);
  }

  const settled = (): boolean => !Object.values(isOpen()).some(Boolean) && telegram.updates.waiting().length === 0;
  const confirmed = new Set<number>();
  function live(): void {
    const open = isOpen();
    answerReminder(helper, open.helper);
    answerReminder(asker, open.asker);
    answerReminder(sender, open.sender);
    if (!open.sender) return;
    const card = sender.messages.findLast(({ text, buttons }) => text.startsWith('Вот что прочитано') && buttons.length > 0);
    if (card === undefined || confirmed.has(card.id)) return;
    confirmed.add(card.id);
    sender.press('Все верно');
  }

  function write(): void {
    const open = isOpen();
    if (!open.helper) { tally.helps += 1; helper.say('/help'); }
    if (!open.asker) { tally.questions += 1; asker.say(`question ${tally.questions}`); }
    if (!open.sender && random.chance(0.5)) {
      tally.pictures += 1;
      sender.sendFile(Buffer.concat([Buffer.from(PICTURE), Buffer.from(String(tally.pictures))]), 'image/jpeg');
    }
  }

  try {
    sender.pressData('c:yes', 1);
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

  const open = isOpen();
  tally.unanswered = Number(open.helper) + Number(open.asker) + Number(open.sender);
  const answered = Array.from({ length: tally.questions }, (_, n) => answers(n + 1)).reduce((sum, one) => sum + one, 0);
  const unasked = (person: Person, more: number): number => Math.max(0, more - (asked.get(person) ?? 0));
  tally.answeredTwice = unasked(helper, helped() - tally.helps) + unasked(asker, answered - tally.questions)
    + unasked(sender, Math.max(cards(), handed()) - tally.pictures);
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
