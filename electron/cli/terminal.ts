import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import type { Terminal } from './archive-commands.ts';

/** What was asked for goes to the output, everything else beside it. */
export const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`), tell: (line) => void process.stderr.write(`${line}\n`),
};

/** From a pipe whole, from a person two lines. Never an argument: those are kept in histories and shown to other users. */
export async function typedRecoveryKey(): Promise<string> {
  if (!process.stdin.isTTY) return text(process.stdin);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const first = await lines.question('Recovery key, first line: ');
  const second = await lines.question('Recovery key, second line: ');
  lines.close();
  return `${first}\n${second}`;
}
