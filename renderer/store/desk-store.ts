import { create } from 'zustand';
import { adminSlice, type AdminSlice } from './admin-slice.ts';
import { deliveriesSlice, type DeliveriesSlice } from './deliveries-slice.ts';
import { destinationsSlice, type DestinationsSlice } from './destinations-slice.ts';
import { draftsSlice, type DraftsSlice } from './drafts-slice.ts';
import { messagesSlice, type MessagesSlice } from './messages-slice.ts';
import { groupsSlice, type GroupsSlice } from './groups-slice.ts';
import { intakeSlice, type IntakeSlice } from './intake-slice.ts';
import { operationSlice, type OperationSlice } from './operation-slice.ts';
import { queueSlice, type QueueSlice } from './queue-slice.ts';
import { readersSlice, type ReadersSlice } from './readers-slice.ts';
import { registrationsSlice, type RegistrationsSlice } from './registrations-slice.ts';
import { sourcesSlice, type SourcesSlice } from './sources-slice.ts';
import { statusSlice, type StatusSlice } from './status-slice.ts';
import { updatesSlice, type UpdatesSlice } from './updates-slice.ts';
import { viewSlice, type ViewSlice } from './view-slice.ts';

export type DeskState = QueueSlice &
  DraftsSlice &
  ViewSlice &
  StatusSlice &
  RegistrationsSlice &
  DestinationsSlice &
  DeliveriesSlice &
  MessagesSlice &
  SourcesSlice &
  ReadersSlice &
  AdminSlice &
  OperationSlice &
  IntakeSlice &
  UpdatesSlice &
  GroupsSlice;

/** Everything the page knows. Slices hold no I/O: what asks the main process stands in renderer/flows. */
export const useDesk = create<DeskState>()((...tools) => ({
  ...queueSlice(...tools),
  ...draftsSlice(...tools),
  ...viewSlice(...tools),
  ...statusSlice(...tools),
  ...registrationsSlice(...tools),
  ...destinationsSlice(...tools),
  ...deliveriesSlice(...tools),
  ...messagesSlice(...tools),
  ...sourcesSlice(...tools),
  ...readersSlice(...tools),
  ...adminSlice(...tools),
  ...operationSlice(...tools),
  ...intakeSlice(...tools),
  ...updatesSlice(...tools),
  ...groupsSlice(...tools),
}));

/** The present state, for code outside components. */
export const desk = (): DeskState => useDesk.getState();

/** Whether a window or the lock lies over the desk, so that keys are its own. */
export const isWindowOpen = ({ dialog, pinAsked, recoveryCode, recoveryKey, screen }: DeskState): boolean =>
  dialog !== null || pinAsked !== null || recoveryCode !== null || recoveryKey !== null || screen?.locked === true;
