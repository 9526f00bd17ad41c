import { DeskError } from '../../shared/errors.ts';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;
const PRIMARY_CODE_MASK = 0xff;

/** Turns what SQLite or the file system threw into `database.damaged` or `database.full`; passes on all else. */
export function databaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DeskError) return error;
  if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
    return new DeskError('database.full', 'the disk is full', { cause: error });
  }
  const errcode = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & PRIMARY_CODE_MASK : null;
  if (errcode === SQLITE_FULL) return new DeskError('database.full', 'SQLite found the disk full', { cause: error });
  if (errcode === SQLITE_CORRUPT || errcode === SQLITE_NOTADB) {
    return new DeskError('database.damaged', 'SQLite found the database damaged', { cause: error });
  }
  return error;
}
