/** The part of the contract that concerns updates. Spread into contract.ts. */
import { z } from 'zod';
import type { UpdateState } from './updates.ts';

export const updateInputs = {
  'update:state': z.undefined(),
  /** Looks now and fetches what it finds; answered when that is done. */
  'update:check': z.undefined(),
  /** Restarts into the downloaded version; refused while somebody is typing a guest's data. */
  'update:install': z.undefined(),
  /** The page tells whether something is begun that a restart would lose. */
  'update:busy': z.strictObject({ typing: z.boolean() }),
} as const;

export type UpdateOutputs = {
  'update:state': UpdateState;
  'update:check': UpdateState;
  'update:install': UpdateState;
  'update:busy': null;
};

export type UpdateEvents = { 'update:changed': UpdateState };
