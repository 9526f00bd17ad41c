import type { BotLanguage } from './bot-texts.ts';

const trayRu = { open: 'Открыть', quit: 'Выйти', message: 'Новое сообщение от гостя', worksOn: 'Окно закрыто, бот и отправки работают. Выйти совсем можно из значка в трее.' };
const trayEn: typeof trayRu = { open: 'Open', quit: 'Quit', message: 'A new message from a guest', worksOn: 'The window is closed, bot and deliveries go on. To quit, use the icon in the tray.' };

/** Words of the tray: the main process needs them when the page, and its catalogue, may not be there. */
export const TRAY_TEXTS: Readonly<Record<BotLanguage, typeof trayRu>> = { ru: trayRu, en: trayEn };
