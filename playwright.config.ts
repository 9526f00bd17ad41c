import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test',
  testMatch: ['renderer/**/*.spec.ts', 'contract/**/*.spec.ts', 'e2e/**/*.spec.ts', 'package/**/*.spec.ts'],
  outputDir: 'test-results/playwright',
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
});
