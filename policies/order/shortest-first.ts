import type { OrderPolicy } from '../../sim/contracts.ts'

/** The job whose tasks are expected to be over soonest goes first, by the user's estimate. */
export const shortestFirst: OrderPolicy = {
  name: 'shortest-first',
  isSteady: true,
  compare: (a, b, { jobs }) => jobs.estimate[a]! - jobs.estimate[b]!,
}
