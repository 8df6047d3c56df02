import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'
import { JobHeap } from './job-heap.ts'

/** When jobs are to start: by time, jobs of one time by the order given, or as they were planned. A job's time can be changed. */
export class PlannedStarts {
  private readonly jobs: JobHeap
  /** By job. */
  private times = new Float64Array(64)
  /** When the time of the job was said, among all of them. */
  private turns = new Float64Array(64)
  private turn = 0

  /** `before`: of two jobs that are to start together, does the first go first? Null: whose time was said first. */
  constructor(before: ((a: JobId, b: JobId) => boolean) | null) {
    const first = before ?? ((a: JobId, b: JobId) => this.turns[a]! < this.turns[b]!)
    this.jobs = new JobHeap((a, b) =>
      this.times[a] === this.times[b] ? first(a, b) : this.times[a]! < this.times[b]!,
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
    if (job >= this.times.length) {
      const size = Math.max(job + 1, this.times.length * 2)
      this.times = longer(this.times, size)
      this.turns = longer(this.turns, size)
    }
    this.times[job] = time
    this.turns[job] = this.turn++
    this.jobs.put(job)
  }

  remove(job: JobId): void {
    this.jobs.remove(job)
  }
}
