/** All there is to check, in one run: source, units, contract and end-to-end. Ends with one summary line. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildDesk } from '../build-desk.ts';
import { checkSource, SOURCE_CHECKS } from '../check-source.ts';
import { ROOT, TOOLS } from '../repository.ts';
import { runProgram } from '../run-program.ts';
import { meetSystemNeeds } from '../setup/debian.ts';
import { add, NO_TESTS, playwrightCounts, summaryLine, type TestCounts, vitestCounts } from '../test-counts.ts';

const RESULTS = path.join(ROOT, 'test-results');
const FAILED: TestCounts = { passed: 0, failed: 1, skipped: 0 };

/** A step that ends badly without a report counts as one failure: it must never look like nothing to do. */
async function step(name: string, run: () => Promise<TestCounts>): Promise<TestCounts> {
  console.log(`\n── ${name}`);
  const started = performance.now();
  let counts = FAILED;
  try {
    counts = await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  console.log(`${name}: ${summaryLine(counts)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return counts;
}

async function reported(args: readonly string[], report: string, count: (file: string) => TestCounts): Promise<TestCounts> {
  const file = path.join(RESULTS, report);
  rmSync(file, { force: true });
  const code = await runProgram(process.execPath, args, { cwd: ROOT, env: { ...process.env, CI: '1' } });
  if (!existsSync(file)) throw new Error(`no report was written (exit code ${code})`);
  const counts = count(file);
  if (counts.passed + counts.failed === 0) throw new Error('no test was run');
  return code !== 0 && counts.failed === 0 ? add(counts, FAILED) : counts;
}

mkdirSync(RESULTS, { recursive: true });
const missing = meetSystemNeeds(['chromium', 'fonts', 'bus', 'processes', 'signing', 'keyring']);
// Apart, so that a system without these packages gets the others; tests that need them are skipped there.
missing.push(...meetSystemNeeds(['scanner']));
if (missing.length > 0) console.log(`Not on this system: ${missing.join(', ')}. Tests that need it will fail or be skipped.`);

let total = NO_TESTS;
for (const check of SOURCE_CHECKS) {
  total = add(total, await step(check.name, async () => ((await checkSource(check)) ? { passed: 1, failed: 0, skipped: 0 } : FAILED)));
}
total = add(total, await step('build', async () => { await buildDesk(); return { passed: 1, failed: 0, skipped: 0 }; }));
total = add(total, await step('unit', () => reported(
  [TOOLS.vitest, 'run', '--reporter=dot', '--reporter=json', '--outputFile.json=test-results/vitest.json'], 'vitest.json', vitestCounts)));
total = add(total, await step('contract and end-to-end', () => reported(
  [TOOLS.playwright, 'test'], 'playwright.json', playwrightCounts)));

console.log(`\n${summaryLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
