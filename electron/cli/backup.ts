/**
 * `npm run backup -- make --to <folder>`, `-- check <files>`, `-- restore <files> [--replace]`; `--recovery-key` asks for
 * the key on paper instead of the keychain's, `--profile <folder>` is for a desk started with `--user-data-dir`. Exit
 * codes in backup-commands.ts; 64 for a wrong call. The procedure stands in docs/backup.md.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Log } from '../log.ts';
import { keychainService } from '../secrets/keychain-service.ts';
import { createOsKeychain } from '../secrets/os-keychain.ts';
import type { KeySource } from './archive-commands.ts';
import { checkBackup, makeBackup, restoreBackup } from './backup-commands.ts';
import { usualProfileFolder } from './profile-folder.ts';
import { terminal, typedRecoveryKey } from './terminal.ts';

const USAGE = `usage: npm run backup -- make --to <folder> [--profile <folder>]
       npm run backup -- check <files or folder> [--recovery-key] [--profile <folder>]
       npm run backup -- restore <files or folder> [--recovery-key] [--replace] [--profile <folder>]`;

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function main(): Promise<number> {
  const options = {
    to: { type: 'string' }, profile: { type: 'string' },
    replace: { type: 'boolean', default: false }, 'recovery-key': { type: 'boolean', default: false },
  } as const;
  const { values, positionals: [command, ...files] } = parseArgs({ allowPositionals: true, options });
  const own = values.profile === undefined ? null : path.resolve(values.profile);
  const keychain = createOsKeychain({ service: keychainService(own) });
  const desk = { profile: own ?? usualProfileFolder(), keychain };
  const tools = { terminal, log: silent, now: Date.now };
  const key = async (): Promise<KeySource> =>
    (values['recovery-key'] ? { from: 'paper', text: await typedRecoveryKey() } : { from: 'keychain', keychain });
  if (command === 'make' && files.length === 0 && values.to !== undefined) {
    const { version } = JSON.parse(readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8')) as { version: string };
    return makeBackup(desk, values.to, version, tools);
  }
  if (command === 'check' && files.length > 0) return checkBackup(files, await key(), tools);
  if (command === 'restore' && files.length > 0) return restoreBackup(desk, files, await key(), { replace: values.replace }, tools);
  terminal.tell(USAGE);
  return 64;
}

process.exitCode = await main();
