import { defineConfig } from 'vitest/config'
import { slowTests } from './test/slow.ts'

export default defineConfig({
  test: {
    globalSetup: ['test/fence/rooms.ts', 'test/build.ts'],
    // Two cores: the runner itself is idle while tests run.
    maxWorkers: 2,
    coverage: {
      include: ['sim/**', 'policies/**', 'systems/**', 'workloads/**', 'reports/**', 'bench/**', 'cli/**'],
    },
    projects: [suite('default', ['test/**/*.test.ts'], slowTests), suite('slow', slowTests, [])],
  },
})

/** `npm test` runs the default suite, `npm run test:slow` the other; a file that is named is found in either. */
function suite(name: string, include: readonly string[], exclude: readonly string[]) {
  return {
    test: {
      name,
      include: [...include],
      exclude: ['**/node_modules/**', ...exclude],
      setupFiles: ['test/fence/setup.ts'],
      // No verdict depends on the clock: a busy machine is slow, and that is no fault of what is tested.
      testTimeout: 0,
      hookTimeout: 0,
      // Files share what they import: loading it anew for each took a quarter of the time.
      isolate: false,
    },
  }
}
