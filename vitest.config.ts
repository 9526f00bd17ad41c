import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['test/{electron,renderer,shared,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Forks, not threads: native add-ons (keyring, onnxruntime) are not all safe in worker threads.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    restoreMocks: true,
    // A state is waited for, however busy the machine is.
    expect: { poll: { timeout: 20_000, interval: 20 } },
  },
});
