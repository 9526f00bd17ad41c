/** What a backup holds: all that makes a desk, and the secrets to open it with. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { secretAccount } from '../../shared/destinations.ts';
import type { Settings } from '../../shared/settings.ts';
import { BOT_TOKEN_ACCOUNT } from '../../shared/telegram.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { sealStream } from './sealed-stream.ts';
import { writeTar, type TarEntry } from './tar.ts';
import { readIfThere } from '../system-code.ts';

export const NAMES = {
  manifest: 'backup.json', secrets: 'secrets.json', settings: 'settings.json', database: 'desk.db', pictures: 'pictures/',
} as const;

/** `registrations`: how many the database has, so that a restored one can be compared. */
export const manifestSchema = z.strictObject({
  kind: z.literal('kakdoma-desk-backup'), version: z.literal(1), program: z.string(), madeAt: z.int(), registrations: z.int(), pictures: z.int(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** By their accounts in the keychain. */
export const secretsSchema = z.record(z.string().max(100), z.string().max(10_000));

const ACCOUNTS = ['master-key', 'passport-pepper', BOT_TOKEN_ACCOUNT] as const;

export type DeskFolders = { readonly profile: string };
export const databaseOf = ({ profile }: DeskFolders): string => path.join(profile, 'store', 'desk.db');
const picturesOf = ({ profile }: DeskFolders): string => path.join(profile, 'store', 'pictures');

/**
 * Writes a backup of a desk that may be at work into `file`; everything in between lies in `scratch`, sealed as it is in
 * the profile. `now`: UTC milliseconds. Returns what the backup says of itself.
 */
export async function packDesk(parts: {
  desk: DeskFolders; settings: Settings; keychain: Keychain; archiveKey: Buffer; program: string; scratch: string; file: string; now: number;
}): Promise<Manifest> {
  const { desk, settings, keychain, archiveKey, program, scratch, file, now } = parts;
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const copy = path.join(scratch, 'snapshot.db');
  try {
    await rm(copy, { force: true });
    const registrations = await snapshot(databaseOf(desk), copy);
    // After the snapshot: a picture is there before its row is.
    const pictures = await readdir(picturesOf(desk));
    const manifest: Manifest = {
      kind: 'kakdoma-desk-backup', version: 1, program, madeAt: now, registrations, pictures: pictures.length,
    };
    const secrets = await secretsOf(keychain, settings);
    const entries = entriesOf({ manifest, secrets, settings: path.join(desk.profile, 'settings.json'), copy, folder: picturesOf(desk), pictures });
    await pipeline(Readable.from(sealStream(archiveKey, writeTar(entries)), { objectMode: false }), createWriteStream(file, { mode: 0o600 }));
    return manifest;
  } finally {
    await rm(copy, { force: true });
  }
}

/** A copy as of one moment, made beside the desk's own connection and a few pages at a time; how many registrations it has. */
async function snapshot(database: string, copy: string): Promise<number> {
  const source = new DatabaseSync(database, { readOnly: true, timeout: 5000 });
  try {
    await copyDatabase(source, copy, { rate: 500 });
  } finally {
    source.close();
  }
  const copied = new DatabaseSync(copy);
  try {
    // Kept in the copy's header: a backup is one file, without a write-ahead log beside it.
    copied.exec('PRAGMA journal_mode = DELETE');
    return Number(copied.prepare('SELECT count(*) AS n FROM registration').get()?.['n']);
  } finally {
    copied.close();
  }
}

async function secretsOf(keychain: Keychain, settings: Settings): Promise<Record<string, string>> {
  const accounts = [...ACCOUNTS, ...settings.destinations.map(({ id }) => secretAccount(id))];
  const found = await Promise.all(accounts.map(async (account) => [account, await keychain.get(account)] as const));
  return Object.fromEntries(found.flatMap(([account, secret]) => (secret === null ? [] : [[account, secret]])));
}

async function* entriesOf(parts: {
  manifest: Manifest; secrets: Record<string, string>; settings: string; copy: string; folder: string; pictures: readonly string[];
}): AsyncGenerator<TarEntry> {
  const { manifest, secrets, settings, copy, folder, pictures } = parts;
  yield json(NAMES.manifest, manifest);
  yield json(NAMES.secrets, secrets);
  const set = await readIfThere(settings); // a desk that was never set up has none
  if (set !== null) yield { name: NAMES.settings, bytes: set.length, content: [set] };
  yield { name: NAMES.database, bytes: (await stat(copy)).size, content: createReadStream(copy) };
  for (const picture of pictures) {
    // Removed since by the policy or a person: then it is not to be kept here either.
    const bytes = await readIfThere(path.join(folder, picture));
    if (bytes !== null) yield { name: NAMES.pictures + picture, bytes: bytes.length, content: [bytes] };
  }
}

function json(name: string, value: unknown): TarEntry {
  const bytes = Buffer.from(JSON.stringify(value), 'utf8');
  return { name, bytes: bytes.length, content: [bytes] };
}
