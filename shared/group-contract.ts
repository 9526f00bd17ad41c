/** The part of the contract that concerns group check-ins. Spread into contract.ts. */
import { z } from 'zod';
import { actionToken, type Committed, type Previewed } from './confirmed-action.ts';
import {
  expectedGuest, groupAbout, MOST_GUESTS, type ConfirmAllPreview, type ConfirmAllResult, type GroupCard, type GroupSummary,
  type GuestTable,
} from './group.ts';
import type { Stay } from './registration.ts';

const id = z.uuid();
const guests = z.array(expectedGuest).max(MOST_GUESTS);
const document = z.int().min(0).max(7);

export const groupInputs = {
  'group:list': z.undefined(),
  'group:card': z.strictObject({ groupId: id }),
  'group:add': z.strictObject({ about: groupAbout, guests }),
  'group:edit': z.strictObject({ groupId: id, about: groupAbout }),
  'group:addGuests': z.strictObject({ groupId: id, guests }),
  'group:removeGuest': z.strictObject({ groupId: id, guestId: id }),
  /** Documents read while it is on are taken for its guests. */
  'group:checkIn': z.strictObject({ groupId: id, on: z.boolean() }),
  'group:takeWaiting': z.strictObject({ groupId: id }),
  'group:assign': z.strictObject({
    groupId: id, captureId: id, document, to: z.union([id, z.literal('another'), z.literal('nobody')]),
  }),
  'group:remove': z.strictObject({ groupId: id }),
  'group:stayOf': z.strictObject({ captureId: id, document }),
  /** Text as pasted, or a file chosen in the system's dialog. */
  'group:readList': z.strictObject({ text: z.string().max(200_000).nullable() }),
  'group:previewConfirm': z.strictObject({ groupId: id }),
  'group:confirm': z.strictObject({ token: actionToken }),
} as const;

export type GroupOutputs = {
  'group:list': GroupSummary[];
  'group:card': GroupCard;
  'group:add': GroupCard;
  'group:edit': GroupCard;
  'group:addGuests': GroupCard;
  'group:removeGuest': GroupCard;
  'group:checkIn': GroupCard;
  'group:takeWaiting': GroupCard;
  'group:assign': GroupCard;
  'group:remove': GroupSummary[];
  /** Null: the document is of no group. */
  'group:stayOf': Stay | null;
  /** Null: the dialog was left. */
  'group:readList': GuestTable | null;
  'group:previewConfirm': Previewed<ConfirmAllPreview>;
  'group:confirm': Committed<ConfirmAllResult>;
};

export type GroupEvents = {
  /** Somebody of a group came, or something of it changed; ask again. */
  'group:changed': null;
};
