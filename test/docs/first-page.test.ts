/**
 * What a newcomer reads first: the README. `npm run test:slow` runs all pages.
 */
import { runPages } from './pages.ts'

runPages(['README.md'])
