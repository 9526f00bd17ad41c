import path from 'node:path';
import { ROOT, TOOLS } from './repository.ts';
import { runProgram } from './run-program.ts';

const FOLDERS = ['electron', 'renderer', 'shared', 'scripts', 'test'];

/** The checks that need no program running: types, lint, import rules. */
export const SOURCE_CHECKS = [
  { name: 'types', args: [TOOLS.tsc, '-p', '.'] },
  { name: 'lint', args: [TOOLS.oxlint, '--deny-warnings', ...FOLDERS] },
  { name: 'import rules', args: [path.join(ROOT, 'scripts/tasks/import-rules.ts')] },
  { name: 'dependencies and secrets', args: [path.join(ROOT, 'scripts/tasks/audit.ts')] },
] as const;

/** Runs one of them; true when it found nothing. */
export const checkSource = async (check: (typeof SOURCE_CHECKS)[number]): Promise<boolean> =>
  (await runProgram(process.execPath, check.args, { cwd: ROOT })) === 0;
