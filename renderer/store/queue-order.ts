import type { CaptureSummary } from '../../shared/capture.ts';

/** Those who wait first, in the order they came; the confirmed below, latest first. */
export function queueOrder(captures: readonly CaptureSummary[]): readonly CaptureSummary[] {
  const waiting = captures.filter((capture) => capture.state.kind !== 'confirmed');
  const done = captures.filter((capture) => capture.state.kind === 'confirmed');
  return [...waiting.toSorted(byArrival), ...done.toSorted((a, b) => byArrival(b, a))];
}

const byArrival = (a: CaptureSummary, b: CaptureSummary): number => a.capturedAt - b.capturedAt || a.number - b.number;

/** How soon a capture can be worked on; null once confirmed. Lower comes first. */
function readiness(capture: CaptureSummary): number | null {
  switch (capture.state.kind) {
    case 'read':
      return 0;
    case 'reading':
      return 1;
    case 'captured':
      return 2;
    case 'parked':
      return 3;
    case 'confirmed':
      return null;
  }
}

/** The capture to open after `doneId`: the readiest one that waits, those that came after it before those before it. */
export function nextWaiting(captures: readonly CaptureSummary[], doneId: string | null): CaptureSummary | null {
  const order = captures.toSorted(byArrival);
  const from = order.findIndex((capture) => capture.id === doneId) + 1;
  const around = [...order.slice(from), ...order.slice(0, from)].filter((capture) => capture.id !== doneId);
  const ranked = around.flatMap((capture) => {
    const rank = readiness(capture);
    return rank === null ? [] : [{ capture, rank }];
  });
  return ranked.toSorted((a, b) => a.rank - b.rank)[0]?.capture ?? null;
}

/** The neighbour in the queue as shown, `step` rows down (negative: up); stays at the ends. Null for an empty queue. */
export function neighbour(ids: readonly string[], selected: string | null, step: number): string | null {
  if (ids.length === 0) return null;
  const at = selected === null ? -1 : ids.indexOf(selected);
  const start = at === -1 && step < 0 ? ids.length : at;
  return ids[Math.min(Math.max(start + step, 0), ids.length - 1)] ?? null;
}
