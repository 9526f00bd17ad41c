import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TOOLS } from '../../scripts/repository.ts';
import { runProgram } from '../../scripts/run-program.ts';
import { oneFailed, onePassed, playwrightOutcome, summaryLine, together, vitestOutcome } from '../../scripts/test-reports.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'desk-reports-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
/** Runs a tool in the folder as nobody's child: what this run of tests was told must not tell that one anything. */
const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> => runProgram(process.execPath, args, {
  cwd: folder, stdio: 'ignore',
  env: { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|TEST|NODE_ENV)/.test(name))), ...env },
});

describe('of a run by Vitest', () => {
  it('the tests that failed are told by file, name and the first line they said, and those that cannot be loaded, too', async () => {
    write('sum.test.js', `
      test('adds', () => expect(1 + 1).toBe(2));
      describe('a sum', () => { test('is wrong', () => { throw new Error('not three\\n at all'); }); });
      test.skip('waits', () => {});
    `);
    write('broken.test.js', 'throw new Error("no such part");');
    await run([TOOLS.vitest, 'run', '--globals', '--root', folder, '--reporter=json', '--outputFile.json=report.json']);
    const { counts, failures } = vitestOutcome(path.join(folder, 'report.json'));
    expect(summaryLine(counts)).toBe('1 passed, 2 failed, 1 skipped');
    expect(failures).toEqual([
      expect.stringMatching(/sum\.test\.js › a sum is wrong\n {4}Error: not three$/),
      expect.stringMatching(/broken\.test\.js › cannot be loaded\n {4}.*no such part$/),
    ]);
  });
});

describe('of a run by Playwright', () => {
  it('the tests that failed are told by file, line, name and the first line they said, flaky ones among them', async () => {
    const api = JSON.stringify(TOOLS.playwright.replace(/cli\.js$/, 'index.js'));
    write('playwright.config.js', "module.exports = { retries: 1, reporter: [['json', { outputFile: 'report.json' }]] };");
    write('sum.spec.js', `const { test, expect } = require(${api});
      test('adds', () => expect(1 + 1).toBe(2));
      test('is wrong', () => expect(1 + 1).toBe(3));
      test.describe('at times', () => { test('is right', ({}, { retry }) => { if (retry === 0) throw new Error('not yet'); }); });
      test.skip('waits', () => {});
    `);
    await run([TOOLS.playwright, 'test']);
    const { counts, failures } = playwrightOutcome(path.join(folder, 'report.json'));
    expect(summaryLine(counts)).toBe('1 passed, 2 failed, 1 skipped');
    expect(failures).toEqual([
      expect.stringMatching(/sum\.spec\.js:3 › is wrong\n {4}Error: expect\(received\)\.toBe\(expected\).*$/),
      expect.stringMatching(/sum\.spec\.js:4 › is right\n {4}Error: not yet$/),
    ]);
  });
});

it('several outcomes are one, with every failure in their order', () => {
  expect(together([onePassed, oneFailed('types'), onePassed, oneFailed('lint')])).toEqual({
    counts: { passed: 2, failed: 2, skipped: 0 }, failures: ['types', 'lint'],
  });
});
