import type { DeliveryCode } from '../../shared/delivery.ts';

/** Why an attempt was cut off: its time was over, or else the desk is stopping. */
export function cutOffCode(signal: AbortSignal): DeliveryCode {
  const late = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  return late ? 'delivery.timedOut' : 'delivery.interrupted';
}

/** Ends as `work` does, or rejects as soon as the signal aborts: for what cannot be stopped, as a share that hangs. */
export async function untilCutOff<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: cutOff, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new Error('cut off', { cause: signal.reason }));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(), cutOff]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
