import type { Events } from '../../shared/contract.ts';
import { request } from '../api.ts';
import { playChime } from '../messages/chime.ts';
import { desk } from '../store/desk-store.ts';
import { sayRefused } from './say.ts';

/** Asks for the list, and for what is open of it. */
export async function loadMessages(): Promise<void> {
  const answer = await request('message:list', undefined);
  if (!answer.ok) return sayRefused(answer.code);
  desk().setConversations(answer.value);
  if (desk().settings.telegram.ratings) await loadRatings();
  const { openConversation } = desk();
  // Whoever had everything erased is gone from the list.
  if (openConversation === null) return;
  if (answer.value.some(({ id }) => id === openConversation)) await showConversation(openConversation);
  else desk().openConversationAs(null, []);
}

async function loadRatings(): Promise<void> {
  const answer = await request('message:ratings', undefined);
  if (answer.ok) desk().setRatings(answer.value);
  else sayRefused(answer.code);
}

/** Opens a conversation; what is in it then counts as read. */
export async function showConversation(conversationId: string): Promise<void> {
  const answer = await request('message:entries', { conversationId });
  if (!answer.ok) return sayRefused(answer.code);
  desk().openConversationAs(conversationId, answer.value);
  const unread = desk().conversations?.find(({ id }) => id === conversationId)?.unread ?? 0;
  if (unread > 0) await request('message:read', { conversationId });
}

/** Something was said or became of what was said. */
export async function messageChanged({ arrived }: Events['message:changed']): Promise<void> {
  const { view, settings } = desk();
  if (arrived && settings.telegram.sound) playChime();
  if (view === 'messages') await loadMessages();
}

/** Sends what was typed; it stays typed where it is refused. */
export async function sendAnswer(conversationId: string): Promise<void> {
  const text = (desk().begunAnswers[conversationId] ?? '').trim();
  if (text === '') return;
  desk().beginAnswer(conversationId, '');
  const answer = await request('message:answer', { conversationId, answerId: crypto.randomUUID(), text });
  if (answer.ok) return;
  desk().beginAnswer(conversationId, text);
  sayRefused(answer.code);
}

/** Once more what may not have arrived. */
export async function repeatAnswer(conversationId: string, answerId: string): Promise<void> {
  const answer = await request('message:repeat', { conversationId, answerId });
  if (!answer.ok) sayRefused(answer.code);
}

/** The sound of a voice message; null when it cannot be had, and then it has been said why. */
export async function fetchVoice(entryId: string): Promise<Blob | null> {
  const answer = await request('message:voice', { entryId });
  if (answer.ok) return new Blob([new Uint8Array(answer.value.bytes)], { type: 'audio/ogg' });
  sayRefused(answer.code);
  return null;
}

/** Puts the bot's token into the keychain, or takes it out with ''. True when that was done. */
export async function setBotToken(token: string): Promise<boolean> {
  const answer = await request('telegram:setToken', { token });
  if (!answer.ok) sayRefused(answer.code);
  return answer.ok;
}

/** Whether the keychain has a token; null where it cannot be asked. */
export async function hasBotToken(): Promise<boolean | null> {
  const answer = await request('telegram:hasToken', undefined);
  if (answer.ok) return answer.value;
  sayRefused(answer.code);
  return null;
}
