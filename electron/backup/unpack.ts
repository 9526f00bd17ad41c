/** A backup opened into a folder of its own, and proved to be a desk that works. */
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { createStorage } from '../db/storage.ts';
import { sql } from '../db/database.ts';
import type { Log } from '../log.ts';
import { checkAudit } from '../records/audit.ts';
import { registrationOf, registrationsWith } from '../records/registration-rows.ts';
import { createMemoryKeychain } from '../secrets/memory-keychain.ts';
import { BackupUnopened, openStream } from './sealed-stream.ts';
import { manifestSchema, NAMES, secretsSchema, type Manifest } from './pack.ts';
import { readTar } from './tar.ts';

/** Larger ones are not ours: they are held in memory. */
const MOST_JSON_BYTES = 4_000_000;
const PICTURE = /^pictures\/[0-9a-f-]{36}\.[a-z]+\d*$/;

export type Unpacked = { readonly manifest: Manifest; readonly secrets: Readonly<Record<string, string>> };

/** The parts of a backup one after the other: an object store has it in several. */
export async function* bytesOf(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}

/**
 * Opens a backup into `folder`, which becomes a profile without its secrets: those are returned and touch no disk.
 * Throws BackupUnopened; then nothing is left of the folder.
 */
export async function unpackDesk(sealed: AsyncIterable<Buffer>, archiveKey: Buffer, folder: string): Promise<Unpacked> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, 'store', 'pictures'), { recursive: true, mode: 0o700 });
  const texts = new Map<string, Buffer[]>();
  let file: FileHandle | null = null;
  try {
    await readTar(openStream(archiveKey, sealed), async (name, piece) => {
      const place = placeOf(name);
      if (place === null) {
        if (piece !== null) hold(texts, name, piece);
        return;
      }
      file ??= await open(path.join(folder, place), 'wx', 0o600);
      if (piece !== null) {
        await file.writeFile(piece);
        return;
      }
      await file.sync();
      await file.close();
      file = null;
    });
    const settings = texts.get(NAMES.settings);
    if (settings !== undefined) await writeFile(path.join(folder, 'settings.json'), Buffer.concat(settings), { mode: 0o600 });
    return { manifest: parsed(texts, NAMES.manifest, manifestSchema), secrets: parsed(texts, NAMES.secrets, secretsSchema) };
  } catch (error) {
    await (file as FileHandle | null)?.close();
    await rm(folder, { recursive: true, force: true });
    throw error instanceof BackupUnopened ? error : new BackupUnopened('damaged');
  }
}

/** Null for what is read here; throws for what no backup of ours has: it shall write nothing elsewhere. */
function placeOf(name: string): string | null {
  if (name === NAMES.database) return 'store/desk.db';
  if (PICTURE.test(name)) return path.join('store', name);
  if (name === NAMES.manifest || name === NAMES.secrets || name === NAMES.settings) return null;
  throw new BackupUnopened('damaged');
}

function hold(texts: Map<string, Buffer[]>, name: string, piece: Buffer): void {
  const pieces = [...(texts.get(name) ?? []), piece];
  if (pieces.reduce((all, { length }) => all + length, 0) > MOST_JSON_BYTES) throw new BackupUnopened('damaged');
  texts.set(name, pieces);
}

function parsed<T>(texts: Map<string, Buffer[]>, name: string, schema: { parse(value: unknown): T }): T {
  return schema.parse(JSON.parse(Buffer.concat(texts.get(name) ?? []).toString('utf8')));
}

/**
 * Opens the unpacked desk by its own door, with the secrets in memory, and looks whether all is there and opens: the
 * database is whole, so is the log's chain, and registrations unseal. Throws BackupUnopened('damaged').
 */
export async function proveDesk(folder: string, { manifest, secrets }: Unpacked, log: Log): Promise<void> {
  const keychain = createMemoryKeychain();
  for (const [account, secret] of Object.entries(secrets)) await keychain.set(account, secret);
  const storage = createStorage({ folder: path.join(folder, 'store'), keychain, log });
  try {
    const state = await storage.open();
    if (state.kind !== 'ready') throw new BackupUnopened('damaged');
    const { database, keys } = storage.opened();
    const count = database.first(sql.selectFrom('registration').select((select) => select.fn.countAll<number>().as('count')))?.count;
    const { brokenAt } = await checkAudit(storage.opened());
    if (count !== manifest.registrations || brokenAt !== null) throw new BackupUnopened('damaged');
    for (const row of registrationsWith(database, [], { limit: 20 })) registrationOf(keys.fields, row);
  } catch (error) {
    throw error instanceof BackupUnopened ? error : new BackupUnopened('damaged');
  } finally {
    storage.close();
  }
}
