/**
 * A job that waits, and what is known around it.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { JobId } from '../../sim/world/handles.ts'
import type { Room } from './room.ts'
import type { Surroundings } from './surroundings.ts'

export interface Waiting {
  readonly cluster: Cluster
  readonly around: Surroundings
  readonly job: JobId
  readonly room: Room
  /** Why its last claims were refused; '': they were not. */
  readonly conflict: string
}
