/** Runs in a session of its own (private-keyring.ts): does the steps it is given and prints what came of each. */
import { createOsKeychain } from '../../../electron/secrets/os-keychain.ts';
import { DeskError } from '../../../shared/errors.ts';
import type { KeychainStep, StepResult } from './private-keyring.ts';

type Task = { steps: KeychainStep[]; timeoutMs: number; service: string };

const { steps, timeoutMs, service } = JSON.parse(process.argv[2] ?? '{}') as Task;
const keychain = createOsKeychain({ service, timeoutMs });

async function run(step: KeychainStep): Promise<StepResult> {
  try {
    switch (step.call) {
      case 'get': return { value: await keychain.get(step.account) };
      case 'delete': return { value: await keychain.delete(step.account) };
      case 'set':
        await keychain.set(step.account, step.secret);
        return { value: null };
      default: return step satisfies never;
    }
  } catch (error) {
    return { code: error instanceof DeskError ? error.code : String(error) };
  }
}

const results: StepResult[] = [];
for (const step of steps) results.push(await run(step));
process.stdout.write(`${JSON.stringify(results)}\n`);
// A call that timed out still waits inside the library; there is nothing left to wait for here.
process.exit(0);
