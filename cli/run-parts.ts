/**
 * What `switchyard run` works with, loaded when it runs and not for `--help`. All in one import, so that the build puts
 * it into one file: each file more costs the command a millisecond at its start.
 */
export { readExperiment } from '../bench/experiment/read.ts'
export { planWarnings } from '../bench/experiment/warnings.ts'
export { offeredSentences } from '../bench/offered.ts'
export { writeReports } from '../bench/run/report-files.ts'
export { runPlan } from '../bench/run/run-plan.ts'
export { sparedRuns } from '../reports/exactness.ts'
export { precisionAim } from '../reports/precision/sentences.ts'
export { progressView } from './progress.ts'
export { sayResults } from './results-text.ts'
