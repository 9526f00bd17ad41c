import { describe, expect, it } from 'vitest';
import type { CaptureState, CaptureSummary } from '../../../shared/capture.ts';
import { neighbour, nextWaiting, queueOrder } from '../../../renderer/store/queue-order.ts';

const capture = (number: number, state: CaptureState): CaptureSummary => ({
  id: `c${number}`,
  source: 'drop',
  capturedAt: number,
  number,
  state,
  title: null,
});

const READ: CaptureState = { kind: 'read', status: 'sure', documents: 1 };
const DONE: CaptureState = { kind: 'confirmed', registrationIds: ['r'] };
const PARKED: CaptureState = { kind: 'parked', code: 'ocr.timedOut' };
const READING: CaptureState = { kind: 'reading', fraction: 0.5 };

const ids = (captures: readonly CaptureSummary[]): readonly string[] => captures.map(({ id }) => id);

describe('the queue', () => {
  it('lists who waits in the order they came, and the confirmed below, latest first', () => {
    const queue = queueOrder([capture(4, DONE), capture(3, READ), capture(2, DONE), capture(1, PARKED)]);
    expect(ids(queue)).toEqual(['c1', 'c3', 'c4', 'c2']);
  });

  it('opens the next read one after the confirmed, going round to earlier ones', () => {
    const captures = [capture(1, READ), capture(2, DONE), capture(3, READ)];
    expect(nextWaiting(captures, 'c2')?.id).toBe('c3');
    expect(nextWaiting(captures, 'c3')?.id).toBe('c1');
  });

  it('prefers what is read to what is being read, and that to what is parked', () => {
    const captures = [capture(1, DONE), capture(2, PARKED), capture(3, READING), capture(4, READ)];
    expect(nextWaiting(captures, 'c1')?.id).toBe('c4');
    expect(nextWaiting(captures.slice(0, 3), 'c1')?.id).toBe('c3');
    expect(nextWaiting(captures.slice(0, 2), 'c1')?.id).toBe('c2');
  });

  it('opens nothing when all are confirmed, and never the one just done', () => {
    expect(nextWaiting([capture(1, DONE), capture(2, READ)], 'c2')).toBeNull();
  });

  it('moves by arrows and stays at the ends', () => {
    const rows = ['a', 'b', 'c'];
    expect(neighbour(rows, 'a', 1)).toBe('b');
    expect(neighbour(rows, 'c', 1)).toBe('c');
    expect(neighbour(rows, null, 1)).toBe('a');
    expect(neighbour(rows, null, -1)).toBe('c');
    expect(neighbour([], 'a', 1)).toBeNull();
  });
});
