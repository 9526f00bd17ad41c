/** What the audit log knows of. Codes; the page has words for each. */
export const AUDIT_ACTIONS = [
  'registration.confirmed', 'registration.revealed', 'registration.delivered', 'capture.discarded', 'capture.seen',
  'guest.erased', 'erasure.finished', 'erasure.retried', 'purge.removed',
  'settings.changed', 'settings.exported', 'settings.imported', 'pepper.exported', 'pepper.imported', 'audit.exported',
  'destination.changed', 'destination.secretSet', 'destination.removed', 'delivery.retried', 'delivery.resent',
  'admin.pinSet', 'admin.unlocked', 'admin.refused', 'admin.locked', 'bot.erased',
  'bot.denied', 'bot.resent', 'bot.guestErased', 'recovery.shown', 'secrets.exported', 'secrets.imported', 'screen.pinSet', 'screen.refused',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** `desk`: whoever sat there; `administrator`: somebody who gave the PIN; `program`: nobody, by itself. */
export const AUDIT_ACTORS = ['desk', 'administrator', 'program'] as const;
export type AuditActor = (typeof AUDIT_ACTORS)[number];

/** One entry. It outlives the personal data it speaks of, so it names things by ids, codes and counts only. */
export type AuditRow = {
  readonly id: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  /** Id of the registration, capture, destination or erasure; names of settings; `-` where there is nothing to name. */
  readonly subject: string;
  /** More of it where there is more: a destination's id, counts. */
  readonly detail: string;
};

/** `brokenAt`: the first entry that is not as it was written, or before which one is gone; null: all is whole. */
export type AuditCheck = { readonly entries: number; readonly brokenAt: number | null };
