import type { Cluster } from '../../../sim/cluster.ts'
import type { OrderPolicy } from '../../../sim/contracts.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import type { Standings } from './standings.ts'

/**
 * Jobs that wait for a decision, sorted by an order policy; jobs that it holds equal stand by their turn, in order of
 * submission.
 *
 * A sorted array: the head leaves in constant time, and a job that belongs at the end, or a head that comes back, enters in
 * constant time, which is what nearly all do; elsewhere a search is logarithmic, and the shorter side moves, a plain memory
 * move.
 */
export class JobQueue {
  private items: Int32Array<ArrayBuffer>
  private first = 0
  private end = 0
  private readonly order: OrderPolicy
  private readonly cluster: Cluster
  private readonly standings: Standings

  /** `room`: for so many jobs at first. */
  constructor(order: OrderPolicy, cluster: Cluster, standings: Standings, room = 64) {
    this.items = new Int32Array(room)
    this.order = order
    this.cluster = cluster
    this.standings = standings
  }

  get length(): number {
    return this.end - this.first
  }

  /** The job at a place, 0 being the head. */
  at(place: number): JobId {
    return this.items[this.first + place]!
  }

  /** Inserts the job by the order, its turn and its entry, at the place `from` at the earliest; returns its place. */
  insert(job: JobId, from = 0): number {
    let low = this.first + from
    let high = this.end
    if (high > low && !this.before(job, this.items[high - 1]!)) low = high
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.before(job, this.items[middle]!)) high = middle
      else low = middle + 1
    }
    return this.put(job, low - this.first)
  }

  /** Inserts the job as the head, whatever the order says. */
  insertFirst(job: JobId): void {
    this.put(job, 0)
  }

  /** Takes the job at a place out. */
  removeAt(place: number): void {
    const index = this.first + place
    // Moving nothing is a call all the same, and at the ends there is nothing to move.
    if (2 * place < this.length) {
      if (place > 0) this.items.copyWithin(this.first + 1, this.first, index)
      this.first++
    } else {
      if (index + 1 < this.end) this.items.copyWithin(index, index + 1, this.end)
      this.end--
    }
    if (this.first === this.end) {
      this.first = 0
      this.end = 0
    }
  }

  /** The job's place, NONE if it is not here. */
  placeOf(job: JobId): number {
    let low = this.first
    let high = this.end - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.before(this.items[middle]!, job)) low = middle + 1
      else high = middle
    }
    if (this.items[low] === job && low < this.end) return low - this.first
    // A head that is kept stands before its place, and an order may have changed its mind.
    const index = this.items.subarray(this.first, this.end).indexOf(job)
    return index < 0 ? NONE : index
  }

  /** Sorts again from a place on, for an order that changes with time. */
  sort(from = 0): void {
    const start = this.first + from
    const sorted = [...this.items.subarray(start, this.end)].sort((a, b) => (this.before(a, b) ? -1 : 1))
    this.items.set(sorted, start)
  }

  /** Does `a` go before `b`? */
  before(a: JobId, b: JobId): boolean {
    const difference = this.order.compare(a, b, this.cluster)
    if (difference !== 0) return difference < 0
    const { turn, entered } = this.standings
    return turn[a] === turn[b] ? entered[a]! < entered[b]! : turn[a]! < turn[b]!
  }

  /** Puts the job at a place, moving what stands before it where that is less than what stands behind. */
  private put(job: JobId, place: number): number {
    if (this.first > 0 && 2 * place < this.length) {
      if (place > 0) this.items.copyWithin(this.first - 1, this.first, this.first + place)
      this.first--
    } else {
      if (this.end === this.items.length) this.makeRoom()
      const index = this.first + place
      if (index < this.end) this.items.copyWithin(index + 1, index, this.end)
      this.end++
    }
    this.items[this.first + place] = job
    return place
  }

  private makeRoom(): void {
    const length = this.end - this.first
    const target = length * 2 > this.items.length ? new Int32Array(this.items.length * 2) : this.items
    target.set(this.items.subarray(this.first, this.end))
    this.items = target
    this.first = 0
    this.end = length
  }
}
