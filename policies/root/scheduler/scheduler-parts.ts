import type { OrderPolicy, PlacementPolicy, Rule, SharePolicy } from '../../../sim/contracts.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { Standings } from './standings.ts'

/** Think time of one decision: constant + per task still unplaced. */
export interface Think {
  readonly perJob: Time
  readonly perTask: Time
}

/** What a scheduler process is made of. */
export interface SchedulerParts {
  readonly name: string
  readonly order: OrderPolicy
  readonly placement: PlacementPolicy
  /** The rules that the placement keeps. */
  readonly rules: readonly Rule[]
  readonly share: SharePolicy
  /** By class of job. */
  readonly think: readonly Think[]
  readonly whenBlocked: 'wait' | 'pass' | 'retry'
  readonly retryAfter: Time
  /** Give a job up after 100 attempts without a task placed, or 1 000 attempts (the Omega simulator). */
  readonly abandons: boolean
  /** Jobs that are planned for one time start in the order in which that was planned (PySS); absent: in that of their line. */
  readonly startsAsPlanned?: boolean
  /** Where a job finds no room, others may be killed for it; absent: they are not. */
  readonly preempts?: boolean
  /** Shared by all schedulers of the root. */
  readonly standings: Standings
}
