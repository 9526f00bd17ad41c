/** The part of the contract that keeps what is typed and not confirmed yet. Spread into contract.ts. */
import { z } from 'zod';
import { FIELD_NAMES, type FieldName } from './reading.ts';
import type { Draft } from './registration.ts';

/** What a person has made of a document so far. */
export type KeptDraft = {
  readonly draftId: string;
  readonly draft: Draft;
  /** Keys of the doubts the person has been led to. */
  readonly looked: readonly string[];
};

const id = z.uuid();
const typing = (max: number) => z.string().max(max);
const field = z.strictObject({ value: typing(200), origin: z.enum(['mrz', 'typed', 'earlier', 'resident']) });

/** Anything a person may be in the middle of typing: a date is none yet. Confirmed it is held to more, see contract.ts. */
export const begunDraft = z.strictObject({
  format: z.enum(['TD1', 'TD2', 'TD3', 'MRVA', 'MRVB', 'FRA-ID', 'FRA-DL', 'CHE-DL', 'IDL']).nullable(),
  fields: z.strictObject(Object.fromEntries(FIELD_NAMES.map((name) => [name, field])) as Record<FieldName, typeof field>),
  cyrillic: z.strictObject({ surname: typing(200), givenNames: typing(200) }),
  lines: z.array(typing(48)).max(3),
  stay: z.strictObject({ room: typing(40), arrival: typing(40), departure: typing(40), phone: typing(40), note: typing(1000) }),
});

/** `captureId` is null for the registration without a picture; there is one at a time. */
const place = { captureId: id.nullable(), document: z.int().min(0).max(7) };

export const draftInputs = {
  /** Kept, encrypted, until it is confirmed or its capture goes or is read anew; in place of what was kept there. */
  'draft:keep': z.strictObject({ ...place, draftId: id, draft: begunDraft, looked: z.array(typing(100)).max(200) }),
  'draft:kept': z.strictObject(place),
  'draft:forget': z.strictObject({ draftId: id }),
} as const;

export type DraftOutputs = {
  'draft:keep': null;
  /** Null: nothing was typed there. */
  'draft:kept': KeptDraft | null;
  'draft:forget': null;
};
