import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 60_000,
    // Two cores: the runner itself is idle while tests run.
    maxWorkers: 2,
    coverage: {
      include: ['sim/**', 'policies/**', 'systems/**', 'workloads/**', 'reports/**', 'bench/**', 'cli/**'],
    },
  },
})
