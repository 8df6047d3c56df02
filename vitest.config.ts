import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 60_000,
    coverage: { include: ['sim/**', 'policies/**', 'workloads/**', 'reports/**', 'bench/**', 'cli/**'] },
  },
})
