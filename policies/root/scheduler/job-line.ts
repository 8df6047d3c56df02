import type { Time } from '../../../sim/engine/time.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'

/** Jobs that wait for a decision, and which of them may be decided on now. */
export interface JobLine {
  readonly length: number
  insert(job: JobId): void
  remove(job: JobId): void
  /** The job, which was just inserted again, does not fit: until something changes it is not decided on. */
  block(job: JobId): void
  /** The job, which is in line, has more tasks to place. */
  grown?(job: JobId): void
  /** The job, which is in line, has fewer tasks to place. */
  shrank(job: JobId): void
  /** Something became free. */
  changed(): void
  /** There is less than there was. Absent: `ready` finds that out. */
  lost?(): void
  /** May there be a job that can go now? False: `ready` would find none, and do nothing. */
  readonly mayGo: boolean
  /** Is there a job that may be decided on now? `take` then takes it. */
  ready(view: View): boolean
  /**
   * The job that `ready` chose, if it is a head that can block where it stands; NONE: it has to be taken out, tried and put back.
   * Absent: every job has to.
   */
  readonly headInPlace?: JobId
  /** That head does not fit: it blocks, as if it had been taken out, put back and blocked. */
  blockInPlace?(): void
  /** Takes out the job that `ready` chose. */
  take(): JobId
  /** So many tasks of a job that was taken were launched, to start at `start`. */
  launched(job: JobId, tasks: number, start: Time): void
  /** A task of the job is over, which was to start at `start`. */
  ended?(job: JobId, start: Time): void
  /** A job is over when it was expected to be, which is told apart where simulators move planned starts then. */
  endedAsExpected?(): void
}
