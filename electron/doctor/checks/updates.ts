import type { UpdateFailure } from '../../../shared/updates.ts';
import { finding, type Check } from '../check.ts';

/** Whether the update feed can be had and believed; nothing is fetched for it. */
export function checkUpdates(probe: (signal: AbortSignal) => Promise<'off' | 'good' | UpdateFailure>): Check {
  return {
    name: 'updates',
    async run(signal) {
      const found = await probe(signal);
      if (found === 'off') return [finding('updates', 'updates.off')];
      if (found === 'good') return [finding('updates', 'updates.fine')];
      return [finding('updates', found === 'feedForged' ? 'updates.forged' : 'updates.trouble', { detail: found })];
    },
  };
}
