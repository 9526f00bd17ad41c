/**
 * `npm run kernels`: compiles electron/ocr/picture/kernels.as anew. The compiler (AssemblyScript, Apache-2.0) weighs 100 MB and
 * is needed by nobody else: npx fetches it, at one version.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kernelsModule, KERNELS_SOURCE, KERNELS_MODULE } from '../kernels.ts';
import { ROOT } from '../repository.ts';

const COMPILER = 'assemblyscript@0.28.20';
const OPTIONS = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--initialMemory', '1'];

const folder = mkdtempSync(path.join(tmpdir(), 'kernels-'));
try {
  // The compiler wants its sources to end in .ts, which in this repository means TypeScript.
  copyFileSync(path.join(ROOT, KERNELS_SOURCE), path.join(folder, 'kernels.ts'));
  const { status } = spawnSync(
    'npx', ['--yes', '--ignore-scripts', '--package', COMPILER, 'asc', 'kernels.ts', ...OPTIONS, '-o', 'kernels.wasm'],
    { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error('the compiler says why above; kernels-code.ts is as it was');
  const source = readFileSync(path.join(ROOT, KERNELS_SOURCE));
  writeFileSync(path.join(ROOT, KERNELS_MODULE), kernelsModule(source, readFileSync(path.join(folder, 'kernels.wasm'))));
} finally {
  rmSync(folder, { recursive: true });
}
