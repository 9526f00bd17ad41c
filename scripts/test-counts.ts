import { readFileSync } from 'node:fs';
import { z } from 'zod';

export type TestCounts = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const NO_TESTS: TestCounts = { passed: 0, failed: 0, skipped: 0 };
export const add = (one: TestCounts, other: TestCounts): TestCounts =>
  ({ passed: one.passed + other.passed, failed: one.failed + other.failed, skipped: one.skipped + other.skipped });

const vitestReport = z.object({
  numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number(), numTodoTests: z.number(),
  // A file that cannot even be loaded fails without a failed test.
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

const parsed = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Counts of Vitest's JSON report. */
export function vitestCounts(file: string): TestCounts {
  const report = vitestReport.parse(parsed(file));
  const unloadable = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
  return {
    passed: report.numPassedTests, failed: report.numFailedTests + unloadable, skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts of Playwright's JSON report. A flaky test is a failed one: it failed. */
export function playwrightCounts(file: string): TestCounts {
  const { stats, errors } = playwrightReport.parse(parsed(file));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/** The line that closes a run: `12 passed, 0 failed`, with `, 1 skipped` when there are any. */
export const summaryLine = ({ passed, failed, skipped }: TestCounts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
