/**
 * What every page shows, in the order in which a reader meets them.
 */
import { allPages, runPages } from './pages.ts'

runPages(allPages)
