import { defineConfig } from 'vitest/config'
import { slowTests } from '../slow.ts'

const everything = 'test/sim/**/*.test.ts test/policies/**/*.test.ts test/systems/**/*.test.ts'

/** The tests that `npm run mutate` asks: those that TESTS names, or all of what is mutated; never the slow ones. */
export default defineConfig({
  test: {
    include: (process.env['TESTS'] ?? everything).split(' '),
    exclude: process.env['SLOW'] ? [] : [...slowTests],
    // A mutant that never ends is found by Stryker, which knows how long its tests took without it.
    testTimeout: 0,
    hookTimeout: 0,
    isolate: false,
  },
})
