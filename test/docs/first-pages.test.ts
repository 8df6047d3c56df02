/**
 * What a newcomer reads first: the README and the tutorial. `npm run test:slow` runs all pages.
 */
import { runPages } from './pages.ts'
import { allPages } from './reading-order.ts'

runPages(allPages.filter(page => page === 'README.md' || page.startsWith('docs/tutorial/')))
