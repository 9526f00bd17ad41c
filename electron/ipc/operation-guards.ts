import type { RequestName } from '../../shared/contract.ts';
import type { operationInputs } from '../../shared/operation-contract.ts';
import type { Guard } from './request-gate.ts';

/** Who may ask what concerns the running of the program. */
export const OPERATION_GUARDS = {
  // A new desk takes its passwords before it has a PIN; none is ever given away without one.
  'secrets:export': 'deed', 'secrets:import': 'settings', 'secrets:commit': 'settings',
  'settings:locked': 'anyone',
  'screen:state': 'anyone', 'screen:active': 'anyone', 'screen:lock': 'anyone', 'screen:unlock': 'anyone',
  // A desk PIN that is forgotten is helped by the administrator's, so that one must be set first.
  'screen:setPin': 'deed',
  'clipboard:copied': 'anyone', 'doctor:run': 'anyone', 'doctor:copy': 'anyone',
  'logs:list': 'settings', 'logs:export': 'settings',
  'backup:state': 'anyone', 'backup:run': 'settings', 'recovery:show': 'deed',
  'restore:begin': 'settings', 'restore:restart': 'settings',
} as const satisfies Record<keyof typeof operationInputs, Guard>;

/** What is answered while the screen is locked: what unlocks it, and what tells nothing of guests. */
export const WHILE_LOCKED: ReadonlySet<RequestName> = new Set<RequestName>([
  'app:info', 'desk:status', 'desk:retryKeychain', 'settings:get', 'settings:locked', 'admin:state', 'admin:resetPin',
  'screen:state', 'screen:active', 'screen:lock', 'screen:unlock', 'update:state', 'update:busy',
]);
