/** Tables of group check-ins. Times are UTC milliseconds, BLOBs are sealed. */
import type { Generated } from 'kysely';

export type GroupTables = {
  guest_group: GuestGroupTable;
  group_guest: GroupGuestTable;
  group_reading: GroupReadingTable;
};

export type GuestGroupTable = { id: string; about: Uint8Array; created_at: number; checking_in: 0 | 1 };

export type GroupGuestTable = {
  /** Order of the list. */
  seq: Generated<number>;
  id: string;
  group_id: string;
  about: Uint8Array;
  /** 0 for one who is known by their document only. */
  listed: 0 | 1;
};

export type GroupReadingTable = {
  capture_id: string;
  document: number;
  group_id: string;
  /** Null while nobody knows whose it is. */
  guest_id: string | null;
  matched_by: 'number' | 'person' | 'name' | 'hand' | null;
  /** Id of the guest it may be. */
  guess: string | null;
};
