import type { Migration } from '../migrate.ts';
import { captures } from './0010-captures.ts';
import { registrations } from './0020-registrations.ts';
import { deliveries } from './0030-deliveries.ts';
import { attempts } from './0040-attempts.ts';
import { deliveryHistory } from './0050-delivery-history.ts';
import { policy } from './0060-policy.ts';
import { auditChain } from './0070-audit-chain.ts';
import { adminPin } from './0080-admin-pin.ts';
import { erasures } from './0090-erasures.ts';
import { telegram } from './0100-telegram.ts';
import { botAction } from './0110-bot-action.ts';
import { intake } from './0160-intake.ts';
import { botErase } from './0200-bot-erase.ts';
import { groups } from './0170-groups.ts';
import { deskPin } from './0180-desk-pin.ts';
import { backupRuns } from './0190-backup-runs.ts';
import { pictureParts } from './0220-picture-parts.ts';
import { purgedGuests } from './0230-purged-guests.ts';
import { drafts } from './0240-drafts.ts';

/** Every migration, oldest first. One that has been released never changes; see docs/how-to/add-a-migration.md. */
export const ALL_MIGRATIONS: readonly Migration[] = [
  captures, registrations, deliveries, attempts, deliveryHistory, policy, auditChain, adminPin, erasures, telegram, botAction,
  intake, groups, deskPin, backupRuns, botErase, pictureParts, purgedGuests, drafts,
];
