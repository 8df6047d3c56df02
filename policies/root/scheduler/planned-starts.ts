import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'
import { JobHeap } from './job-heap.ts'

/** When jobs are to start: by time, jobs of one time by the order given. A job's time can be changed. */
export class PlannedStarts {
  private readonly jobs: JobHeap
  /** By job. */
  private times = new Float64Array(64)

  /** `before`: of two jobs that are to start together, does the first go first? */
  constructor(before: (a: JobId, b: JobId) => boolean) {
    this.jobs = new JobHeap((a, b) =>
      this.times[a] === this.times[b] ? before(a, b) : this.times[a]! < this.times[b]!,
    )
  }

  /** When the next job is to start; NEVER if none is. */
  get next(): Time {
    return this.jobs.length === 0 ? NEVER : this.times[this.jobs.first]!
  }

  /** The job that is to start next; NONE. */
  get first(): JobId {
    return this.jobs.first
  }

  has(job: JobId): boolean {
    return this.jobs.has(job)
  }

  /** The job is to start at this time, whatever was said before. */
  set(job: JobId, time: Time): void {
    if (job >= this.times.length) this.times = longer(this.times, Math.max(job + 1, this.times.length * 2))
    this.times[job] = time
    this.jobs.put(job)
  }

  remove(job: JobId): void {
    this.jobs.remove(job)
  }
}
