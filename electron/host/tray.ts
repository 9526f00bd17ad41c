import { app, Menu, Notification, Tray } from 'electron';
import { TRAY_TEXTS } from '../../shared/texts/tray-texts.ts';

/** A row of messages is one notice. */
const TELL_EVERY_MS = 10_000;

export type DeskTray = {
  /** Whether the desk is to be found in the tray, where it works on when its window is closed. */
  set(shown: boolean): void;
  /** That the desk goes on with its window closed. */
  tellOfWorkingOn(): void;
  /** That something came, and nothing of what or by whom: others see the screen too. */
  tellOfMessage(): void;
};

export function openTray(parts: { icon: string; show: () => void; language: () => 'ru' | 'en' }): DeskTray {
  const { icon, show, language } = parts;
  // Kept here, or it would vanish with the garbage.
  let tray: Tray | null = null;
  let toldAt = 0;

  function appear(): void {
    const words = TRAY_TEXTS[language()];
    tray ??= new Tray(icon);
    tray.setToolTip('Kakdoma Desk');
    tray.setContextMenu(Menu.buildFromTemplate([
      { label: words.open, click: show }, { type: 'separator' }, { label: words.quit, click: () => app.quit() },
    ]));
    tray.removeAllListeners('click');
    tray.on('click', show);
  }

  function notify(body: string): void {
    if (!Notification.isSupported()) return;
    const notice = new Notification({ title: 'Kakdoma Desk', body });
    notice.on('click', show);
    notice.show();
  }

  return {
    set(shown) {
      if (shown) return appear();
      tray?.destroy();
      tray = null;
    },
    tellOfWorkingOn: () => notify(TRAY_TEXTS[language()].worksOn),
    tellOfMessage() {
      const now = Date.now();
      if (Math.abs(now - toldAt) < TELL_EVERY_MS) return;
      toldAt = now;
      notify(TRAY_TEXTS[language()].message);
    },
  };
}
