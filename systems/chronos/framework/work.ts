/**
 * A job of the cluster in Chronos' books: each of its tasks is a job of Chronos, since those have one task at a time.
 */
import { type JobId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { Instant } from '../../calendar/zone.ts'
import type { Job } from '../job.ts'
import type { JobBook } from '../job-book.ts'

/** One task of the job: queued, launched, ended, and again. */
export interface Unit {
  readonly work: Work
  readonly definition: Job
  attempt: number
  /** It waits in the queue, as Chronos has stored. */
  isQueued: boolean
  /** Its task is with Mesos. */
  isLaunched: boolean
  /** NONE until Mesos has launched it. */
  task: TaskId
}

export class Work {
  readonly job: JobId
  readonly book: JobBook
  readonly units: Unit[]
  /** When the job by the clock was due that let this run; of a job of the workload, 0. */
  readonly round: Instant
  /** Its tasks were made ready. */
  isStarted = false

  constructor(job: JobId, book: JobBook, definitions: readonly Job[], round: Instant = 0) {
    this.job = job
    this.round = round
    this.book = book
    this.units = definitions.map(definition => ({
      work: this,
      definition,
      attempt: 0,
      isQueued: false,
      isLaunched: false,
      task: NONE,
    }))
  }
}
