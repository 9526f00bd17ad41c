/** How long one attempt may take, its waiting for the other side's rate limit included. */
export const DELIVERY_TIMEOUT_MS = 90_000;

/** How long an attempt that was cut off may take to say what it knows. */
export const LAST_WORDS_MS = 5_000;

/**
 * How long after its start a request may still have its effect at the other side: Bitrix24 ends one after 60 s, and
 * whoever looks earlier and finds nothing has learnt nothing.
 */
export const LATE_EFFECT_MS = 65_000;

/** Longer than an attempt and its late effect together, so that whoever claims anew after a crash looks late enough. */
export const LEASE_MS = DELIVERY_TIMEOUT_MS + LAST_WORDS_MS + LATE_EFFECT_MS + 20_000;

/** Nobody is obeyed who asks for more patience than this; what waits longer was noted by a clock that was wrong. */
export const LONGEST_WAIT_MS = 60 * 60_000;

/** An idle lane looks again after this, in case the clock was changed or a kick got lost. */
export const IDLE_MS = 60_000;

/** How long a quitting desk lets an attempt finish before it cuts it off. */
export const DRAIN_MS = 5_000;
