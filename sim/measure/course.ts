import { ZERO } from '../double.ts'
import { SECOND, type Time } from '../engine/time.ts'
import { longer } from '../world/rows.ts'

/** Slices of a run that has an end. One without may use half of them, see `join`. */
const SLICES = 512

const NO_SLICES = new Float64Array(0)

/**
 * A measurement of jobs along the run: how many jobs were submitted in each of many equal slices of time, and the sum of
 * their values. By submission and not by end, so that under every policy the same jobs stand in the same slice.
 *
 * When a run outlasts the slices, neighbours are joined and each covers twice the time: memory does not grow with the run.
 */
export class Course {
  width: Time = ZERO
  /** As long as the last slice that has a job needs: most groups of many have few jobs. */
  jobs = NO_SLICES
  sums = NO_SLICES

  /** `until` finite: slices of until / 512; otherwise they begin at one second and double. */
  constructor(until: Time) {
    this.width = Number.isFinite(until) ? Math.ceil(until / SLICES) : SECOND
  }

  /** A job that was submitted at `at` has this value, or at least this one. */
  push(at: Time, value: number): void {
    while (at >= this.width * SLICES) this.join()
    const slice = Math.floor(at / this.width)
    if (slice >= this.jobs.length) this.reach(slice)
    this.jobs[slice]!++
    this.sums[slice]! += value
  }

  /** Adds another measurement of the same run. */
  add(other: Course): void {
    while (this.width < other.width) this.join()
    const ratio = this.width / other.width
    for (let slice = 0; slice < other.jobs.length; slice++) {
      const into = Math.floor(slice / ratio)
      if (into >= this.jobs.length) this.reach(into)
      this.jobs[into]! += other.jobs[slice]!
      this.sums[into]! += other.sums[slice]!
    }
  }

  private join(): void {
    const half = this.jobs.length / 2
    for (const column of [this.jobs, this.sums]) {
      for (let i = 0; i < half; i++) column[i] = column[2 * i]! + column[2 * i + 1]!
      column.fill(0, half)
    }
    this.width *= 2
  }

  /** Makes room for the slice. */
  private reach(slice: number): void {
    const slices = Math.min(SLICES, 2 ** Math.ceil(Math.log2(slice + 16)))
    this.jobs = longer(this.jobs, slices)
    this.sums = longer(this.sums, slices)
  }
}
