import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';

/**
 * Where this desk keeps its things. `demo`: a throw-away folder, erased at the end, with its key in memory only.
 * `smoke`: a demonstration that ends by itself and tells by its exit code whether the program works; for those who pack it.
 * `usual`: the folder the system gives this program, not one named with `--user-data-dir`.
 */
export type Profile = { readonly folder: string; readonly demo: boolean; readonly usual: boolean; readonly smoke: boolean };

/** Must run before `ready` and before the instance lock, which is one per profile. */
export function chooseProfile(): Profile {
  const smoke = process.argv.includes('--smoke-check');
  const demo = smoke || process.argv.includes('--demo');
  if (demo) app.setPath('userData', mkdtempSync(path.join(tmpdir(), 'kakdoma-desk-demo-')));
  const usual = !demo && !process.argv.some((argument) => argument.startsWith('--user-data-dir='));
  return { folder: app.getPath('userData'), demo, usual, smoke };
}
