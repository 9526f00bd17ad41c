import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ROOT } from './repository.ts';

export type TestCounts = { readonly passed: number; readonly failed: number; readonly skipped: number };
/** What a run of tests came to, and of each that failed where it stands and what it said first. */
export type TestOutcome = { readonly counts: TestCounts; readonly failures: readonly string[] };

const NO_TESTS: TestOutcome = { counts: { passed: 0, failed: 0, skipped: 0 }, failures: [] };

/** One outcome of several. */
export const together = (outcomes: readonly TestOutcome[]): TestOutcome => outcomes.reduce((sum, { counts, failures }) => ({
  counts: {
    passed: sum.counts.passed + counts.passed, failed: sum.counts.failed + counts.failed, skipped: sum.counts.skipped + counts.skipped,
  },
  failures: [...sum.failures, ...failures],
}), NO_TESTS);

export const onePassed: TestOutcome = { counts: { passed: 1, failed: 0, skipped: 0 }, failures: [] };
export const oneFailed = (what: string): TestOutcome => ({ counts: { passed: 0, failed: 1, skipped: 0 }, failures: [what] });

const vitestReport = z.object({
  numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number(), numTodoTests: z.number(),
  testResults: z.array(z.object({
    name: z.string(), status: z.string(), message: z.string().default(''),
    assertionResults: z.array(z.object({
      fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish(),
    })),
  })),
});

const playwrightSpec = z.object({
  title: z.string(), file: z.string(), line: z.number(), ok: z.boolean(),
  tests: z.array(z.object({
    status: z.string(),
    results: z.array(z.object({ error: z.object({ message: z.string().optional() }).nullish() })),
  })),
});
const playwrightSuite = z.object({
  specs: z.array(playwrightSpec).default([]),
  get suites() { return z.array(playwrightSuite).default([]); },
});
const playwrightReport = z.object({
  config: z.object({ rootDir: z.string() }),
  suites: z.array(playwrightSuite),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.object({ message: z.string().optional() })),
});

const parsed = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const COLOURS = new RegExp(`${String.fromCodePoint(0x1b)}\\[[0-9;]*m`, 'g');
/** The first line that says anything, without a terminal's colours. */
const firstLine = (message = ''): string =>
  message.replaceAll(COLOURS, '').split('\n').map((line) => line.trim()).find((line) => line !== '') ?? '';
const failure = (where: string, name: string, message?: string): string =>
  [`${where} › ${name}`, firstLine(message)].filter((part) => part !== '').join('\n    ');

/** What Vitest's JSON report says. */
export function vitestOutcome(file: string): TestOutcome {
  const report = vitestReport.parse(parsed(file));
  // A file that cannot even be loaded fails without a failed test.
  const unloadable = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
  const failures = report.testResults.flatMap(({ name, assertionResults }) => assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => failure(path.relative(ROOT, name), fullName, failureMessages?.[0])));
  return {
    counts: {
      passed: report.numPassedTests, failed: report.numFailedTests + unloadable.length,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    failures: [...failures, ...unloadable.map(({ name, message }) => failure(path.relative(ROOT, name), 'cannot be loaded', message))],
  };
}

const specsIn = (suites: readonly z.infer<typeof playwrightSuite>[]): z.infer<typeof playwrightSpec>[] =>
  suites.flatMap(({ specs, suites: inner }) => [...specs, ...specsIn(inner)]);

/** What Playwright's JSON report says. A flaky test is a failed one: it failed. */
export function playwrightOutcome(file: string): TestOutcome {
  const { config, suites, stats, errors } = playwrightReport.parse(parsed(file));
  const failures = specsIn(suites)
    .filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === 'flaky'))
    .map(({ file: spec, line, title, tests }) => failure(
      `${path.relative(ROOT, path.join(config.rootDir, spec))}:${line}`, title, tests.flatMap(({ results }) => results).find(({ error }) => error?.message !== undefined)?.error?.message,
    ));
  return {
    counts: { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped },
    failures: [...failures, ...errors.map(({ message }) => failure('Playwright', 'error outside a test', message))],
  };
}

/** The line that closes a run: `12 passed, 0 failed`, with `, 1 skipped` when there are any. */
export const summaryLine = ({ passed, failed, skipped }: TestCounts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
