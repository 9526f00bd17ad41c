/** An archive in a folder of this machine or of a share: the destination that needs no account. */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { syncFolder, UNFINISHED, writeFileAtomically } from '../atomic-file.ts';
import type { ArchiveObject } from './archive/archive-object.ts';
import { sealJob } from './archive/sealed-job.ts';
import { cutOffCode, untilCutOff } from './cut-off.ts';
import type { DeliveryOutcome, Destination, TestResult } from './destination.ts';
import { folderFailure } from './folder-failure.ts';
import { isMissing } from '../system-code.ts';

const PROBE_BYTES = 64;

/** `folder` must exist: one that is gone is a share that is not there, not a place to make anew on this machine. */
export function createFolderDestination(
  parts: { name: string; folder: string; archiveKey: () => Buffer },
): Destination {
  const { name, folder, archiveKey } = parts;
  return {
    name,
    async deliver(job, signal) {
      const sealed = await sealJob(job, archiveKey);
      if (!sealed.ok) return sealed.outcome;
      try {
        return await untilCutOff(signal, () => store(folder, sealed.object));
      } catch (error) {
        // A share that hangs may yet write what it was given; the next attempt finds it there.
        if (signal.aborted) return { kind: 'ambiguous', code: cutOffCode(signal) };
        return folderFailure(error);
      }
    },
    async test(signal) {
      try {
        return await untilCutOff(signal, () => probe(folder));
      } catch (error) {
        return { ok: false, code: signal.aborted ? cutOffCode(signal) : folderFailure(error).code };
      }
    },
  };
}

/** Writes unless it is there whole already, and believes nothing but what it reads back. */
async function store(root: string, object: ArchiveObject): Promise<DeliveryOutcome> {
  const file = join(root, ...object.key.split('/'));
  await mustBeFolder(root);
  await makeFolder(dirname(file), root);
  await removeUnfinished(file);
  if (!(await holds(file, object.bytes))) await writeFileAtomically(file, object.bytes);
  if (!(await holds(file, object.bytes))) return { kind: 'retry', code: 'archive.differs' };
  return { kind: 'delivered', reference: object.key };
}

async function probe(root: string): Promise<TestResult> {
  const file = join(root, `probe-${randomUUID()}`);
  const bytes = randomBytes(PROBE_BYTES);
  await mustBeFolder(root);
  try {
    await writeFileAtomically(file, bytes);
    return (await holds(file, bytes)) ? { ok: true } : { ok: false, code: 'archive.differs' };
  } finally {
    await rm(file, { force: true });
  }
}

async function mustBeFolder(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
}

async function makeFolder(path: string, parent: string): Promise<void> {
  if ((await mkdir(path, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(parent);
}

/** What an attempt left behind that was killed while it wrote this very file. */
async function removeUnfinished(file: string): Promise<void> {
  for (const name of await readdir(dirname(file))) {
    const unfinished = name.startsWith(basename(file)) && name.endsWith(UNFINISHED);
    if (unfinished) await rm(join(dirname(file), name), { force: true });
  }
}

async function holds(file: string, bytes: Buffer): Promise<boolean> {
  try {
    return bytes.equals(await readFile(file));
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
