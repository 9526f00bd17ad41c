import type { TypedAhead } from '../../shared/sent-ahead.ts';
import { sql, type Database } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';

/** A capture that a resident sent: kept out of the queue until it is handed over. */
export type Ahead = { readonly held: boolean; readonly typed: readonly TypedAhead[] };

const place = (captureId: string): Place => ({ table: 'bot_capture', column: 'corrections', row: captureId });

/** Noted before the capture is there, so that no crash lets it into the queue unasked. */
export function holdCapture(database: Database, captureId: string, chatId: string): void {
  database.run(sql.insertInto('bot_capture').orIgnore().values({ capture_id: captureId, chat_id: chatId, held: 1, corrections: null }));
}

/** Hands it to the desk; call `announce` when the transaction has ended. */
export function handOverCapture(database: Database, key: Buffer, captureId: string, typed: readonly TypedAhead[]): void {
  database.run(sql.updateTable('bot_capture').where('capture_id', '=', captureId)
    .set({ held: 0, corrections: sealJson(key, typed, place(captureId)) }));
}

/** Undefined for what did not come by the bot. */
export function findAhead(database: Database, key: Buffer, captureId: string): Ahead | undefined {
  const row = database.first(sql.selectFrom('bot_capture').select(['held', 'corrections']).where('capture_id', '=', captureId));
  return row && {
    held: row.held === 1,
    typed: row.corrections === null ? [] : unsealJson<readonly TypedAhead[]>(key, row.corrections, place(captureId)),
  };
}

/** Forgets a capture that never came to be. */
export function forgetAhead(database: Database, captureId: string): void {
  database.run(sql.deleteFrom('bot_capture').where('capture_id', '=', captureId));
}

/** Captures of a chat that are not confirmed, and how many registrations were made of the others. */
export function keptOfChat(database: Database, chatId: string): { open: string[]; registered: number } {
  const open = database.all(
    sql.selectFrom('bot_capture').innerJoin('capture', 'capture.id', 'bot_capture.capture_id')
      .select('capture.id').where('chat_id', '=', chatId).where('state', '<>', 'confirmed'),
  );
  const registered = database.first(
    sql.selectFrom('bot_capture').innerJoin('registration', 'registration.capture_id', 'bot_capture.capture_id')
      .where('chat_id', '=', chatId).select((select) => select.fn.countAll<number>().as('count')),
  );
  return { open: open.map(({ id }) => id), registered: registered?.count ?? 0 };
}

/** Documents sent ahead that wait for their guests. */
export function countSentAhead(database: Database): number {
  const row = database.first(
    sql.selectFrom('bot_capture').innerJoin('capture', 'capture.id', 'bot_capture.capture_id')
      .where('held', '=', 0).where('state', '<>', 'confirmed').select((select) => select.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}
