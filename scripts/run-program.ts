import { spawn, type SpawnOptions } from 'node:child_process';

/** Runs a program to its end with our terminal; its exit code, or 1 when a signal ended it. */
export function runProgram(file: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 1));
  });
}
