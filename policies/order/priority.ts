import type { OrderPolicy } from '../../sim/contracts.ts'

/** The larger priority goes first. */
export const priority: OrderPolicy = {
  name: 'priority',
  isSteady: true,
  compare: (a, b, { jobs }) => jobs.priority[b]! - jobs.priority[a]!,
}
