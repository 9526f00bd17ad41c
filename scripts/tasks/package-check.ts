/**
 * `npm run package:check`: packs the desk for every target from a stand-in for Electron and looks through each package. What
 * it prints stands in docs/release.md.
 */
import { packStandIn } from '../../test/package/stand-in-package.ts';
import { buildDesk } from '../build-desk.ts';
import { inspectPackage } from '../package/inspect.ts';
import { TARGETS } from '../package/targets.ts';

await buildDesk();
const rows: string[] = [];
for (const { id } of TARGETS) {
  const { folder, target } = await packStandIn(id);
  const { faults, size, natives } = await inspectPackage(folder, target);
  rows.push(`${id.padEnd(12)} ${(size / 2 ** 20).toFixed(1).padStart(6)} MB without Electron  ${String(natives.length).padStart(2)} native files  ${faults.length === 0 ? 'no fault' : ''}`,
    ...faults.map((fault) => `  ${fault}`));
  if (faults.length > 0) process.exitCode = 1;
}
console.log(`\n${rows.join('\n')}`);
