import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Runs a busy desk and kills it (SIGKILL, no last words) some milliseconds after its first answer; all it has answered. */
export async function untilKilled<Answer>(program: string, folder: string, masterKey: string): Promise<Answer[]> {
  const desk = spawn(process.execPath, [join(import.meta.dirname, program), folder, masterKey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  desk.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '') setTimeout(() => desk.kill('SIGKILL'), randomInt(0, 300));
    said += text;
  });
  await new Promise((resolve) => desk.once('close', resolve));
  expect(desk.signalCode).toBe('SIGKILL');
  return said.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Answer);
}
