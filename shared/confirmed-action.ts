import { z } from 'zod';

/** Made by a dry run; confirms exactly what that dry run showed, once. */
export const actionToken = z.uuid();

/** What a dry run answers with: what would happen, and the token that confirms it. */
export type Previewed<Preview> = { readonly token: string; readonly preview: Preview };

/** `expired`: the token is unknown, too old, or its commit failed; only another dry run tells what is so now. */
export type Committed<Result> =
  | { readonly kind: 'done' | 'alreadyDone'; readonly result: Result }
  | { readonly kind: 'alreadyRunning' }
  | { readonly kind: 'expired' };
