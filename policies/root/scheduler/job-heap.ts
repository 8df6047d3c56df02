import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'

/** Jobs of which the first in order is known: a binary heap that knows where each is. Every operation is logarithmic. */
export class JobHeap {
  length = 0
  private heap = new Int32Array(64)
  /** By job: its place in the heap. */
  private places = new Int32Array(64).fill(NONE)
  private readonly before: (a: JobId, b: JobId) => boolean

  /** `before`: does the first go before the second? It may change its mind about a job that is then `put` again. */
  constructor(before: (a: JobId, b: JobId) => boolean) {
    this.before = before
  }

  /** The first job in order; NONE if there is none. */
  get first(): JobId {
    return this.length === 0 ? NONE : this.heap[0]!
  }

  has(job: JobId): boolean {
    return job < this.places.length && this.places[job] !== NONE
  }

  /** Puts the job where it belongs now, whether it is here already or not. */
  put(job: JobId): void {
    if (job >= this.places.length) this.growJobs(job)
    if (this.places[job] === NONE) {
      if (this.length === this.heap.length) this.heap = longer(this.heap, this.length * 2)
      this.places[job] = this.length
      this.heap[this.length++] = job
    } else this.down(job)
    this.up(job)
  }

  /** Takes the job out, which is here. */
  remove(job: JobId): void {
    const place = this.places[job]!
    this.places[job] = NONE
    const last = this.heap[--this.length]!
    if (last === job) return
    this.set(last, place)
    this.down(last)
    this.up(last)
  }

  private up(job: JobId): void {
    let place = this.places[job]!
    while (place > 0) {
      const parent = (place - 1) >> 1
      const other = this.heap[parent]!
      if (!this.before(job, other)) break
      this.set(other, place)
      place = parent
    }
    this.set(job, place)
  }

  private down(job: JobId): void {
    let place = this.places[job]!
    for (;;) {
      let child = 2 * place + 1
      if (child >= this.length) break
      if (child + 1 < this.length && this.before(this.heap[child + 1]!, this.heap[child]!)) child++
      const other = this.heap[child]!
      if (!this.before(other, job)) break
      this.set(other, place)
      place = child
    }
    this.set(job, place)
  }

  private set(job: JobId, place: number): void {
    this.heap[place] = job
    this.places[job] = place
  }

  private growJobs(job: JobId): void {
    const places = new Int32Array(Math.max(job + 1, this.places.length * 2)).fill(NONE)
    places.set(this.places)
    this.places = places
  }
}
