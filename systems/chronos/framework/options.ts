import type { Cluster } from '../../../sim/cluster.ts'
import type { Instant } from '../../calendar/zone.ts'
import type { Flags } from '../era.ts'
import type { RepeatedJob } from './repeated-jobs.ts'

/** What an experiment says of a Chronos. */
export interface ChronosOptions {
  readonly flags: Flags
  readonly retries: number
  readonly repeated: readonly RepeatedJob[]
  /** Where the clocks stand at time 0. */
  readonly startsAt: Instant
  /** The class that jobs by the clock are counted with. */
  jobClass(cluster: Cluster): number
}
