import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { holdCapture } from '../../../electron/capture/ahead-rows.ts';
import { chatOfSender } from '../../../electron/telegram/chat-rows.ts';
import { countUnconfirmed } from '../../../electron/updates/unconfirmed.ts';
import { confirmInput } from '../specimens.ts';
import { openProfile, profileIn, temporaryFolder } from '../profile.ts';

const LINES = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];

it('counts what waits at the desk to be confirmed, and not what residents sent ahead', async () => {
  const { storage, captures, registrations } = await openProfile();
  expect(countUnconfirmed(storage)).toBe(0);
  const { captureId } = await captures.addLines(LINES, 'reader');
  expect(countUnconfirmed(storage)).toBe(1);
  const ahead = randomUUID();
  const chat = chatOfSender(storage.opened(), { chatId: 7, name: 'Guest', username: '', languageTag: 'en' });
  holdCapture(storage.opened().database, ahead, chat.id);
  await captures.add(new Uint8Array([1]), 'bot', ahead);
  expect(countUnconfirmed(storage)).toBe(1);
  await registrations.confirm({ ...confirmInput(), captureId });
  expect(countUnconfirmed(storage)).toBe(0);
});

it('counts nothing while storage is closed: nobody can confirm anything then', () => {
  expect(countUnconfirmed(profileIn(temporaryFolder()).storage)).toBe(0);
});
