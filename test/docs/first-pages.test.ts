/**
 * What a newcomer reads first: the README and the tutorial. `npm run test:slow` runs all pages.
 */
import { allPages, runPages } from './pages.ts'

runPages(allPages.filter(page => page === 'README.md' || page.startsWith('docs/tutorial/')))
