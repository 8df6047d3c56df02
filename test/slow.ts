/**
 * The slow suites: what takes long because it is repeated often enough to be sure, or replays whole logs. `npm run
 * test:slow` runs them, and so does CI; `npm test` leaves them out. CONTRIBUTING.md says what they are.
 */
export const slowTests: readonly string[] = [
  'test/theory/**/*.test.ts',
  'test/conformance/**/*.test.ts',
]
