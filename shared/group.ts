/** A group check-in: who is expected, who is here, and what all of them share. */
import { z } from 'zod';
import type { ReadDocument } from './reading.ts';

const text = (max: number) => z.string().trim().max(max);
const isoDate = z.union([z.literal(''), z.string().regex(/^\d{4}-\d{2}-\d{2}$/)]);

/** A guest as a list says it; all but one of the names may be empty. */
export const expectedGuest = z.strictObject({
  surname: text(100), givenNames: text(100), birthDate: isoDate, documentNumber: text(50), room: text(40),
}).refine(({ surname, givenNames }) => surname !== '' || givenNames !== '');
export type ExpectedGuest = z.infer<typeof expectedGuest>;

export const MOST_GUESTS = 500;

/** Given to every guest of the group; `rooms` where a guest has no room of their own. */
export const groupAbout = z.strictObject({
  name: text(80).min(1), expected: z.int().min(0).max(MOST_GUESTS), arrival: isoDate, departure: isoDate, rooms: text(40),
});
export type GroupAbout = z.infer<typeof groupAbout>;

export type GroupSummary = GroupAbout & {
  readonly id: string;
  /** UTC milliseconds. */
  readonly createdAt: number;
  /** Documents read while it is on are taken for guests of this group. One group at a time. */
  readonly checkingIn: boolean;
  /** Guests registered; `of`: all that are expected, or more when more came. */
  readonly done: number;
  readonly of: number;
  /** Readings that are nobody's yet. */
  readonly asked: number;
};

/** How a reading came to its guest. `hand`: a person said so. */
export type MatchedBy = 'number' | 'person' | 'name' | 'hand';

/** One document of a capture that was read. */
export type GroupReading = {
  readonly captureId: string;
  readonly document: number;
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  /** The last three signs only. */
  readonly maskedNumber: string;
  readonly status: ReadDocument['status'];
};

export type GroupGuest = {
  readonly id: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly maskedNumber: string;
  readonly room: string;
  readonly state:
    | { readonly kind: 'expected' }
    | { readonly kind: 'read'; readonly reading: GroupReading; readonly by: MatchedBy }
    | { readonly kind: 'done'; readonly registrationId: string };
};

/** `guess`: the guest it most resembles, where there is one. */
export type AskedReading = GroupReading & { readonly guess: string | null };

export type GroupCard = GroupSummary & {
  readonly guests: readonly GroupGuest[];
  readonly askedReadings: readonly AskedReading[];
  /** Read, sure and matched: what can be confirmed in one step. */
  readonly confirmable: number;
};

/** Why a matched reading is not confirmed with the others. */
export type HeldBackReason = 'unsure' | 'typed' | 'warned';

export type ConfirmAllPreview = {
  readonly guests: readonly { readonly name: string; readonly maskedNumber: string; readonly room: string }[];
  readonly heldBack: readonly { readonly name: string; readonly why: HeldBackReason }[];
};
export type ConfirmAllResult = { readonly confirmed: number; readonly failed: number };

/** A table as it was pasted or imported: rows of cells. */
export type GuestTable = readonly (readonly string[])[];
