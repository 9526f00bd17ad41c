import type { Generated } from 'kysely';

/** The tables as typed SQL sees them; times are UTC milliseconds, BLOBs are sealed (seal.ts) unless said otherwise. */
export type Tables = {
  meta: MetaTable;
  capture: CaptureTable;
  resident: ResidentTable;
  registration: RegistrationTable;
  registration_token: RegistrationTokenTable;
  audit_entry: AuditEntryTable;
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
  /** How often reading was begun since a person last asked for it; a capture that fells the desk is not tried for ever. */
  attempts: number;
  reading_status: string | null;
  /** Documents found in it. */
  documents: number;
  reading: Uint8Array | null;
  confirmed_at: number | null;
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

export type RegistrationTokenTable = {
  /** Not sealed: a blind index token (blind-index.ts). */
  token: Uint8Array;
  registration_seq: number;
};

export type AuditEntryTable = {
  id: Generated<number>;
  at: number;
  action: string;
  /** Id of the capture or registration it was done to. */
  subject: string;
};
