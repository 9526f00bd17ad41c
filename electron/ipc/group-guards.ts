import type { groupInputs } from '../../shared/group-contract.ts';
import type { Guard } from './request-gate.ts';

/** Who may ask what concerns group check-ins: the front desk, whose daily work they are. */
export const GROUP_GUARDS = {
  'group:list': 'anyone', 'group:card': 'anyone', 'group:add': 'anyone', 'group:edit': 'anyone', 'group:addGuests': 'anyone',
  'group:removeGuest': 'anyone', 'group:checkIn': 'anyone', 'group:takeWaiting': 'anyone', 'group:assign': 'anyone',
  'group:remove': 'anyone', 'group:stayOf': 'anyone', 'group:readList': 'anyone', 'group:previewConfirm': 'anyone',
  'group:confirm': 'anyone',
} as const satisfies Record<keyof typeof groupInputs, Guard>;
