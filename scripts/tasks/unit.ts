/** `npm run unit [-- <paths>]`: unit tests alone, on the pinned Node. */
import { ROOT, TOOLS } from '../repository.ts';
import { runProgram } from '../run-program.ts';

process.exitCode = await runProgram(process.execPath, [TOOLS.vitest, 'run', ...process.argv.slice(2)], { cwd: ROOT });
