import { botEn } from './bot-en.ts';
import { botRu, type BotTexts } from './bot-ru.ts';

export type BotLanguage = 'ru' | 'en';

/** What the bot says, by language: beside the page's own catalogues, but importable by the main process too. */
export const BOT_TEXTS: Readonly<Record<BotLanguage, BotTexts>> = { ru: botRu, en: botEn };

/** Speakers of these are better served in Russian than in English. */
const RUSSIAN_TOO = new Set(['ru', 'be', 'kk', 'ky', 'uz', 'tg', 'uk', 'hy', 'az']);

/** By what Telegram tells of its user (IETF tag, may be missing). */
export const botLanguageOf = (tag: string): BotLanguage =>
  (RUSSIAN_TOO.has(tag.toLowerCase().split('-')[0] ?? '') ? 'ru' : 'en');
