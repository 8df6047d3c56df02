import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'

/**
 * When jobs are to start: a binary heap by time, jobs of one time by the order given, in which a job's time can be changed.
 * Every operation is logarithmic.
 */
export class PlannedStarts {
  private count = 0
  private heap = new Int32Array(64)
  /** By job: its place in the heap, and its time. */
  private places = new Int32Array(64).fill(NONE)
  private times = new Float64Array(64)
  private readonly before: (a: JobId, b: JobId) => boolean

  /** `before`: of two jobs that are to start together, does the first go first? */
  constructor(before: (a: JobId, b: JobId) => boolean) {
    this.before = before
  }

  /** When the next job is to start; NEVER if none is. */
  get next(): Time {
    return this.count === 0 ? NEVER : this.times[this.heap[0]!]!
  }

  /** The job that is to start next; NONE. */
  get first(): JobId {
    return this.count === 0 ? NONE : this.heap[0]!
  }

  has(job: JobId): boolean {
    return job < this.places.length && this.places[job] !== NONE
  }

  /** The job is to start at this time, whatever was said before. */
  set(job: JobId, time: Time): void {
    if (job >= this.places.length) this.growJobs(job)
    this.times[job] = time
    if (this.places[job] === NONE) {
      if (this.count === this.heap.length) this.heap = longer(this.heap, this.count * 2)
      this.places[job] = this.count
      this.heap[this.count++] = job
    }
    this.down(job)
    this.up(job)
  }

  remove(job: JobId): void {
    const place = this.places[job]!
    this.places[job] = NONE
    const last = this.heap[--this.count]!
    if (last === job) return
    this.put(last, place)
    this.down(last)
    this.up(last)
  }

  private up(job: JobId): void {
    let place = this.places[job]!
    while (place > 0) {
      const parent = (place - 1) >> 1
      const other = this.heap[parent]!
      if (!this.earlier(job, other)) break
      this.put(other, place)
      place = parent
    }
    this.put(job, place)
  }

  private down(job: JobId): void {
    let place = this.places[job]!
    for (;;) {
      let child = 2 * place + 1
      if (child >= this.count) break
      if (child + 1 < this.count && this.earlier(this.heap[child + 1]!, this.heap[child]!)) child++
      const other = this.heap[child]!
      if (!this.earlier(other, job)) break
      this.put(other, place)
      place = child
    }
    this.put(job, place)
  }

  private put(job: JobId, place: number): void {
    this.heap[place] = job
    this.places[job] = place
  }

  private earlier(a: JobId, b: JobId): boolean {
    return this.times[a] === this.times[b] ? this.before(a, b) : this.times[a]! < this.times[b]!
  }

  private growJobs(job: JobId): void {
    const size = Math.max(job + 1, this.places.length * 2)
    const places = new Int32Array(size).fill(NONE)
    places.set(this.places)
    this.places = places
    this.times = longer(this.times, size)
  }
}
