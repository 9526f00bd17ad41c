/** The part of the contract that concerns how the program is run. Spread into contract.ts. */
import { z } from 'zod';
import { actionToken, type Committed } from './confirmed-action.ts';
import { passphraseSchema, type SecretsAnswer } from './settings-file.ts';
import type { BackupState, RestoreAnswer } from './backup.ts';
import type { Finding } from './doctor.ts';
import type { LogRow } from './log-row.ts';
import { deskPinSchema, SCREEN_KEYS, type ScreenState } from './operation.ts';

export const operationInputs = {
  /** Dotted names of settings that the computer's policy file holds. */
  'settings:locked': z.undefined(),
  /** Passwords for another desk, and from one. Both ask for a file by the system's dialog. */
  'secrets:export': z.strictObject({ passphrase: passphraseSchema }),
  'secrets:import': z.strictObject({ passphrase: z.string().max(200) }),
  'secrets:commit': z.strictObject({ token: actionToken }),
  'screen:state': z.undefined(),
  /** Somebody is at the desk: the idle minutes begin anew. */
  'screen:active': z.undefined(),
  'screen:lock': z.undefined(),
  'screen:unlock': z.strictObject({ pin: z.string().max(12), by: z.enum(SCREEN_KEYS) }),
  'screen:setPin': z.strictObject({ pin: deskPinSchema }),
  /** A number was copied: it is taken off the clipboard after a while, unless something else lies there by then. */
  'clipboard:copied': z.undefined(),
  /** Looks at everything; takes up to half a minute. `cameras`: how many the page sees. */
  'doctor:run': z.strictObject({ cameras: z.int().min(0).max(100).nullable() }),
  /** Puts what was found last onto the clipboard. */
  'doctor:copy': z.undefined(),
  /** The program's own log, newest first. `correlationId`: only what concerns one document. */
  'logs:list': z.strictObject({ level: z.enum(['all', 'warn']), correlationId: z.uuid().nullable(), limit: z.int().min(1).max(5000) }),
  /** Asks for a place by the system's save dialog; null when it was left, else how many lines. */
  'logs:export': z.undefined(),
  'backup:state': z.undefined(),
  /** Makes one now and proves it; may take long. */
  'backup:run': z.undefined(),
  /** What opens backups and archive, for paper. Noted in the audit log. */
  'recovery:show': z.undefined(),
  /** Asks for the files of a backup. Only a desk without registrations becomes another. */
  'restore:begin': z.strictObject({ recoveryKey: z.string().max(200) }),
  'restore:restart': z.undefined(),
} as const;

export type OperationOutputs = {
  'settings:locked': readonly string[];
  /** How many were written; null when the dialog was left. */
  'secrets:export': number | null;
  'secrets:import': SecretsAnswer;
  'secrets:commit': Committed<null>;
  'screen:state': ScreenState;
  'screen:active': null;
  'screen:lock': ScreenState;
  'screen:unlock': ScreenState;
  'screen:setPin': ScreenState;
  'clipboard:copied': null;
  'doctor:run': readonly Finding[];
  'doctor:copy': null;
  'logs:list': readonly LogRow[];
  'logs:export': number | null;
  'backup:state': BackupState;
  'backup:run': BackupState;
  'recovery:show': { text: string };
  'restore:begin': RestoreAnswer;
  'restore:restart': null;
};

export type OperationEvents = {
  'screen:changed': ScreenState;
  /** A backup began or ended; ask for the state. */
  'backup:changed': null;
};
