/**
 * What a newcomer reads first: the README, and how to run an experiment and read its report. `npm run test:slow` runs all pages.
 */
import { runPages } from './pages.ts'
import { allPages } from './reading-order.ts'

const first = ['README.md', 'docs/tutorial/1-first-run.md', 'docs/tutorial/2-read-a-report.md']

runPages(allPages.filter(page => first.includes(page)))
