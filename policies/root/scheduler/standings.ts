import type { Place } from '../../../sim/measure/probe.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'
import { longer } from '../../../sim/world/rows.ts'

/** Where a job stands with its scheduler. */
export const Standing = { Nowhere: 0, Queued: 1, Parked: 2, InHand: 3, BackingOff: 4 } as const
export type Standing = (typeof Standing)[keyof typeof Standing]

/** What who listens is told of each. */
export const PLACES: readonly Place[] = ['nowhere', 'queued', 'parked', 'in hand', 'backing off']

/**
 * What the schedulers of a root remember of jobs, in columns beside those of the table of jobs: who decides on a job, and where
 * it stands in line. All schedulers of a root share one.
 *
 * A row is begun when a scheduler is first told of its job. Before that it may hold what it held of another job, so whoever
 * cannot know that the job was submitted asks `of` and `schedulerOf`.
 */
export class Standings {
  /** Number of the scheduler that decides, or decided, on the job. */
  scheduler = new Int32Array(0)
  /** A Standing. */
  standing = new Uint8Array(0)
  /** The time by which the job stands in its queue; -1 before it first queued. */
  turn = new Float64Array(0)
  /** The order of queueing among jobs of one turn; -1 before. */
  entered = new Float64Array(0)
  /** Generation of the job that the row is of, and one more; 0: of none. */
  private known = new Int32Array(0)
  private readonly jobs: Jobs

  constructor(jobs: Jobs) {
    this.jobs = jobs
  }

  /** The scheduler of this number decides on the job from now on. */
  take(job: JobId, scheduler: number): void {
    if (job >= this.known.length) this.grow(this.jobs.rows.capacity)
    const known = this.jobs.generation[job]! + 1
    if (this.known[job] !== known) {
      this.known[job] = known
      this.standing[job] = Standing.Nowhere
      this.turn[job] = -1
      this.entered[job] = -1
    }
    this.scheduler[job] = scheduler
  }

  /** Where the job stands. */
  of(job: JobId): Standing {
    return this.knows(job) ? (this.standing[job]! as Standing) : Standing.Nowhere
  }

  /** Number of the scheduler that decides on the job; NONE if none was told of it. */
  schedulerOf(job: JobId): number {
    return this.knows(job) ? this.scheduler[job]! : NONE
  }

  private knows(job: JobId): boolean {
    return this.known[job] === this.jobs.generation[job]! + 1
  }

  private grow(capacity: number): void {
    this.standing = longer(this.standing, capacity)
    this.turn = longer(this.turn, capacity)
    this.entered = longer(this.entered, capacity)
    this.scheduler = longer(this.scheduler, capacity)
    this.known = longer(this.known, capacity)
  }
}
