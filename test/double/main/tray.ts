/** Tray and notifications: kept for specs to look at, shown nowhere, as there is no desktop. */
import { EventEmitter } from 'node:events';
import type { Notification as RealNotification, NotificationConstructorOptions, Tray as RealTray } from 'electron';
import { mustBeReady } from './app.ts';
import { refuseOtherEvents, refuseOtherKeys, refuseTheRest } from './refuse.ts';

export class Tray extends EventEmitter {
  /** Of all trays there are. For specs; Electron has none such. */
  static readonly all = new Set<Tray>();
  toolTip = '';
  menu: unknown = null;

  constructor(icon: string) {
    super();
    mustBeReady('Cannot create Tray before app is ready');
    if (icon === '') throw new Error('Failed to load image');
    refuseOtherEvents('Tray', this, ['click']);
    Tray.all.add(this);
    return refuseTheRest('Tray', this);
  }

  setToolTip(text: string): void { this.toolTip = text; }
  setContextMenu(menu: unknown): void { this.menu = menu; }
  destroy(): void { Tray.all.clear(); }
}
void (Tray.prototype satisfies { [K in 'setToolTip' | 'destroy']: RealTray[K] });

export class Notification extends EventEmitter {
  /** What was shown, oldest first. For specs; Electron has none such. */
  static readonly shown: NotificationConstructorOptions[] = [];
  readonly options: NotificationConstructorOptions;

  constructor(options: NotificationConstructorOptions) {
    super();
    refuseOtherKeys('Notification', options, ['title', 'body']);
    refuseOtherEvents('Notification', this, ['click']);
    this.options = options;
  }

  static isSupported(): boolean { return true; }
  show(): void { Notification.shown.push(this.options); }
}
void (Notification.prototype satisfies { [K in 'show']: RealNotification[K] });
