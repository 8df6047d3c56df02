import type { Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../../sim/world/claims.ts'
import type { JobId, MachineId, TaskId } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'

/**
 * A framework that is offered resources, a plug of the offers root: it knows its jobs and decides what to launch on what it is
 * offered (Mesos: a scheduler).
 */
export interface Taker {
  readonly measured: MeasuredScheduler
  /** Has it jobs for which an offer would be of use? */
  readonly hungry: boolean
  /** Has it a job of several tasks that found room for some of them only? */
  readonly isShort: boolean
  /** The job has tasks to place; also when a claim came to nothing. */
  submit(job: JobId): void
  /** The job's tasks that are not placed are not wanted any more. */
  withdraw(job: JobId): void
  /** Fewer of the job's tasks are to be placed, and some still are. Absent: it looks for itself. */
  shrank?(job: JobId): void
  /** A task of its own ended on the machine. */
  released(machine: MachineId, task: TaskId): void
  /**
   * Decides on an offer, which is all that it sees of what became free elsewhere: claims machines of the view, and counts what it
   * claims in `Jobs.claimed`. Returns how long it thinks, which is how long everything in the offer stays locked.
   */
  answer(view: View, claims: Claims): Time
  /** So many tasks of the job were launched out of an offer. */
  launched(job: JobId, tasks: number): void
}
