import { vi } from 'vitest';

/** Looks until what it expects is so, and gives what it looked at: a state is waited for, however busy the machine is. */
export const until = <Seen>(look: () => Seen | Promise<Seen>): Promise<Seen> =>
  vi.waitFor(look, { timeout: 20_000, interval: 20 });
