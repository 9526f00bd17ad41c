import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, TOOLS } from './repository.ts';
import { runProgram } from './run-program.ts';

const STAMP = path.join(ROOT, 'dist/built-from');
const SOURCES = ['electron/**/*', 'renderer/**/*', 'shared/**/*', 'vite.config.ts', 'package-lock.json', 'package.json'];

/** SHA-256 over names and bytes of all that the build reads. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: ROOT, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const full = path.join(file.parentPath, file.name);
    hash.update(path.relative(ROOT, full)).update('\0').update(readFileSync(full)).update('\0');
  }
  return hash.digest('hex');
}

/** Builds dist/ unless it was already built from these very sources. */
export async function buildDesk(): Promise<void> {
  const now = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === now) return;
  console.log('Building the desk…');
  const code = await runProgram(process.execPath, [TOOLS.vite, 'build', '--app', '--logLevel', 'warn'], { cwd: ROOT });
  if (code !== 0) throw new Error('The build failed, see above.');
  writeFileSync(STAMP, now);
}
