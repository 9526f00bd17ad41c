import type { StateCreator } from 'zustand';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Reading, ReadDocument } from '../../shared/reading.ts';
import type { Draft, EarlierStay } from '../../shared/registration.ts';
import type { DeskState } from './desk-store.ts';
import type { Selection } from './queue-slice.ts';

/** How far the confirming of a draft has come. `refused` keeps the draft: nothing typed is ever lost. */
export type DraftPhase =
  | { readonly kind: 'editing' }
  | { readonly kind: 'confirming' }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** A draft on the desk, with what it was read from. What a person changes of it is kept by `keep-drafts-flow.ts`. */
export type OpenDraft = {
  /** Made when the draft is opened; a second confirm of it is the same confirm. */
  readonly draftId: string;
  readonly captureId: string | null;
  readonly document: number;
  /** Null without a picture, and where reading failed. */
  readonly reading: Reading | null;
  readonly read: ReadDocument | null;
  readonly draft: Draft;
  /** Keys of the doubts a person has been led to. */
  readonly looked: readonly string[];
  readonly earlier: readonly EarlierStay[];
  readonly phase: DraftPhase;
  /** Whether Confirm was tried: before that, fields still empty are not complained of. */
  readonly attempted: boolean;
};

export type DraftsSlice = {
  readonly drafts: Readonly<Record<string, OpenDraft>>;
  /** Documents of a capture already confirmed, where a picture shows several. */
  readonly confirmedDocuments: Readonly<Record<string, readonly number[]>>;
  putDraft(key: string, open: OpenDraft): void;
  changeDraft(key: string, change: (open: OpenDraft) => OpenDraft): void;
  closeDraft(key: string): void;
  /** Closes every draft of a capture. */
  closeDraftsOf(captureId: string): void;
  markConfirmed(captureId: string, document: number): void;
};

export const draftsSlice: StateCreator<DeskState, [], [], DraftsSlice> = (set) => ({
  drafts: {},
  confirmedDocuments: {},
  putDraft: (key, open) => set(({ drafts }) => ({ drafts: { ...drafts, [key]: open } })),
  changeDraft: (key, change) =>
    set(({ drafts }) => {
      const open = drafts[key];
      return open === undefined ? {} : { drafts: { ...drafts, [key]: change(open) } };
    }),
  closeDraft: (key) => set(({ drafts }) => ({ drafts: without(drafts, (other) => other === key) })),
  closeDraftsOf: (captureId) =>
    set(({ drafts }) => ({
      drafts: without(drafts, (key) => drafts[key]?.captureId === captureId),
    })),
  markConfirmed: (captureId, document) =>
    set(({ confirmedDocuments }) => ({
      confirmedDocuments: {
        ...confirmedDocuments,
        [captureId]: [...(confirmedDocuments[captureId] ?? []), document],
      },
    })),
});

function without<T>(record: Readonly<Record<string, T>>, gone: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone(key)));
}

/** Name under which the selected document's draft is kept; null when nothing is on the desk. */
export function draftKey(selection: Selection): string | null {
  switch (selection.kind) {
    case 'nothing':
      return null;
    case 'capture':
      return `${selection.captureId}#${selection.document}`;
    case 'hand':
      return 'hand';
  }
}
