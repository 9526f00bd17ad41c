/** The commands of `npm run archive`, apart from terminal and arguments, so that tests use the same door. */
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DeskError } from '../../shared/errors.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import { openObject, type Unopened } from '../destinations/archive/archive-object.ts';
import { readRecoveryKey, writeRecoveryKey } from '../destinations/archive/recovery-key.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { existingKeys } from '../secrets/master-key.ts';

/** `print`: what was asked for; `tell`: everything else, for people. Lines without their end. */
export type Terminal = { readonly print: (line: string) => void; readonly tell: (line: string) => void };

/** 0: all done; 1: something not; 2: not the right key, nothing done; 3: no key to be had. */
export type ExitCode = 0 | 1 | 2 | 3;

export type KeySource =
  | { readonly from: 'keychain'; readonly keychain: Keychain } | { readonly from: 'paper'; readonly text: string };

const SENTENCES: Readonly<Record<Unopened, string>> = {
  notAnObject: 'is no archive object; left out',
  unknownVersion: 'was written by a newer version of this program; update this computer',
  wrongKey: 'was encrypted under another archive key: it comes from another desk, or its recovery key is another',
  damaged: 'is damaged: not one byte of it can be trusted',
};

/** Shows the recovery key. It is stored nowhere: whoever needs it again asks again, on this desk. */
export async function showRecoveryKey(keychain: Keychain, terminal: Terminal): Promise<ExitCode> {
  const key = await archiveKeyOf({ from: 'keychain', keychain }, terminal);
  if (key === null) return 3;
  terminal.tell('Recovery key of this desk\'s archive. Copy it onto paper and keep it where the desk is not:');
  terminal.tell('it opens every archived registration, and is stored nowhere else.');
  terminal.print(writeRecoveryKey(key));
  return 0;
}

/** Writes `<out>/<registration id>/<object>.json` and, where there is a picture, `.jpg`, for this user only. */
export async function decryptObjects(
  sources: readonly string[], out: string, from: KeySource, terminal: Terminal,
): Promise<ExitCode> {
  const key = await archiveKeyOf(from, terminal);
  if (key === null) return from.from === 'paper' ? 2 : 3;
  const counts = { opened: 0, wrongKey: 0, failed: 0 };
  for await (const file of filesOf(sources, terminal)) {
    const opened = file.bytes === null ? null : openObject(key, file.bytes);
    if (opened?.ok) {
      await writeOpened(path.join(out, opened.registrationId, path.basename(file.path)), opened.content);
      counts.opened += 1;
      continue;
    }
    terminal.tell(`${file.path} ${opened === null ? 'cannot be read' : SENTENCES[opened.why]}`);
    if (opened?.why === 'wrongKey') counts.wrongKey += 1;
    else counts.failed += 1;
  }
  terminal.tell(`${counts.opened} decrypted, ${counts.wrongKey + counts.failed} not`);
  if (counts.opened === 0 && counts.wrongKey > 0) return 2;
  return counts.opened > 0 && counts.wrongKey + counts.failed === 0 ? 0 : 1;
}

/** Null when there is none, which it has told. */
async function archiveKeyOf(from: KeySource, terminal: Terminal): Promise<Buffer | null> {
  if (from.from === 'paper') {
    const read = readRecoveryKey(from.text);
    if (!read.ok) terminal.tell(read.why);
    return read.ok ? read.key : null;
  }
  try {
    const keys = await existingKeys(from.keychain);
    if (keys !== null) return keys.archive;
    terminal.tell('This user\'s keychain has no key of a desk. Run this as its user, or give the recovery key.');
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    terminal.tell(`The keychain gives no key (${error.code}). Unlock it, or give the recovery key.`);
  }
  return null;
}

type Found = { readonly path: string; readonly bytes: Buffer | null };

/** Files as named, and every file below a folder; one after the other, so that memory holds one. */
async function* filesOf(sources: readonly string[], terminal: Terminal): AsyncGenerator<Found> {
  for (const source of sources) {
    // However it fails, the person is told, and the file counts as one that was not opened.
    const found = await stat(source).catch(() => null);
    if (found === null) terminal.tell(`${source} is not there, or this user may not see it`);
    if (found === null || !found.isDirectory()) {
      yield { path: source, bytes: await bytesOf(source) };
      continue;
    }
    const entries = await readdir(source, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((entry) => entry.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      yield { path: file, bytes: await bytesOf(file) };
    }
  }
}

/** Null when the disk will not give it; the caller says so. */
const bytesOf = (file: string): Promise<Buffer | null> => readFile(file).catch(() => null);

type Content = Extract<ReturnType<typeof openObject>, { ok: true }>['content'];

async function writeOpened(stem: string, { registration, picture }: Content): Promise<void> {
  await mkdir(path.dirname(stem), { recursive: true, mode: 0o700 });
  await writeFileAtomically(`${stem}.json`, Buffer.from(`${JSON.stringify(registration, null, 2)}\n`));
  if (picture !== null) await writeFileAtomically(`${stem}.jpg`, picture.jpeg);
}
