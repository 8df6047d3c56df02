/**
 * The slow suites: what is repeated until chance is ruled out, or replays whole logs. `npm run test:slow` runs them, and
 * so does CI; `npm test` leaves them out. CONTRIBUTING.md says what they are.
 */
export const slowTests: readonly string[] = [
  'test/theory/capacity.test.ts',
  'test/theory/deciders.test.ts',
  'test/theory/disciplines.test.ts',
  'test/theory/failures.test.ts',
  'test/theory/graham-bounds.test.ts',
  'test/theory/littles-law.test.ts',
  'test/theory/many-servers.test.ts',
  'test/theory/single-server.test.ts',
  'test/conformance/*.test.ts',
  'test/docs/all-pages.test.ts',
  'test/docs/pictures.test.ts',
  'test/build/bundle.test.ts',
  'test/cli/run-again.test.ts',
  'test/bench/experiment/any-file.test.ts',
  'test/reports/page/browser.test.ts',
  'test/systems/browser.test.ts',
  'test/systems/many.test.ts',
  'test/properties/alike-jobs.test.ts',
  'test/properties/conservation.test.ts',
  'test/properties/random-runs.test.ts',
  'test/systems/kubernetes/queue-laws.test.ts',
  'test/systems/mesos/allocator-laws.test.ts',
  'test/systems/mesos/root-laws.test.ts',
  'test/systems/marathon/framework-changes.test.ts',
  'test/systems/marathon/laws.test.ts',
  'test/systems/marathon/timelines.test.ts',
  'test/workloads/synthetic/mean.test.ts',
  'test/workloads/traces/swf-reference.test.ts',
]
