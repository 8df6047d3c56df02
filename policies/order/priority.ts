import type { OrderPolicy } from '../../sim/contracts.ts'

/** The larger priority goes first. */
export const priority: OrderPolicy = {
  name: 'priority',
  compare: (a, b, { jobs }) => jobs.priority[b]! - jobs.priority[a]!,
}
