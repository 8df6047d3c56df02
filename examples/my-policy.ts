/**
 * A policy of your own: an order and a score. Every export takes the place of the built-in policy of that name; what
 * you leave out stays as it is. The types are those of sim/contracts.ts; types cost nothing, leave them out if you like.
 */
import type { OrderPolicy, PlaceScore } from 'switchyard-sim'
import { TaskState } from '../sim/world/lifecycle.ts'

/** Jobs that ask for the least work first: tasks not placed yet × cores × estimated duration. */
export const order: OrderPolicy = {
  name: 'least-work-first',
  compare(a, b, { jobs }) {
    const work = (job: number) =>
      jobs.count(job, TaskState.Pending) * jobs.cpuMilli[job]! * jobs.estimate[job]!
    return work(a) - work(b)
  },
}

/** The fuller a machine already is, the better: 100 for one without a free core, 0 for an empty one. */
export const score: PlaceScore = {
  name: 'fullest',
  score(view, machine, _job, { machines }) {
    return 100 * (1 - view.freeCpuMilli[machine]! / machines.cpuMilli[machine]!)
  },
}
