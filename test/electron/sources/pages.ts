import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The made-up documents that travel with the program, as a scanner would send them. */
export const PAGES: readonly Uint8Array[] = ['1-passport.jpg', '2-identity-card.jpg', '3-identity-card-td2.jpg']
  .map((name) => readFileSync(path.resolve(import.meta.dirname, '../../../resources/demo', name)));
