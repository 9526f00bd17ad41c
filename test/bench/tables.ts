/** Tables of figures for a terminal and for docs/benchmarks.md: they are Markdown. */
import type { Scored } from './score.ts';

export const percent = (part: number, whole: number, digits = 1): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(digits)}%`;

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const all = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...all.slice(1).map(line)].join('\n');
}

export function accuracyRow(name: string, scored: readonly Scored[]): (string | number)[] {
  const count = (of: (one: Scored) => boolean): number => scored.filter(of).length;
  const sure = count(({ status }) => status === 'sure');
  // Where nothing is printed there is nothing to be sure of.
  const printed = count(({ sample }) => sample.lines.length > 0);
  const mean = scored.reduce((sum, { errorRate }) => sum + errorRate, 0) / Math.max(1, scored.length);
  return [
    name, scored.length, percent(count(({ exact }) => exact), scored.length), percent(sure, printed),
    count(({ wrongSure }) => wrongSure), percent(mean, 1, 2), count(({ status }) => status === 'none'),
    count(({ status }) => status === 'error'),
  ];
}

export const ACCURACY_HEAD = ['', 'pictures', 'exact', 'sure', 'wrong sure', 'signs wrong', 'none', 'errors'] as const;

/** Accuracy of everything and of each group a picture belongs to. */
export function accuracyTable(scored: readonly Scored[], groupsOf: (one: Scored) => readonly string[]): string {
  const names = [...new Set(scored.flatMap(groupsOf))].sort();
  return table(ACCURACY_HEAD, [
    accuracyRow('all', scored),
    ...names.map((name) => accuracyRow(name, scored.filter((one) => groupsOf(one).includes(name)))),
  ]);
}

export function timeRow(name: string, ms: readonly number[]): (string | number)[] {
  const [p50, p95, most] = [0.5, 0.95, 1].map((share) => quantile(ms, share).toFixed(0)) as [string, string, string];
  return [name, ms.length, p50, p95, most];
}

export const TIME_HEAD = ['ms', 'pictures', 'p50', 'p95', 'most'] as const;

/** Stated against true, in ten bins; the last bins are narrow, as nearly everything lies there. */
export function reliabilityTable(what: string, pairs: readonly { stated: number; right: boolean }[]): string {
  const edges = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 1.000001];
  const rows = edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    const inside = pairs.filter(({ stated }) => stated >= from && stated < to);
    const stated = inside.reduce((sum, pair) => sum + pair.stated, 0) / Math.max(1, inside.length);
    const right = inside.filter((pair) => pair.right).length;
    const name = `${from} – ${Math.min(1, to)}`;
    return [name, inside.length, percent(inside.length > 0 ? stated : 0, Math.min(1, inside.length), 2),
      percent(right, inside.length, 2)];
  });
  return table([what, 'number', 'stated', 'true'], rows);
}
