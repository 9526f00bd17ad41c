/** How finely 0..1 is told apart: four times as finely as a picture's own grey. */
const BINS = 1024;

/**
 * Values at these shares of all, counted from the least, for values of 0..1; NaN counts for nothing, and where there is
 * nothing else the answer is NaN. By counting, as sorting a line's pixels takes longer than reading them.
 */
export function quantiles(values: Float32Array, shares: readonly number[]): number[] {
  const counts = new Uint32Array(BINS);
  let total = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    const bin = Math.min(BINS - 1, Math.max(0, (value * (BINS - 1) + 0.5) | 0));
    counts[bin] = (counts[bin] ?? 0) + 1;
    total += 1;
  }
  if (total === 0) return shares.map(() => NaN);
  return shares.map((share) => {
    let below = 0;
    return counts.findIndex((count) => {
      below += count;
      return below === total || below > share * total;
    }) / (BINS - 1);
  });
}
