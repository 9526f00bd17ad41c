import type { ReactNode } from 'react';
import { closeRegistration } from '../flows/registrations-flow.ts';
import { IconButton } from '../shell/button.tsx';
import { DeskIcon, GearIcon, ListIcon } from '../shell/icons.tsx';
import { useDesk } from '../store/desk-store.ts';
import type { View } from '../store/view-slice.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Desk, registrations, settings, and the list of keys. */
export function ViewSwitch(): ReactNode {
  const texts = useTexts();
  const view = useDesk((state) => state.view);
  const show = useDesk((state) => state.show);
  const openDialog = useDesk((state) => state.openDialog);
  const go = (to: View): void => {
    closeRegistration();
    show(to);
  };
  const current = (of: View) => (view === of ? { 'aria-current': 'page' as const } : {});
  return (
    <nav className="view-switch" aria-label="Kakdoma Desk">
      <button type="button" className="view-tab" onClick={() => go('desk')} {...current('desk')}>
        <DeskIcon />{texts.views.desk}
      </button>
      <button type="button" className="view-tab" onClick={() => go('registrations')} {...current('registrations')}>
        <ListIcon />{texts.views.registrations}
      </button>
      <span className="view-switch-rest">
        <IconButton label={texts.views.settings} onClick={() => go('settings')} {...current('settings')}>
          <GearIcon />
        </IconButton>
        <IconButton label={texts.views.keys} shortcut="?" onClick={() => openDialog({ kind: 'keys' })}>
          <span aria-hidden="true" className="question">?</span>
        </IconButton>
      </span>
    </nav>
  );
}
