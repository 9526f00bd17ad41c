/**
 * `npm run package:verify [-- --target win-arm64]`: looks through the packed program in release/out: content, integrity,
 * architecture of every native file, models, fuses, size. Ends with 1 when something is wrong.
 */
import { parseArgs } from 'node:util';
import { unpackedFolder } from '../package/build-package.ts';
import { inspectPackage } from '../package/inspect.ts';
import { ownTarget, targetNamed } from '../package/targets.ts';

const { values } = parseArgs({ options: { target: { type: 'string' } } });
const target = values.target === undefined ? ownTarget() : targetNamed(values.target);
const { faults, size, natives } = await inspectPackage(unpackedFolder(target), target);
console.log(`${target.id}: ${(size / 2 ** 20).toFixed(1)} MB without Electron, ${natives.length} native files`);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
