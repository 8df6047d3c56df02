import { type JobId, NONE } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'

/** A gang of a scheduler that found too little room, the first of those that wait. */
export class ShortGang {
  private readonly jobs: Jobs
  private job: JobId = NONE
  private generation = 0

  constructor(jobs: Jobs) {
    this.jobs = jobs
  }

  note(job: JobId): void {
    if (this.waits) return
    this.job = job
    this.generation = this.jobs.generation[job]!
  }

  /** Does it still wait for room? */
  get waits(): boolean {
    const { jobs, job } = this
    if (job === NONE) return false
    return jobs.generation[job] === this.generation && jobs.isOpen(job) && jobs.unclaimed(job) > 0
  }
}
