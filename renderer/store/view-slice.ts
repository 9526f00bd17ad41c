import type { StateCreator } from 'zustand';
import type { DestinationCard } from '../../shared/destination-card.ts';
import type { DestinationKind } from '../../shared/destinations.ts';
import type { FieldName } from '../../shared/reading.ts';
import type { Stay } from '../../shared/registration.ts';
import type { SectionId } from '../settings/sections.ts';
import type { DeskState } from './desk-store.ts';

export type View = 'setup' | 'desk' | 'registrations' | 'deliveries' | 'messages' | 'batch' | 'groups' | 'settings';

/** What came of a confirmed action; a bad one keeps its window open. */
export type ActionEnd = { readonly good: boolean; readonly sentence: string };

/** Windows that lie over the desk, one at a time. */
export type Dialog =
  | { readonly kind: 'camera' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'discard'; readonly row: string }
  /** A destination is set up, or changed where there is a card. */
  | { readonly kind: 'destination'; readonly of: DestinationKind; readonly card: DestinationCard | null }
  /** The result of a dry run waits for its confirmation. */
  | {
      readonly kind: 'action';
      readonly heading: string;
      readonly lines: readonly string[];
      readonly confirm: string;
      readonly danger: boolean;
      readonly commit: () => Promise<ActionEnd>;
    }
  | { readonly kind: 'earlier'; readonly draftKey: string; readonly registrationId: string };

/** A place of the draft: a field, or a sign of a line of the zone. */
export type Place =
  | { readonly kind: 'field'; readonly field: FieldName | keyof Stay | 'cyrillicSurname' | 'cyrillicGivenNames' }
  | { readonly kind: 'sign'; readonly line: number; readonly column: number };

export type Notice = { readonly id: string; readonly text: string };

export type ViewSlice = {
  readonly view: View;
  /** The section of the settings opened last. */
  readonly section: SectionId;
  readonly dialog: Dialog | null;
  /** Where the person is in the draft, so that picture and lines can point at the same place. */
  readonly place: Place | null;
  /** Asks the confirm screen to move the focus to a place; a new object each time, so that asking twice moves twice. */
  readonly wanted: { readonly place: Place } | null;
  /** What went wrong, newest last. */
  readonly notices: readonly Notice[];
  /** The last thing that went well; the strip says it until the next. */
  readonly lastGood: string;
  show(view: View): void;
  openSection(section: SectionId): void;
  openDialog(dialog: Dialog | null): void;
  setPlace(place: Place | null): void;
  goTo(place: Place): void;
  notify(notice: Notice): void;
  sayGood(text: string): void;
  dismiss(id: string): void;
};

/** More notices than this would hide the document. */
const MOST_NOTICES = 3;

export const viewSlice: StateCreator<DeskState, [], [], ViewSlice> = (set) => ({
  view: 'desk',
  section: 'general',
  dialog: null,
  place: null,
  wanted: null,
  notices: [],
  lastGood: '',
  show: (view) => set({ view }),
  openSection: (section) => set({ section }),
  openDialog: (dialog) => set({ dialog }),
  setPlace: (place) => set({ place }),
  goTo: (place) => set({ wanted: { place }, place }),
  notify: (notice) =>
    set(({ notices }) => ({
      notices: [...notices.filter((old) => old.text !== notice.text), notice].slice(-MOST_NOTICES),
    })),
  sayGood: (lastGood) => set({ lastGood }),
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
});
