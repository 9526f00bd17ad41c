import { randomUUID } from 'node:crypto';
import { DeskError } from '../../shared/errors.ts';
import type { Reading } from '../../shared/reading.ts';
import type { Database } from '../db/database.ts';
import type { ReadPicture } from '../ocr/ocr-port.ts';
import { divideAhead } from './ahead-rows.ts';
import * as rows from './capture-rows.ts';
import { findPart, insertPart } from './part-rows.ts';
import type { PictureVault } from './picture-vault.ts';
import { boxOf, documentAt, inReadingOrder, onlyDocument, type ZoneBox } from './split-picture.ts';

export type StoreParts = {
  readonly database: Database; readonly key: Buffer; readonly pictures: PictureVault;
  /** Captures whose files are written and whose rows are not yet. */
  readonly arriving: Set<string>;
};

/** One document of a picture on its way to a capture of its own; `box` where the picture shows others, too. */
type Part = { readonly id: string; readonly reading: Reading; readonly zone: Uint8Array | undefined; readonly box: ZoneBox | null };

/**
 * Stores what was read of a picture. One that shows several documents becomes so many captures in one transaction: the
 * first goes on, each other has an id, a number, a reading and files of its own, so that it lives and goes like any
 * capture. Read again, a capture made so keeps to its own document. Files come before rows: a crash in between leaves
 * files that are swept, and the picture is read once more. Returns the captures that are read now; none when the picture
 * was no longer to be read. Rejects with `ocr.cancelled` rather than to divide what was given up meanwhile.
 */
export async function storeReading(
  store: StoreParts, captureId: string, original: Uint8Array, read: ReadPicture, signal: AbortSignal,
): Promise<string[]> {
  const { database, pictures, arriving } = store;
  const parts = partsOf(database, captureId, read);
  const others = parts.slice(1);
  for (const { id } of others) arriving.add(id);
  try {
    for (const { id, zone } of parts) {
      if (id !== captureId) await pictures.write(id, 'original', original);
      await pictures.write(id, 'display', read.display);
      if (zone !== undefined && zone.length > 0) await pictures.write(id, 'zone0', zone);
    }
    if (others.length > 0 && signal.aborted) throw new DeskError('ocr.cancelled');
    if (writeRows(store, captureId, parts)) return parts.map(({ id }) => id);
    for (const { id } of others) await pictures.erase(id);
    return [];
  } catch (error) {
    for (const { id } of others) await pictures.erase(id);
    throw error;
  } finally {
    for (const { id } of others) arriving.delete(id);
  }
}

function partsOf(database: Database, captureId: string, { reading, zones }: ReadPicture): Part[] {
  const own = findPart(database, captureId);
  const only = (index: number, id: string, box: ZoneBox | null): Part =>
    ({ id, reading: onlyDocument(reading, index), zone: zones[index], box });
  if (own !== undefined) return [only(documentAt(reading, own.box), captureId, null)];
  if (reading.documents.length < 2) return [{ id: captureId, reading, zone: zones[0], box: null }];
  return inReadingOrder(reading).flatMap((index, place) =>
    reading.documents.slice(index, index + 1).map((document) =>
      only(index, place === 0 ? captureId : randomUUID(), boxOf(document, reading))));
}

/** False when it no longer was being read. */
function writeRows({ database, key }: StoreParts, captureId: string, parts: readonly Part[]): boolean {
  return database.transaction(() => {
    const [first, ...others] = parts;
    if (first === undefined || !rows.markRead(database, key, captureId, first.reading)) return false;
    for (const { id, reading } of others) rows.insertPartCapture(database, key, { id, of: captureId }, reading);
    for (const [part, { id, box }] of parts.entries()) {
      if (box !== null) insertPart(database, id, { pictureId: captureId, part, parts: parts.length, box });
    }
    divideAhead(database, key, parts.map(({ id }) => id));
    return true;
  });
}
