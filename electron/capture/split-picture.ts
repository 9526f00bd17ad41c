/** One picture that shows several documents: each becomes a capture of its own, and is known again by its place. */
import type { Point, ReadDocument, Reading } from '../../shared/reading.ts';

/** Left, top, right and bottom of a zone as shares (0..1) of the upright picture. */
export type ZoneBox = readonly [left: number, top: number, right: number, bottom: number];

/**
 * Share of a zone's length by which its middle may lie elsewhere when the picture is read again, by another model or more
 * closely. Zones of two documents side by side are at least half their length apart.
 */
const MOST_MOVED = 0.25;

/** Where the zone of a document lies. */
export function boxOf({ lines }: ReadDocument, { width, height }: Pick<Reading, 'width' | 'height'>): ZoneBox {
  const points = lines.flatMap(({ quad }): readonly Point[] => quad);
  const [xs, ys] = [points.map(([x]) => x / Math.max(1, width)), points.map(([, y]) => y / Math.max(1, height))];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The reading of one of its documents; what is said of the picture holds for each. */
export function onlyDocument(reading: Reading, index: number): Reading {
  const document = reading.documents[index];
  return { ...reading, documents: document === undefined ? [] : [document], status: document?.status ?? 'none' };
}

/** Zones whose middles lie closer than this share of the longest one's length are in one row. */
const ROW = 0.4;

/** Indices of its documents as people look at a picture: row by row, from left to right. */
export function inReadingOrder(reading: Reading): number[] {
  const boxes = reading.documents.map((document) => boxOf(document, reading));
  const longest = Math.max(...boxes.map(([left, top, right, bottom]) =>
    Math.max((right - left) * reading.width, (bottom - top) * reading.height)));
  const places = boxes.map(([left, top, right, bottom], index) => ({
    index, row: Math.round((((top + bottom) / 2) * reading.height) / Math.max(1, longest * ROW)), x: (left + right) / 2,
  }));
  return places.toSorted((one, other) => one.row - other.row || one.x - other.x).map(({ index }) => index);
}

/** Which document lies where a zone lay when the picture was read first; -1 where none does. */
export function documentAt(reading: Reading, before: ZoneBox): number {
  const { width, height, documents } = reading;
  const middle = ([left, top, right, bottom]: ZoneBox) => [((left + right) / 2) * width, ((top + bottom) / 2) * height] as const;
  const [left, top, right, bottom] = before;
  const reach = MOST_MOVED * Math.max((right - left) * width, (bottom - top) * height);
  const [x, y] = middle(before);
  const distances = documents.map((document) => {
    const [atX, atY] = middle(boxOf(document, reading));
    return Math.hypot(atX - x, atY - y);
  });
  const least = Math.min(...distances);
  return least <= reach ? distances.indexOf(least) : -1;
}
