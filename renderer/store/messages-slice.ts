import type { StateCreator } from 'zustand';
import type { Conversation, ConversationEntry, RatingSummary } from '../../shared/telegram.ts';
import type { DeskState } from './desk-store.ts';

/** What residents wrote. Lives in memory only. */
export type MessagesSlice = {
  /** Null until the list was asked for. */
  readonly conversations: readonly Conversation[] | null;
  readonly openConversation: string | null;
  /** Of the open conversation, oldest first. */
  readonly entries: readonly ConversationEntry[];
  /** Answers begun, by conversation: nothing typed is lost when another one is opened. */
  readonly begunAnswers: Readonly<Record<string, string>>;
  /** Null until it was asked for. */
  readonly ratings: RatingSummary | null;
  setRatings(ratings: RatingSummary): void;
  setConversations(conversations: readonly Conversation[]): void;
  openConversationAs(id: string | null, entries: readonly ConversationEntry[]): void;
  beginAnswer(id: string, text: string): void;
};

export const messagesSlice: StateCreator<DeskState, [], [], MessagesSlice> = (set) => ({
  conversations: null,
  openConversation: null,
  entries: [],
  begunAnswers: {},
  ratings: null,
  setRatings: (ratings) => set({ ratings }),
  setConversations: (conversations) => set({ conversations }),
  openConversationAs: (openConversation, entries) => set({ openConversation, entries }),
  beginAnswer: (id, text) => set(({ begunAnswers }) => ({ begunAnswers: { ...begunAnswers, [id]: text } })),
});
