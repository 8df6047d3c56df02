import type { SchedulerParts } from '../../policies/root/scheduler/scheduler-parts.ts'
import type { Standings } from '../../policies/root/scheduler/standings.ts'
import type { FrameworkId } from '../../sim/world/handles.ts'
import type { SchedulerBuilder } from './scheduler-builder.ts'
import type { ParallelSpec } from './spec.ts'

/** Scheduler processes of one framework. */
export const MOST_SCHEDULERS = 10_000

/** Settings of roots under which a framework may have several schedulers. */
export const parallelOptions = {
  schedulers: {
    is: 'whole',
    least: 1,
    most: MOST_SCHEDULERS,
    about: 'Shared state and sampling: parallel schedulers for each framework.',
  },
} as const

/** The same for one framework. */
export const parallelFrameworkOptions = {
  schedulers: {
    is: 'whole',
    least: 1,
    most: MOST_SCHEDULERS,
    about:
      'Shared state and sampling: parallel schedulers of this framework; left out: as many as the root says.',
  },
} as const

/** How many schedulers each framework has, and each of them. */
export function parallelSchedulers(
  frameworks: readonly ParallelSpec[],
  usual: number,
  builder: SchedulerBuilder,
): {
  readonly schedulers: readonly number[]
  readonly partsOf: (framework: FrameworkId, number: number) => SchedulerParts
  readonly standings: Standings
} {
  const schedulers = frameworks.map(({ schedulers }) => schedulers ?? usual)
  const partsOf = (framework: FrameworkId, number: number) =>
    builder.of(framework, number, schedulers[framework])
  return { schedulers, partsOf, standings: builder.standings }
}
