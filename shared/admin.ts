import { z } from 'zod';

/** Digits, so that it can be typed on any keyboard layout and told over the phone. */
export const pinSchema = z.string().regex(/^\d{6,12}$/);

/** All alike, or each one more or one less than the digit before: what people try first. */
export function isSimplePin(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at]));
  return [0, 1, -1].some((step) => steps.every((one) => one === step));
}

/** What the page may know of the administrator's lock. */
export type AdminState = {
  /** Whether a PIN was set; until then whoever sits at the desk is the administrator of the settings. */
  readonly pin: boolean;
  /** The PIN was given a short while ago. */
  readonly unlocked: boolean;
  /** Milliseconds until the next try after too many mistakes; 0: now. */
  readonly waitMs: number;
};
