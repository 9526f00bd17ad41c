/**
 * `npm run archive -- decrypt <files or folders> --out <folder> [--recovery-key]`: opens archive objects with the
 * keychain of the desk that wrote them, or with the recovery key, which is asked for and never an argument: those are
 * kept in histories and shown to other users. `npm run archive -- recovery-key`: shows that key. `--profile <folder>`:
 * the keys of a desk started with `--user-data-dir`. Exit codes in archive-commands.ts; 64 for a wrong call.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { keychainService } from '../secrets/keychain-service.ts';
import { createOsKeychain } from '../secrets/os-keychain.ts';
import { decryptObjects, showRecoveryKey, type KeySource } from './archive-commands.ts';
import { terminal, typedRecoveryKey } from './terminal.ts';

const USAGE = `usage: npm run archive -- decrypt <files or folders> --out <folder> [--recovery-key] [--profile <folder>]
       npm run archive -- recovery-key [--profile <folder>]`;

async function main(): Promise<number> {
  const options = {
    out: { type: 'string' }, profile: { type: 'string' }, 'recovery-key': { type: 'boolean', default: false },
  } as const;
  const { values, positionals: [command, ...sources] } = parseArgs({ allowPositionals: true, options });
  const service = keychainService(values.profile === undefined ? null : path.resolve(values.profile));
  const keychain = createOsKeychain({ service });
  if (command === 'recovery-key' && sources.length === 0) return showRecoveryKey(keychain, terminal);
  if (command === 'decrypt' && sources.length > 0 && values.out !== undefined) {
    const from: KeySource = values['recovery-key']
      ? { from: 'paper', text: await typedRecoveryKey() } : { from: 'keychain', keychain };
    return decryptObjects(sources, values.out, from, terminal);
  }
  terminal.tell(USAGE);
  return 64;
}

process.exitCode = await main();
