/**
 * All there is to check, in one run: source, units, contract and end-to-end. Ends with the tests that failed, if any, and
 * one summary line: what a long log is cut to must still tell what is wrong.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildDesk } from '../build-desk.ts';
import { checkSource, SOURCE_CHECKS } from '../check-source.ts';
import { ROOT, TOOLS } from '../repository.ts';
import { runProgram } from '../run-program.ts';
import { meetSystemNeeds } from '../setup/debian.ts';
import { oneFailed, onePassed, playwrightOutcome, summaryLine, type TestOutcome, together, vitestOutcome } from '../test-reports.ts';

const RESULTS = path.join(ROOT, 'test-results');

/** A step that ends badly without a report counts as one failure: it must never look like nothing to do. */
async function step(name: string, run: () => Promise<TestOutcome>): Promise<TestOutcome> {
  console.log(`\n── ${name}`);
  const started = performance.now();
  let outcome: TestOutcome;
  try {
    outcome = await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    outcome = oneFailed(`${name} ended before its time`);
  }
  console.log(`${name}: ${summaryLine(outcome.counts)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return outcome;
}

async function reported(args: readonly string[], report: string, read: (file: string) => TestOutcome): Promise<TestOutcome> {
  const file = path.join(RESULTS, report);
  rmSync(file, { force: true });
  const code = await runProgram(process.execPath, args, { cwd: ROOT, env: { ...process.env, CI: '1' } });
  if (!existsSync(file)) throw new Error(`no report was written (exit code ${code})`);
  const outcome = read(file);
  if (outcome.counts.passed + outcome.counts.failed === 0) throw new Error('no test was run');
  return code !== 0 && outcome.counts.failed === 0 ? together([outcome, oneFailed(`the program of ${report} ended with ${code}`)]) : outcome;
}

mkdirSync(RESULTS, { recursive: true });
const missing = meetSystemNeeds(['chromium', 'fonts', 'bus', 'processes', 'signing', 'keyring']);
// Apart, so that a system without these packages gets the others; tests that need them are skipped there.
missing.push(...meetSystemNeeds(['scanner']));
if (missing.length > 0) console.log(`Not on this system: ${missing.join(', ')}. Tests that need it will fail or be skipped.`);

const outcomes: TestOutcome[] = [];
for (const check of SOURCE_CHECKS) {
  outcomes.push(await step(check.name, async () => ((await checkSource(check)) ? onePassed : oneFailed(check.name))));
}
outcomes.push(await step('build', async () => { await buildDesk(); return onePassed; }));
outcomes.push(await step('unit', () => reported(
  [TOOLS.vitest, 'run', '--reporter=dot', '--reporter=json', '--outputFile.json=test-results/vitest.json'], 'vitest.json', vitestOutcome)));
outcomes.push(await step('contract and end-to-end', () => reported(
  [TOOLS.playwright, 'test'], 'playwright.json', playwrightOutcome)));

const { counts, failures } = together(outcomes);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((what) => `  ${what}`).join('\n')}`);
console.log(`\n${summaryLine(counts)}`);
process.exitCode = counts.failed === 0 ? 0 : 1;
