import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect, type ReactNode } from 'react';
import { BatchView } from '../batch/batch-view.tsx';
import { DeliveriesView } from '../deliveries/deliveries-view.tsx';
import { DocumentZone } from '../document/document-zone.tsx';
import { FieldsZone } from '../fields/fields-zone.tsx';
import { GroupsView } from '../groups/groups-view.tsx';
import { MessagesView } from '../messages/messages-view.tsx';
import { LockScreen } from '../lock/lock-screen.tsx';
import { useWatchfulDesk } from '../lock/use-watchful-desk.ts';
import { QueueZone } from '../queue/queue-zone.tsx';
import { RegistrationsView } from '../registrations/registrations-view.tsx';
import { SettingsView } from '../settings/settings-view.tsx';
import { SetupView } from '../setup/setup-view.tsx';
import { StatusStrip } from '../status/status-strip.tsx';
import { useDesk } from '../store/desk-store.ts';
import type { View } from '../store/view-slice.ts';
import { useLanguage, useTexts } from '../texts/use-texts.ts';
import { useWedge } from '../wedge/use-wedge.ts';
import { Dialogs } from './dialogs.tsx';
import { DropAndPaste } from './drop-and-paste.tsx';
import { Notices } from './notices.tsx';
import { PinDialogs } from './pin-dialog.tsx';
import { useDeskKeys } from './use-desk-keys.ts';
import './shell.css';

/** The whole page: queue on the left, document in the middle, fields on the right, the strip below. */
export function App(): ReactNode {
  const texts = useTexts();
  const view = useDesk((state) => state.view);
  useWedge();
  useDeskKeys();
  useDocumentLook();
  useWatchfulDesk();
  const locked = useDesk(({ screen }) => screen?.locked === true);
  if (locked) {
    return (
      <CSPProvider disableStyleElements>
        <LockScreen />
      </CSPProvider>
    );
  }
  return (
    // Base UI would else write style elements, which the content security policy refuses.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500}>
        {view === 'desk' ? (
          <a className="skip" href="#fields">
            {texts.common.skip}
          </a>
        ) : null}
        <div className="desk">
          <QueueZone />
          <ViewBody view={view} />
          <StatusStrip />
        </div>
        <Notices />
        <Dialogs />
        <PinDialogs />
        <DropAndPaste />
      </Tooltip.Provider>
    </CSPProvider>
  );
}

function ViewBody({ view }: { readonly view: View }): ReactNode {
  switch (view) {
    case 'desk':
      return (
        <>
          <DocumentZone />
          <FieldsZone />
        </>
      );
    case 'registrations':
      return <RegistrationsView />;
    case 'deliveries':
      return <DeliveriesView />;
    case 'messages':
      return <MessagesView />;
    case 'groups':
      return <GroupsView />;
    case 'batch':
      return <BatchView />;
    case 'settings':
      return <SettingsView />;
    case 'setup':
      return <SetupView />;
  }
}

/** Theme and language are properties of the whole document: colours and screen readers go by them. */
function useDocumentLook(): void {
  const theme = useDesk((state) => state.settings.theme);
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
