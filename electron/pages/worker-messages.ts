/** What the main process and the pages child say to each other. Plain data, cloned on every hop; one file at a time. */
import type { GuestTable } from '../../shared/group.ts';
import type { ErrorCode } from '../../shared/errors.ts';

export type ToPagesWorker =
  | { readonly kind: 'open'; readonly file: number; readonly bytes: Uint8Array }
  | { readonly kind: 'page'; readonly file: number; readonly index: number }
  | { readonly kind: 'table'; readonly file: number; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly file: number };

export type FromPagesWorker =
  | { readonly kind: 'opened'; readonly file: number; readonly count: number }
  | { readonly kind: 'page'; readonly file: number; readonly bytes: Uint8Array }
  | { readonly kind: 'table'; readonly file: number; readonly table: GuestTable }
  | { readonly kind: 'failed'; readonly file: number; readonly code: ErrorCode };
