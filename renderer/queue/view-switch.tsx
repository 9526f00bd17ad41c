import type { ReactNode } from 'react';
import { goToView } from '../flows/view-flow.ts';
import { DeskIcon, ListIcon } from '../shell/icons.tsx';
import { useDesk } from '../store/desk-store.ts';
import type { View } from '../store/view-slice.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The two places one works in. */
export function ViewSwitch(): ReactNode {
  const texts = useTexts();
  const view = useDesk((state) => state.view);
  const current = (of: View) => (view === of ? { 'aria-current': 'page' as const } : {});
  return (
    <nav className="view-switch" aria-label="Kakdoma Desk">
      <button type="button" className="view-tab" onClick={() => goToView('desk')} {...current('desk')}>
        <DeskIcon />
        {texts.views.desk}
      </button>
      <button
        type="button"
        className="view-tab"
        onClick={() => goToView('registrations')}
        {...current('registrations')}
      >
        <ListIcon />
        {texts.views.registrations}
      </button>
    </nav>
  );
}
