/**
 * `npm run scan -- <files or folders> [--json]`: reads pictures as the desk does, without a window. Prints a few lines a
 * file, or with --json one JSON object a file (docs/scan-json.md). Exit codes as exitCodeFor says; 64 for a wrong call.
 */
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DeskError } from '../../shared/errors.ts';
import { MAX_BYTES } from '../ocr/picture/limits.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';
import { forkReader } from './fork-reader.ts';
import { pictureFiles } from './picture-files.ts';
import { exitCodeFor, failedFile, forPeople, scannedFile, type ScannedFile } from './scan-output.ts';

const USAGE = 'usage: npm run scan -- <files or folders> [--json]\n';

type Scan = { readonly scanned: ScannedFile; readonly systemCode?: string };

async function scan(file: string, reader: OcrPort): Promise<Scan> {
  const started = performance.now();
  try {
    // Refused unread: nobody waits for gigabytes to be loaded first.
    if ((await stat(file)).size > MAX_BYTES) throw new DeskError('picture.tooManyBytes');
    const { reading } = await reader.read({ id: file, bytes: await readFile(file) });
    return { scanned: scannedFile(file, reading) };
  } catch (error) {
    const ms = performance.now() - started;
    if (error instanceof DeskError) return { scanned: failedFile(file, ms, error.code) };
    const systemCode = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { scanned: failedFile(file, ms, 'file.unreadable'), systemCode };
  }
}

function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done === total ? '\r\x1b[K' : `\r\x1b[Kreading ${done + 1} of ${total}`);
}

/** Null for a wrong call, which it has told. */
function argumentsGiven(): { readonly json: boolean; readonly paths: readonly string[] } | null {
  try {
    const options = { json: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    if (positionals.length > 0) return { json: values.json, paths: positionals };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
  process.stderr.write(USAGE);
  return null;
}

async function main(): Promise<number> {
  const given = argumentsGiven();
  if (given === null) return 64;
  const files = await pictureFiles(given.paths);
  if (files.length === 0) {
    process.stderr.write('no pictures there\n');
    return 2;
  }
  const reader = forkReader();
  const all: ScannedFile[] = [];
  try {
    for (const file of files) {
      showProgress(all.length, files.length);
      const { scanned, systemCode } = await scan(file, reader);
      all.push(scanned);
      if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
      process.stdout.write(`${given.json ? JSON.stringify(scanned) : forPeople(scanned, systemCode)}\n`);
    }
    showProgress(files.length, files.length);
  } finally {
    await reader.stop();
  }
  return exitCodeFor(all);
}

process.exitCode = await main();
