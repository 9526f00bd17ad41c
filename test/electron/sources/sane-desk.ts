/** A SANE set up for one test: which backends there are and how they are configured. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../profile.ts';

const run = spawnSync('scanimage', ['--version'], { encoding: 'utf8' });
/** Whether SANE's programs are on this machine (scripts/setup/debian.ts installs them where it can). */
export const HAS_SANE = run.status === 0;

/** A folder for SANE_CONFIG_DIR: backends by name, each with its configuration. */
export function saneConfig(backends: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'dll.conf'), `${Object.keys(backends).join('\n')}\n`);
  for (const [backend, text] of Object.entries(backends)) writeFileSync(join(folder, `${backend}.conf`), text);
  return folder;
}
