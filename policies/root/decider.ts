import type { Time } from '../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../sim/world/claims.ts'
import type { JobId, MachineId, TaskId } from '../../sim/world/handles.ts'
import type { View } from '../../sim/world/views.ts'

/** Jobs with tasks to place, and which is next: a plug of the monolithic root. */
export interface PendingQueue {
  readonly measured: MeasuredScheduler
  /** Where attempts are counted that were not made, because nothing could have come of them; absent: all are made. */
  readonly parked?: {
    /** How many since this was last asked: the root counts them as decisions that took no time. */
    takeSpared(): number
    /** Brings `Jobs.attempts` up to date. */
    settle(): void
  }
  /** The job has tasks to place; also when it has more, or some again. */
  submit(job: JobId): void
  /** The job's tasks that are not placed are not wanted any more. */
  withdraw(job: JobId): void
  /** Fewer of the job's tasks are to be placed than before, and some still are. Absent: that helps nobody. */
  shrank?(job: JobId): void
  /** May there be a job that can go now? False: `next` would find none, and do nothing. Absent: it has to be asked. */
  readonly mayGo?: boolean
  /** Takes the next job out to decide on; NONE if none may go now. One job is out at a time, until `settle`. */
  next(view: View): JobId
  /** So many tasks of the job that is out are about to be launched. */
  launched(job: JobId, tasks: number): void
  /**
   * The decision on the job is over: it leaves if nothing is pending, else it waits for what could help. `generation` is that of
   * the job when it was taken out; the row may be another's by now.
   */
  settle(job: JobId, generation: number, conflict: boolean): void
  /** A task ended on the machine and gave back what it held. */
  released(machine: MachineId, task: TaskId): void
  /** A job is over when its estimate said, and it is its turn among what happens at this instant (PySS). Absent: nothing follows. */
  endedAsExpected?(): void
  /** Anything may be different: a machine is back. Absent: it hears of machines itself. */
  changedAll?(): void
  /** A machine takes no more tasks. May somebody go now, since others are expected to start later? Absent: nobody may. */
  lost?(): boolean
}

/** Where the tasks of a job go: the other plug of the monolithic root. */
export interface Planner {
  /** The claims of the decision that is being made; the root clears them before it. */
  readonly claims: Claims
  /** How long it thinks about the job, from now. */
  thinkTime(job: JobId): Time
  /** The thinking is over: claims machines for the job's pending tasks, all or as many as fit. Returns how many. */
  attempt(view: View, job: JobId): number
}
