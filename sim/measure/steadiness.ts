import { inSeconds, type Time } from '../engine/time.ts'
import type { Course } from './course.ts'
import type { Steadiness } from './result.ts'

/** Jobs of a batch from which the truncation point is sought: the 5 of MSER-5. */
const JOBS_PER_BATCH = 5
/** Fewer batches of five jobs say nothing about where a run settles. */
const FEWEST_BATCHES = 20
/** Batches for batch means: 10 to 30 are enough for a t interval (Schmeiser 1982, Operations Research 30:556–568). */
const BATCHES = 20

/** Some consecutive slices as one. */
interface Batch {
  /** Submissions from here on. */
  readonly from: Time
  readonly jobs: number
  readonly sum: number
}

/** How steady a measurement was along the run; `scale` turns its values into the unit of the result. */
export function steadinessOf(
  course: Course,
  windowStart: Time,
  scale: (value: number) => number,
): Pick<Steadiness, 'steadyFromS' | 'steadyMean' | 'batchJobs' | 'batchMeans'> {
  const fine = batchesOf(course, JOBS_PER_BATCH)
  const jobs = fine.reduce((sum, batch) => sum + batch.jobs, 0)
  const coarse = batchesOf(course, jobs / BATCHES)
  const cut = fine.length < FEWEST_BATCHES ? null : truncation(fine.map(batch => batch.sum / batch.jobs))
  const rest = cut === null ? [] : fine.slice(cut)
  return {
    steadyFromS: cut === null ? null : cut === 0 ? inSeconds(windowStart) : inSeconds(fine[cut]!.from),
    steadyMean: cut === null ? null : scale(total(rest, 'sum') / total(rest, 'jobs')),
    batchJobs: coarse.map(batch => batch.jobs),
    batchMeans: coarse.map(batch => scale(batch.sum / batch.jobs)),
  }
}

/**
 * MSER: how many values from the start to leave out so that the mean of the rest is known best, by the standard error
 * that the rest would have if it were independent: the smallest Σ (y − ȳ)² / (n − d)² over d.
 *
 * MSER-5 takes means of five observations for values (White 1997, "An effective truncation heuristic for bias reduction
 * in simulation output", Simulation 69:323–334; Spratt 1998; White, Cobb and Spratt 2000). At most half is left out: a
 * minimum in the second half says that the run is too short to tell (White, Cobb and Spratt 2000).
 */
export function truncation(values: readonly number[]): number {
  const n = values.length
  let best = 0
  let smallest = Number.POSITIVE_INFINITY
  // From the end, so that each step adds one value: Welford's recurrences for mean and sum of squares.
  let mean = 0
  let squares = 0
  for (let d = n - 1; d >= 0; d--) {
    const step = values[d]! - mean
    mean += step / (n - d)
    squares += step * (values[d]! - mean)
    if (d > Math.floor(n / 2)) continue
    const error = squares / (n - d) ** 2
    if (error <= smallest) {
      smallest = error
      best = d
    }
  }
  return best
}

/** Consecutive slices, joined until each batch has so many jobs; what is left at the end joins the last. */
function batchesOf({ jobs, sums, width }: Course, fewest: number): Batch[] {
  const batches: Batch[] = []
  let from = -1
  let count = 0
  let sum = 0
  for (let slice = 0; slice < jobs.length; slice++) {
    if (jobs[slice] === 0) continue
    if (from < 0) from = slice * width
    count += jobs[slice]!
    sum += sums[slice]!
    if (count < fewest) continue
    batches.push({ from, jobs: count, sum })
    from = -1
    count = 0
    sum = 0
  }
  const last = batches.at(-1)
  if (count > 0 && last !== undefined)
    batches[batches.length - 1] = { from: last.from, jobs: last.jobs + count, sum: last.sum + sum }
  else if (count > 0) batches.push({ from, jobs: count, sum })
  return batches
}

function total(batches: readonly Batch[], column: 'jobs' | 'sum'): number {
  return batches.reduce((sum, batch) => sum + batch[column], 0)
}
