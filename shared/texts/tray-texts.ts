import type { BotLanguage } from './bot-texts.ts';

const trayRu = { open: 'Открыть', quit: 'Выйти', message: 'Новое сообщение от гостя' };
const trayEn: typeof trayRu = { open: 'Open', quit: 'Quit', message: 'A new message from a guest' };

/** Words of the tray: the main process needs them when the page, and its catalogue, may not be there. */
export const TRAY_TEXTS: Readonly<Record<BotLanguage, typeof trayRu>> = { ru: trayRu, en: trayEn };
