import type { Random, Streams } from '../../sim/chance/random.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { Part } from '../spec.ts'

/** One part of a mix while it is read: always one submission ahead, so that parts can be merged by time. */
export interface Source {
  /** When the next submission comes; NEVER if none is left. */
  readonly next: Time
  /** Rows that it takes in a batch: 1, or the stages of a pipeline. */
  readonly rows: number
  /** Appends the next submission to the batch, which has room for it, and goes on to the one after. */
  take(batch: JobBatch): void
}

/** What a part must know of the mix around it. */
export interface Place {
  /** Position of the part in the mix. */
  readonly index: number
  /** Index of its class in `Workload.classes`. */
  readonly jobClass: number
  /**
   * Number of what its tasks ask for beyond cores and memory in `Workload.extras`, from 1; 0: nothing. Of stages that are
   * written down, that of the first that asks for anything.
   */
  readonly extra: number
  /** Submissions end here. */
  readonly until: Time
  /** The stream of one quantity of this part; no other part and no other quantity draws from it. */
  stream(quantity: string): Random
}

/** Names streams 'workload/<position>-<class>/<quantity>', so that changing one part leaves the others' jobs alone. */
export function partStream(streams: Streams, index: number, part: Part): (quantity: string) => Random {
  return quantity => streams.stream(`workload/${index}-${part.jobClass}/${quantity}`)
}

/**
 * The number of a part's n-th job or pipeline (n from 1), unique in the mix: 2000000017 is the 17th of the third part.
 * It does not depend on what the other parts submit.
 */
export function numberOf(index: number, n: number): number {
  return index * 1e9 + n
}
