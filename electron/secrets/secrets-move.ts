/** Passwords of destinations, the bot's token and the hash key, handed to another desk by one file under a passphrase. */
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Committed } from '../../shared/confirmed-action.ts';
import { secretAccount } from '../../shared/destinations.ts';
import type { SecretsAnswer, SecretsPreview } from '../../shared/settings-file.ts';
import type { Settings } from '../../shared/settings.ts';
import { BOT_TOKEN_ACCOUNT } from '../../shared/telegram.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import { createConfirmedAction } from '../confirmed-action.ts';
import type { Keychain } from './keychain.ts';
import { openUnderPassphrase, sealUnderPassphrase } from './passphrase-file.ts';

const KIND = 'kakdoma-desk-secrets';
const MOST_BYTES = 500_000;
const PEPPER_ACCOUNT = 'passport-pepper';
/** Nothing else of the keychain is ever set by a file: above all not the key of this desk's own data. */
const ACCOUNT = /^(?:destination\/[a-z][a-z0-9-]{0,39}|telegram\/token|passport-pepper)$/;
const secretsSchema = z.record(z.string().regex(ACCOUNT), z.string().min(1).max(2000));
type Secrets = z.infer<typeof secretsSchema>;

export type SecretsMove = {
  /** How many secrets were written. */
  write(file: string, passphrase: string): Promise<number>;
  /** The dry run of taking them over. */
  read(file: string, passphrase: string): Promise<SecretsAnswer>;
  commit(token: string): Promise<Committed<null>>;
};

/** `taken`: with the accounts that are new, so that whoever uses them begins anew. */
export function createSecretsMove(parts: {
  keychain: Keychain; settings: () => Settings; taken: (accounts: readonly string[]) => void;
}): SecretsMove {
  const { keychain, settings, taken } = parts;
  const nameOf = (account: string): string => settings().destinations.find(({ id }) => secretAccount(id) === account)?.name ?? account;

  const action = createConfirmedAction<Secrets, Secrets, SecretsPreview, null>({
    async look(secrets) {
      const accounts = Object.keys(secrets);
      const there = await Promise.all(accounts.map((account) => keychain.get(account)));
      const replaced = accounts.filter((account, at) => there[at] !== null && there[at] !== secrets[account]);
      return { plan: secrets, preview: { names: accounts.map(nameOf), replaced: replaced.map(nameOf) } };
    },
    async commit(secrets) {
      for (const [account, secret] of Object.entries(secrets)) await keychain.set(account, secret);
      taken(Object.keys(secrets));
      return null;
    },
  });

  return {
    async write(file, passphrase) {
      const accounts = [...settings().destinations.map(({ id }) => secretAccount(id)), BOT_TOKEN_ACCOUNT, PEPPER_ACCOUNT];
      const found = await Promise.all(accounts.map(async (account) => [account, await keychain.get(account)] as const));
      const secrets = Object.fromEntries(found.filter(([, secret]) => secret !== null));
      const text = await sealUnderPassphrase(KIND, Buffer.from(JSON.stringify(secrets), 'utf8'), passphrase);
      await writeFileAtomically(file, Buffer.from(text));
      return Object.keys(secrets).length;
    },
    async read(file, passphrase) {
      const text = (await stat(file)).size > MOST_BYTES ? '' : await readFile(file, 'utf8');
      const opened = await openUnderPassphrase(KIND, text, passphrase);
      if (opened.kind !== 'opened') return { kind: opened.kind };
      const secrets = secretsSchema.safeParse(JSON.parse(opened.plain.toString('utf8')));
      return secrets.success ? { kind: 'shown', shown: await action.preview(secrets.data) } : { kind: 'notOurs' };
    },
    commit: (token) => action.commit(token),
  };
}
