/**
 * Whether the queue of a run grows to its end.
 */
import type { Result } from '../../sim/measure/result.ts'

/** Stretches of the window that are compared. */
const QUARTERS = 4
/** Growth below this share of the tasks that came meanwhile may be a busy hour. */
const SHARE = 0.05

/**
 * True if the mean number of tasks in queue rises from each quarter of the measured window to the next, and what it rises
 * by, from the first quarter to the last, is a twentieth or more of the tasks that came between their middles. Tasks that
 * came are those that started, in three quarters of the window, and those that the queue grew by.
 *
 * A description of the run, not a proof: a run that ends in its busiest hour looks the same as one that is overloaded.
 */
export function queueGrows(result: Result): boolean {
  const quarters = quarterMeans(result)
  if (quarters === null) return false
  for (let i = 1; i < QUARTERS; i++) if (!(quarters[i]! > quarters[i - 1]!)) return false
  const growth = quarters[QUARTERS - 1]! - quarters[0]!
  const started = result.rows.find(row => row.scope === 'all')?.numbers['tasks_started'] ?? 0
  return growth >= SHARE * (growth + (started * (QUARTERS - 1)) / QUARTERS)
}

/** Mean tasks in queue in each quarter of the window; null if the window has fewer than two slices a quarter. */
function quarterMeans({ series, windowS: [from, to] }: Result): number[] | null {
  const length = (to - from) / QUARTERS
  if (!(length >= 2 * series.widthS)) return null
  const means = new Array<number>(QUARTERS).fill(0)
  const starts = Array.from({ length: QUARTERS + 1 }, (_, quarter) => from + quarter * length)
  let first = 0
  for (const [slice, tasks] of series.pendingTasks.entries()) {
    const start = series.startS + slice * series.widthS
    const end = Math.min(to, start + series.widthS)
    while (first < QUARTERS && starts[first + 1]! <= start) first++
    for (let quarter = first; quarter < QUARTERS && starts[quarter]! < end; quarter++) {
      const overlap = Math.min(end, starts[quarter + 1]!) - Math.max(start, starts[quarter]!)
      if (overlap > 0) means[quarter]! += (tasks * overlap) / length
    }
  }
  return means
}
