import type { intakeInputs } from '../../shared/intake-contract.ts';
import type { Guard } from './request-gate.ts';

/** Who may ask what concerns watched folders and batches. */
export const INTAKE_GUARDS = {
  'folder:list': 'anyone', 'folder:choose': 'settings', 'folder:add': 'settings', 'folder:edit': 'settings',
  'folder:test': 'settings', 'folder:remove': 'settings',
  'batch:start': 'anyone', 'batch:list': 'anyone', 'batch:rows': 'anyone', 'batch:pause': 'anyone', 'batch:resume': 'anyone',
  'batch:cancel': 'anyone', 'batch:rerun': 'anyone', 'batch:forget': 'anyone', 'batch:export': 'anyone',
} as const satisfies Record<keyof typeof intakeInputs, Guard>;
