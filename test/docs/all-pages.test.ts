/**
 * What every page shows, in the order in which a reader meets them.
 */
import { runPages } from './pages.ts'
import { allPages } from './reading-order.ts'

runPages(allPages)
