import type { updateInputs } from '../../shared/update-contract.ts';
import type { Updates } from '../updates/updates.ts';
import type { RequestTable } from './handle.ts';
import type { Guard } from './request-gate.ts';

type Names = keyof typeof updateInputs;

/** Channel and hours are settings; when exactly to restart is for whoever sits at the desk and sees that nobody waits. */
export const UPDATE_GUARDS = {
  'update:state': 'anyone', 'update:check': 'anyone', 'update:install': 'anyone', 'update:busy': 'anyone',
} as const satisfies Record<Names, Guard>;

export type UpdateParts = { readonly updates: Updates };

/** What concerns newer versions of the program. */
export function updateRequests({ updates }: UpdateParts): Pick<RequestTable, Names> {
  return {
    'update:state': async () => updates.state(),
    'update:check': () => updates.check(),
    'update:install': () => updates.install(),
    'update:busy': async ({ typing }) => {
      updates.setTyping(typing);
      return null;
    },
  };
}
