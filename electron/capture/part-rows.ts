/** Captures made of one picture. The first bears the picture's own id, the id it came in under. */
import { sql, type Database } from '../db/database.ts';
import type { Reading } from '../../shared/reading.ts';
import { findReading } from './capture-rows.ts';
import type { ZoneBox } from './split-picture.ts';

/** `part`: from 0. `box`: where its zone lay when the picture was read first. */
export type PicturePart = { readonly pictureId: string; readonly part: number; readonly parts: number; readonly box: ZoneBox };

export function insertPart(database: Database, captureId: string, { pictureId, part, parts, box }: PicturePart): void {
  database.run(sql.insertInto('picture_part')
    .values({ capture_id: captureId, picture_id: pictureId, part, parts, box: JSON.stringify(box) }));
}

/** Undefined for the capture of a picture that was not divided. */
export function findPart(database: Database, captureId: string): PicturePart | undefined {
  const row = database.first(sql.selectFrom('picture_part').selectAll().where('capture_id', '=', captureId));
  return row && { pictureId: row.picture_id, part: row.part, parts: row.parts, box: JSON.parse(row.box) as ZoneBox };
}

/** Those that are still there, by their place in the first reading; none for a picture that was not divided. */
export function partsOf(database: Database, pictureId: string): { captureId: string; part: number }[] {
  return database.all(sql.selectFrom('picture_part').select(['capture_id as captureId', 'part'])
    .where('picture_id', '=', pictureId).orderBy('part'));
}

/** Whether anything that came in under this id is still there. */
export function isPictureKept(database: Database, pictureId: string): boolean {
  const capture = sql.selectFrom('capture').select('id').where('id', '=', pictureId);
  return database.first(capture) !== undefined || partsOf(database, pictureId).length > 0;
}

/** Captures whose picture shows what these show, too, and that are not among them. */
export function capturesBeside(database: Database, captureIds: readonly string[]): string[] {
  if (captureIds.length === 0) return [];
  const pictures = sql.selectFrom('picture_part').select('picture_id').where('capture_id', 'in', captureIds);
  return database.all(sql.selectFrom('picture_part').select('capture_id').where('picture_id', 'in', pictures)
    .where('capture_id', 'not in', captureIds).orderBy('capture_id')).map((row) => row.capture_id);
}

/** All that was read of a picture, whether it was divided or not. Null while it is not read. */
export function readingOfPicture(database: Database, key: Buffer, pictureId: string): Reading | null {
  const first = findReading(database, key, pictureId);
  const parts = partsOf(database, pictureId);
  if (first === null || parts.length === 0) return first;
  const documents = parts.flatMap(({ captureId }) => findReading(database, key, captureId)?.documents ?? []);
  return { ...first, documents, status: documents.every(({ status }) => status === 'sure') ? 'sure' : 'check' };
}
