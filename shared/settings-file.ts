import { z } from 'zod';
import type { Previewed } from './confirmed-action.ts';

/** One thing that an imported file would change; values as people can read them, '' for none. */
export type SettingsChange = { readonly name: string; readonly before: string; readonly after: string };

export type ImportPreview = {
  readonly changes: readonly SettingsChange[];
  /** Names of destinations whose secret this desk does not have: secrets are never in the file. */
  readonly secretsMissing: readonly string[];
};

/** `name`: what the file has and this program does not know, or what is not as it should be. */
export type ImportAnswer =
  | { readonly kind: 'left' }
  | { readonly kind: 'notOurs' | 'newer' }
  | { readonly kind: 'unknownName' | 'wrong'; readonly name: string }
  | { readonly kind: 'shown'; readonly shown: Previewed<ImportPreview> };

/** So long that it withstands whoever gets the file; a sentence will do. */
export const passphraseSchema = z.string().min(12).max(200);

/** `mark`: eight signs by which desks with the same pepper are known; tells nothing of it. */
export type PepperPreview = {
  readonly mark: string;
  /** What this desk has now; null for none. */
  readonly own: string | null;
  /** Contacts this desk has brought to a CRM under its present pepper. */
  readonly delivered: number;
};
export type PepperAnswer =
  | { readonly kind: 'left' | 'notOurs' | 'wrongPassphrase' }
  | { readonly kind: 'shown'; readonly shown: Previewed<PepperPreview> };

/** By the names of destinations where this desk knows them, else by what they are. */
export type SecretsPreview = {
  readonly names: readonly string[];
  /** Those that this desk has already, and others. */
  readonly replaced: readonly string[];
};
export type SecretsAnswer =
  | { readonly kind: 'left' | 'notOurs' | 'wrongPassphrase' }
  | { readonly kind: 'shown'; readonly shown: Previewed<SecretsPreview> };
