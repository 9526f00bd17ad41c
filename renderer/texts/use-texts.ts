import { desk, useDesk, type DeskState } from '../store/desk-store.ts';
import { en } from './en.ts';
import type { Language } from './plural.ts';
import { ru, type Texts } from './ru.ts';

const catalogues: Readonly<Record<Language, Texts>> = { ru, en };

/** The language the desk speaks: the one chosen, or the system's. */
export function languageOf({ settings, info }: Pick<DeskState, 'settings' | 'info'>): Language {
  if (settings.language !== 'system') return settings.language;
  return info?.systemLanguage ?? (navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en');
}

export const useLanguage = (): Language => useDesk(languageOf);
export const useTexts = (): Texts => catalogues[useLanguage()];

/** The texts outside components. */
export const textsNow = (): Texts => catalogues[languageOf(desk())];
