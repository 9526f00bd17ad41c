/** What the desk finds out about itself and its computer. Codes and numbers only: it may be copied and sent to anybody. */

/** In the order they are shown. */
export const CHECKS = [
  'program', 'keychain', 'database', 'backups', 'disk', 'models', 'reader', 'clock', 'camera', 'scanners', 'bot', 'destinations', 'updates',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** `good`: works; `look`: works, but not as well as it could; `bad`: somebody must do something; `off`: not in use. */
export type Verdict = 'good' | 'look' | 'bad' | 'off';

/** Every answer there is, with how it is judged. Sentences stand in shared/texts/doctor-*.ts. */
export const ANSWERS = {
  'program.is': 'good', 'policyFile.read': 'good', 'policyFile.broken': 'bad', 'check.failed': 'bad', 'check.late': 'bad',
  'keychain.fine': 'good', 'keychain.unavailable': 'bad', 'keychain.locked': 'bad', 'keychain.keyLost': 'bad', 'keychain.wrongKey': 'bad',
  'keychain.inMemory': 'off',
  'database.fine': 'good', 'database.none': 'off', 'database.damaged': 'bad', 'database.fromTheFuture': 'bad', 'database.unreadable': 'bad',
  'audit.broken': 'bad',
  'backups.none': 'look', 'backups.notYet': 'look', 'backups.fine': 'good', 'backups.old': 'bad', 'backups.failed': 'bad', 'backups.keyMissing': 'look',
  'disk.fine': 'good', 'disk.low': 'look', 'disk.full': 'bad',
  'models.fine': 'good', 'models.damaged': 'bad',
  'reader.native': 'good', 'reader.wasm': 'look', 'reader.starting': 'look', 'reader.down': 'bad',
  'clock.fine': 'good', 'clock.wrong': 'bad', 'clock.unknown': 'off',
  'camera.fine': 'good', 'camera.none': 'look', 'camera.unknown': 'off',
  'scanners.none': 'off', 'scanners.fine': 'good', 'scanners.trouble': 'bad',
  'bot.off': 'off', 'bot.fine': 'good', 'bot.trouble': 'bad',
  'destinations.none': 'off', 'destinations.fine': 'good', 'destinations.trouble': 'bad',
  'updates.off': 'off', 'updates.fine': 'good', 'updates.trouble': 'look', 'updates.forged': 'bad',
} as const satisfies Record<string, Verdict>;
export type DoctorAnswer = keyof typeof ANSWERS;

/**
 * `about`: our own id of what it concerns, where there are several (a destination); '' otherwise. `detail`: a further
 * code; '' for none. `facts`: numbers and versions for the sentence.
 */
export type Finding = {
  readonly check: CheckName;
  readonly answer: DoctorAnswer;
  readonly about: string;
  readonly detail: string;
  readonly facts: readonly (string | number)[];
};

export const verdictOf = ({ answer }: Pick<Finding, 'answer'>): Verdict => ANSWERS[answer];
