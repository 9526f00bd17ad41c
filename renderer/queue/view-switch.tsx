import type { ReactNode } from 'react';
import { goToView } from '../flows/view-flow.ts';
import { IconButton } from '../shell/button.tsx';
import { DeskIcon, FolderIcon, ListIcon, MessageIcon, PeopleIcon } from '../shell/icons.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import type { View } from '../store/view-slice.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Back to the document: pressed where it lies open already, Enter is for that document again and not for this button. */
function goToDesk(): void {
  if (desk().view === 'desk') document.getElementById('fields')?.focus();
  goToView('desk');
}

/** The places one works in. Messages stand there once there is a bot, or something it left. */
export function ViewSwitch(): ReactNode {
  const texts = useTexts();
  const view = useDesk((state) => state.view);
  const bot = useDesk((state) => state.status?.bot.kind ?? 'off');
  const unread = useDesk((state) => state.status?.unreadMessages ?? 0);
  const current = (of: View) => (view === of ? { 'aria-current': 'page' as const } : {});
  return (
    <nav aria-label="Kakdoma Desk">
      <div className="view-switch">
        <button type="button" className="view-tab" onClick={goToDesk} {...current('desk')}>
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
        {bot === 'off' && unread === 0 ? null : (
          <IconButton
            className="view-tab view-tab-small"
            label={texts.messages.tab(unread)}
            onClick={() => goToView('messages')}
            {...current('messages')}
          >
            <MessageIcon />
            {unread === 0 ? null : <span className="badge view-badge">{unread > 99 ? '99+' : unread}</span>}
          </IconButton>
        )}
      </div>
      <div className="view-switch view-switch-more">
        <button type="button" className="view-tab" onClick={() => goToView('groups')} {...current('groups')}>
          <PeopleIcon />
          {texts.groups.tab}
        </button>
        <button type="button" className="view-tab" onClick={() => goToView('batch')} {...current('batch')}>
          <FolderIcon />
          {texts.batch.tab}
        </button>
      </div>
    </nav>
  );
}
