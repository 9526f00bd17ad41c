import type { TypedAhead } from '../../shared/sent-ahead.ts';
import { sql, type Database } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import { partsOf } from './part-rows.ts';

/** A capture that a resident sent: kept out of the queue until it is handed over. */
export type Ahead = { readonly held: boolean; readonly typed: readonly TypedAhead[] };

const place = (captureId: string): Place => ({ table: 'bot_capture', column: 'corrections', row: captureId });

/** Noted before the capture is there, so that no crash lets it into the queue unasked. */
export function holdCapture(database: Database, captureId: string, chatId: string): void {
  database.run(sql.insertInto('bot_capture').orIgnore().values({ capture_id: captureId, chat_id: chatId, held: 1, corrections: null }));
}

/**
 * Hands a picture to the desk with what was typed of each of its documents; returns its captures, each to be announced
 * when the transaction has ended.
 */
export function handOverCapture(database: Database, key: Buffer, pictureId: string, typed: readonly TypedAhead[]): string[] {
  const parts = partsOf(database, pictureId).map(({ captureId, part }) => ({ captureId, own: [typed[part] ?? {}] }));
  const handed = parts.length === 0 ? [{ captureId: pictureId, own: typed }] : parts;
  for (const { captureId, own } of handed) {
    database.run(sql.updateTable('bot_capture').where('capture_id', '=', captureId)
      .set({ held: 0, corrections: sealJson(key, own, place(captureId)) }));
  }
  return handed.map(({ captureId }) => captureId);
}

/** A resident's picture became these captures, the first of them its own; each keeps what was typed of its document. */
export function divideAhead(database: Database, key: Buffer, captureIds: readonly string[]): void {
  const [first = '', ...others] = captureIds;
  const row = database.first(sql.selectFrom('bot_capture').selectAll().where('capture_id', '=', first));
  if (row === undefined || others.length === 0) return;
  const typed = row.corrections === null ? null : unsealJson<readonly TypedAhead[]>(key, row.corrections, place(first));
  const { chat_id, held } = row;
  for (const [part, capture_id] of captureIds.entries()) {
    const corrections = typed === null ? null : sealJson(key, [typed[part] ?? {}], place(capture_id));
    database.run(sql.insertInto('bot_capture').values({ capture_id, chat_id, held, corrections })
      .onConflict((conflict) => conflict.column('capture_id').doUpdateSet({ corrections })));
  }
}

/** All captures of a picture that the resident has yet to hand over; the picture's own id also when there is none yet. */
export function heldOfPicture(database: Database, pictureId: string): string[] {
  const others = database.all(
    sql.selectFrom('picture_part').innerJoin('bot_capture', 'bot_capture.capture_id', 'picture_part.capture_id')
      .select('picture_part.capture_id as id').where('picture_id', '=', pictureId).where('held', '=', 1),
  );
  return [...new Set([pictureId, ...others.map(({ id }) => id)])];
}

/** Pictures that came before and that nobody has handed over: neither the desk nor a policy knows of them. */
export function heldBefore(database: Database, before: number): { chatId: string; pictureId: string }[] {
  return database.all(
    sql.selectFrom('bot_capture').innerJoin('capture', 'capture.id', 'bot_capture.capture_id')
      .leftJoin('picture_part', 'picture_part.capture_id', 'capture.id')
      .where('held', '=', 1).where('captured_at', '<', before)
      .select((select) => ['chat_id as chatId', select.fn.coalesce('picture_id', 'capture.id').as('pictureId')]).distinct(),
  );
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

/** Captures of a chat that are not confirmed, how many pictures they are, and how many registrations were made of the others. */
export function keptOfChat(database: Database, chatId: string): { open: string[]; pictures: number; registered: number } {
  const open = database.all(
    sql.selectFrom('bot_capture').innerJoin('capture', 'capture.id', 'bot_capture.capture_id')
      .leftJoin('picture_part', 'picture_part.capture_id', 'capture.id')
      .select(['capture.id', 'picture_id']).where('chat_id', '=', chatId).where('state', '<>', 'confirmed'),
  );
  const registered = database.first(
    sql.selectFrom('bot_capture').innerJoin('registration', 'registration.capture_id', 'bot_capture.capture_id')
      .where('chat_id', '=', chatId).select((select) => select.fn.countAll<number>().as('count')),
  );
  const pictures = new Set(open.map(({ id, picture_id }) => picture_id ?? id)).size;
  return { open: open.map(({ id }) => id), pictures, registered: registered?.count ?? 0 };
}

/** Documents sent ahead that wait for their guests. */
export function countSentAhead(database: Database): number {
  const row = database.first(
    sql.selectFrom('bot_capture').innerJoin('capture', 'capture.id', 'bot_capture.capture_id')
      .where('held', '=', 0).where('state', '<>', 'confirmed').select((select) => select.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}
