/**
 * `npm run scan -- <files or folders> [--json]`: reads pictures as the desk does, without a window. Prints a few lines a
 * file, or with --json one JSON object a file (docs/scan-json.md). Exit codes as exitCodeFor says; 64 for a wrong call.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DeskError } from '../../shared/errors.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';
import { forkReader } from './fork-reader.ts';
import { pictureFiles } from './picture-files.ts';
import { exitCodeFor, failedFile, forPeople, scannedFile, type ScannedFile } from './scan-output.ts';

/** A file that the disk will not give is as unreadable as a damaged one; it is named so, with the system's own word. */
async function scan(file: string, reader: OcrPort): Promise<ScannedFile> {
  const started = performance.now();
  try {
    const bytes = await readFile(file);
    const { reading } = await reader.read({ id: file, bytes });
    return scannedFile(file, reading);
  } catch (error) {
    const ms = performance.now() - started;
    if (error instanceof DeskError) return failedFile(file, ms, error.code);
    process.stderr.write(`${file}: ${(error as NodeJS.ErrnoException).code ?? 'unreadable'}\n`);
    return failedFile(file, ms, 'picture.damaged');
  }
}

function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done === total ? '\r\x1b[K' : `\r\x1b[Kreading ${done + 1} of ${total}`);
}

async function main(): Promise<number> {
  const options = { json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (positionals.length === 0) {
    process.stderr.write('usage: npm run scan -- <files or folders> [--json]\n');
    return 64;
  }
  const files = await pictureFiles(positionals);
  const reader = forkReader();
  const scanned: ScannedFile[] = [];
  try {
    for (const file of files) {
      showProgress(scanned.length, files.length);
      const result = await scan(file, reader);
      scanned.push(result);
      if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
      process.stdout.write(`${values.json ? JSON.stringify(result) : forPeople(result)}\n`);
    }
    showProgress(files.length, files.length);
  } finally {
    await reader.stop();
  }
  if (files.length === 0) process.stderr.write('no pictures there\n');
  return files.length === 0 ? 2 : exitCodeFor(scanned);
}

process.exitCode = await main();
