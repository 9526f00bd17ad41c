import type { CaptureSummary } from '../../shared/capture.ts';
import type { Reading } from '../../shared/reading.ts';
import type { TypedAhead } from '../../shared/sent-ahead.ts';
import type { Database } from '../db/database.ts';
import { findAhead } from './ahead-rows.ts';
import { findCapture, findReading, summaryOf, type CaptureRow } from './capture-rows.ts';
import { findPart } from './part-rows.ts';

type Opened = () => { readonly database: Database; readonly key: Buffer };

/** Tells who listens how captures stand now. Names and progress live here only, never in the clear on the disk. */
export type CaptureNews = {
  summary(row: CaptureRow): CaptureSummary;
  /** Nothing when it is gone; to other ears while a resident has yet to hand it over. */
  announce(captureId: string): void;
  /** How far reading is, 0..1. */
  progress(captureId: string, fraction: number): void;
  progressEnded(captureId: string): void;
  /** The name is no longer what was read. */
  forgetTitle(captureId: string): void;
  gone(captureId: string): void;
  onChanged(listener: (summary: CaptureSummary) => void): () => void;
  onGone(listener: (captureId: string) => void): () => void;
  onHeldChanged(listener: (captureId: string) => void): () => void;
};

export function createCaptureNews(opened: Opened): CaptureNews {
  const changed = new Set<(summary: CaptureSummary) => void>();
  const gone = new Set<(captureId: string) => void>();
  const heldChanged = new Set<(captureId: string) => void>();
  const titles = new Map<string, string | null>();
  const fractions = new Map<string, number>();

  function titleOf(database: Database, key: Buffer, captureId: string): string | null {
    const known = titles.get(captureId);
    if (known !== undefined) return known;
    const reading = findReading(database, key, captureId);
    const ahead = findAhead(database, key, captureId);
    const title = reading === null ? null : titleOfReading(reading, ahead?.typed ?? []);
    if (reading !== null && ahead?.held !== true) titles.set(captureId, title);
    return title;
  }

  function summary(row: CaptureRow): CaptureSummary {
    const { database, key } = opened();
    const told = summaryOf(database, row, { title: titleOf(database, key, row.id), fraction: fractions.get(row.id) ?? 0 });
    const part = findPart(database, row.id);
    return {
      ...told, ...(findAhead(database, key, row.id) === undefined ? {} : { sentAhead: true }),
      ...(part === undefined ? {} : { part: { pictureId: part.pictureId, number: part.part + 1, of: part.parts } }),
    };
  }

  function announce(captureId: string): void {
    const { database, key } = opened();
    const row = findCapture(database, captureId);
    if (!row) return;
    if (findAhead(database, key, captureId)?.held === true) {
      for (const listener of heldChanged) listener(captureId);
      return;
    }
    const now = summary(row);
    for (const listener of changed) listener(now);
  }

  return {
    summary, announce,
    progress(captureId, fraction) {
      fractions.set(captureId, fraction);
      announce(captureId);
    },
    progressEnded: (captureId) => void fractions.delete(captureId),
    forgetTitle: (captureId) => void titles.delete(captureId),
    gone(captureId) {
      titles.delete(captureId);
      for (const listener of gone) listener(captureId);
    },
    onChanged: (listener) => listen(changed, listener),
    onGone: (listener) => listen(gone, listener),
    onHeldChanged: (listener) => listen(heldChanged, listener),
  };
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Surname and given names, of several documents one after the other. Null when nothing was read. */
function titleOfReading(reading: Reading, typed: readonly TypedAhead[]): string | null {
  const names = reading.documents.map((document, index) => {
    const { cyrillic, fields } = document;
    const ahead = typed[index];
    const surname = ahead?.cyrillicSurname || cyrillic?.surname || ahead?.surname || fields.surname?.value;
    const givenNames = ahead?.cyrillicGivenNames || cyrillic?.givenNames || ahead?.givenNames || fields.givenNames?.value;
    return [surname, givenNames].filter(Boolean).join(' ');
  });
  return names.filter((name) => name !== '').join(', ') || null;
}
