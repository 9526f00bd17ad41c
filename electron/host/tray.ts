import { app, Menu, Notification, Tray } from 'electron';
import { TRAY_TEXTS } from '../../shared/texts/tray-texts.ts';

/** A row of messages is one notice. */
const TELL_EVERY_MS = 10_000;

export type DeskTray = {
  /** Whether the desk is to be found in the tray, where it works on when its window is closed. */
  set(shown: boolean): void;
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

  return {
    set(shown) {
      if (shown) return appear();
      tray?.destroy();
      tray = null;
    },
    tellOfMessage() {
      const now = Date.now();
      if (!Notification.isSupported() || Math.abs(now - toldAt) < TELL_EVERY_MS) return;
      toldAt = now;
      const notice = new Notification({ title: 'Kakdoma Desk', body: TRAY_TEXTS[language()].message });
      notice.on('click', show);
      notice.show();
    },
  };
}
