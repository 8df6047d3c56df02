import type { Time } from '../engine/time.ts'
import { Measured } from './measured.ts'

/**
 * Waits of jobs for their first task and for their last. A job of one task has one wait, and so has one whose tasks all start
 * together: what is both is kept once.
 */
export class Waits {
  private readonly both: Measured
  private readonly firstAlone: Measured
  private readonly lastAlone: Measured
  private readonly until: Time
  /** What was added up when it was asked for: it is asked for several times when the run is over. */
  private firstSum: Measured | null = null
  private lastSum: Measured | null = null

  constructor(until: Time) {
    this.until = until
    this.both = new Measured(until)
    this.firstAlone = new Measured(until)
    this.lastAlone = new Measured(until)
  }

  /** Where the wait belongs that ends with the start of the first task, of the last, or of both. */
  of(first: boolean, last: boolean): Measured {
    return first ? (last ? this.both : this.firstAlone) : this.lastAlone
  }

  /** The waits for the first task. */
  get first(): Measured {
    this.firstSum = this.sum(this.firstSum, this.firstAlone)
    return this.firstSum
  }

  /** The waits for the last task. */
  get last(): Measured {
    this.lastSum = this.sum(this.lastSum, this.lastAlone)
    return this.lastSum
  }

  add(other: Waits): void {
    this.both.add(other.both)
    this.firstAlone.add(other.firstAlone)
    this.lastAlone.add(other.lastAlone)
  }

  /** `known`: the sum that was made last. */
  private sum(known: Measured | null, alone: Measured): Measured {
    if (alone.samples.count === 0) return this.both
    if (this.both.samples.count === 0) return alone
    if (known?.samples.count === this.both.samples.count + alone.samples.count) return known
    const sum = new Measured(this.until)
    sum.add(this.both)
    sum.add(alone)
    return sum
  }
}
