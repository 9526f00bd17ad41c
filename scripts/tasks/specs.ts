/** `npm run specs [-- <paths>]`: contract, page and end-to-end specs alone, against a fresh build. */
import { buildDesk } from '../build-desk.ts';
import { ROOT, TOOLS } from '../repository.ts';
import { runProgram } from '../run-program.ts';

await buildDesk();
process.exitCode = await runProgram(process.execPath, [TOOLS.playwright, 'test', ...process.argv.slice(2)], { cwd: ROOT });
