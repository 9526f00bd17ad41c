import type { Generated } from 'kysely';
import type { BotTables } from './bot-tables.ts';
import type { GroupTables } from './group-tables.ts';
import type { IntakeTables } from './intake-tables.ts';
import type { AttemptOutcome, DeliveryState } from '../../shared/delivery.ts';
import type { EraseStepState } from '../../shared/erasure.ts';

/** The tables as typed SQL sees them; times are UTC milliseconds, BLOBs are sealed (seal.ts) unless said otherwise. */
export type Tables = BotTables & IntakeTables & GroupTables & {
  meta: MetaTable;
  capture: CaptureTable;
  resident: ResidentTable;
  registration: RegistrationTable;
  registration_token: RegistrationTokenTable;
  audit_entry: AuditEntryTable;
  delivery: DeliveryTable;
  purge_run: PurgeRunTable;
  admin_pin: AdminPinTable;
  desk_pin: DeskPinTable;
  backup_run: BackupRunTable;
  erasure: ErasureTable;
  erasure_step: ErasureStepTable;
  delivery_attempt: DeliveryAttemptTable;
  draft: DraftTable;
};

export type MetaTable = {
  name: string;
  /** Not sealed: it holds the check value of the key. */
  value: Uint8Array;
};

export type CaptureTable = {
  /** Order of arrival. */
  seq: Generated<number>;
  id: string;
  source: string;
  /** Running number of the day it was captured on. */
  number: number;
  captured_at: number;
  state: 'captured' | 'reading' | 'read' | 'parked' | 'confirmed';
  /** Why it is parked. */
  code: string | null;
  /** How often reading was begun since a person asked for it; a capture that fells the desk is not tried for ever. */
  attempts: number;
  reading_status: string | null;
  /** Documents found in it. */
  documents: number;
  reading: Uint8Array | null;
  confirmed_at: number | null;
  /** What is still kept of it: the whole picture, its zones alone, nothing. */
  picture: Generated<'whole' | 'zone' | 'none'>;
};

export type ResidentTable = { id: string; created_at: number };

export type RegistrationTable = {
  /** Order of confirmation; the list is paged by it, as a clock may be set back. */
  seq: Generated<number>;
  id: string;
  draft_id: string;
  resident_id: string;
  confirmed_at: number;
  source: string;
  capture_id: string | null;
  /** Which document of the capture. */
  document: number;
  personal: Uint8Array;
};

/** Not confirmed yet. `capture_id`: null without a picture. */
export type DraftTable = { id: string; capture_id: string | null; document: number; content: Uint8Array };

export type RegistrationTokenTable = {
  /** Not sealed: a blind index token (blind-index.ts). */
  token: Uint8Array;
  registration_seq: number;
};

export type AuditEntryTable = {
  id: Generated<number>;
  at: number;
  action: string;
  /** Id of what it was done to. */
  subject: string;
  actor: string;
  detail: string;
  /** Not sealed: a keyed hash over the entry and all before it; null until the next entry is written. */
  chain: Uint8Array | null;
};

/** At most one row. */
export type AdminPinTable = { id: number; hashes: Uint8Array; failures: number; not_before: number };

export type BackupRunTable = {
  id: Generated<number>; began_at: number; finished_at: number; destination: string; name: string; bytes: number; registrations: number;
  code: string | null;
};

export type DeskPinTable = { id: number; hash: Uint8Array; failures: number; not_before: number };

export type DeliveryTable = {
  id: Generated<number>;
  registration_id: string;
  destination: string;
  idempotency_key: string;
  /** Ties together the log lines of all attempts. */
  correlation_id: string;
  state: DeliveryState;
  /** Attempts begun; also tells a late answer of an attempt whose lease ran out from the present one's. */
  attempts: number;
  /** When it can be claimed; the end of the lease while it is leased. */
  next_try_at: number;
  leased_until: number | null;
  /** Why the last attempt failed. */
  code: string | null;
  created_at: number;
  delivered_at: number | null;
  /** 1 once an attempt may have had its effect without our knowing. */
  may_have_happened: Generated<number>;
  /** Earlier than this it is not tried, whoever asks: the other side said so, or could not yet be asked. */
  not_before: Generated<number>;
  /** What the other side knows it by; no personal data. */
  reference: Generated<string | null>;
  /** What of the picture goes with it. */
  picture: Generated<'whole' | 'zone' | null>;
};

/** One row: what the purge did when it last ran to its end. */
export type PurgeRunTable = {
  id: number;
  finished_at: number;
  pictures: number;
  registrations: number;
  /** Of groups that left long ago. */
  guests: Generated<number>;
  /** Registrations past their time that are still to be delivered. */
  held_back: number;
};

export type DeliveryAttemptTable = {
  id: Generated<number>;
  delivery_id: number;
  /** That of the delivery. */
  destination: string;
  /** When it ended. */
  at: number;
  outcome: AttemptOutcome;
  /** Why it failed; null of one that delivered. */
  code: string | null;
};

/** What was erased at whose word; nothing of the guest. */
export type ErasureTable = {
  id: string; asked_at: number; finished_at: number | null; registrations: number; pictures: number;
};

export type ErasureStepTable = {
  id: Generated<number>;
  erasure_id: string;
  /** Null: files on this desk. */
  destination: string | null;
  /** Where to look; null once nothing is to be done. */
  copy: Uint8Array | null;
  state: EraseStepState;
  code: string | null;
  attempts: number;
  next_try_at: number;
};
