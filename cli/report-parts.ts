/** What `switchyard report` works with, in one import; see run-parts.ts. */
export { writeReports } from '../bench/run/report-files.ts'
export { ResultsFolder } from '../bench/run/results-folder.ts'
export { readStudy } from '../bench/run/study-folder.ts'
export { reportStudy } from './report-study.ts'
export { sayResults } from './results-text.ts'
