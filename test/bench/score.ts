/** How well a reading matches the truth. */
import type { ReadDocument, Reading } from '../../shared/reading.ts';
import type { Sample } from './truth.ts';

export type Scored = {
  readonly sample: Sample;
  readonly ms: number;
  readonly status: 'sure' | 'check' | 'none' | 'error';
  readonly exact: boolean;
  /** Edit distance over length of all lines; 1 when nothing was read. */
  readonly errorRate: number;
  readonly wrongSure: boolean;
  readonly read: readonly string[];
  readonly document: ReadDocument | null;
  readonly note: string;
};

/** Levenshtein's distance. */
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

export const errorRate = (read: readonly string[], truth: readonly string[]): number =>
  truth.length === 0 ? 0 : Math.min(1, distance(read.join('\n'), truth.join('\n')) / truth.join('\n').length);

export const textOf = (document: ReadDocument): string[] => document.lines.map(({ text }) => text);

/** Scores the document nearest to the truth; any other document found is a false one and spoils `sure`. */
export function score(sample: Sample, reading: Reading): Scored {
  const ranked = reading.documents
    .map((document) => ({ document, rate: errorRate(textOf(document), sample.lines) }))
    .sort((one, other) => one.rate - other.rate);
  const best = ranked[0];
  const read = best ? textOf(best.document) : [];
  const printed = sample.lines.length > 0;
  const exact = read.join('\n') === sample.lines.join('\n') && reading.documents.length === (printed ? 1 : 0);
  const falseSure = ranked.some(({ document, rate }) => document.status === 'sure' && (rate > 0 || !printed));
  return {
    sample, ms: reading.ms, exact, read, document: best?.document ?? null,
    status: best?.document.status ?? 'none',
    errorRate: best?.rate ?? (sample.lines.length === 0 ? 0 : 1),
    wrongSure: falseSure,
    note: reading.quality.join(' '),
  };
}

export const failed = (sample: Sample, code: string): Scored => ({
  sample, ms: NaN, status: 'error', exact: false, errorRate: 1, wrongSure: false, read: [], document: null, note: code,
});
