/**
 * One series over time from the runs of several seeds.
 */
import type { Series } from '../../sim/measure/result.ts'
import type { RunRecord } from '../experiment-results.ts'

/** Equal slices of time, in seconds. */
export interface Grid {
  readonly startS: number
  readonly widthS: number
  readonly count: number
}

/** Where the last slice ends, in seconds. */
export function endOf(grid: Grid): number {
  return grid.startS + grid.widthS * grid.count
}

/**
 * A grid on which all runs can be drawn: as wide as their widest slices, from the first start to the last end. Runs that were cut off
 * at `untilS` did not end there, so it goes no further than the first of them.
 */
export function commonGrid(runs: readonly RunRecord[], untilS: number | null): Grid {
  let startS = Number.POSITIVE_INFINITY
  let endS = 0
  let cutS = Number.POSITIVE_INFINITY
  let widthS = 0
  for (const { result } of runs) {
    const { series } = result
    if (series.cpuUsedShare.length === 0) continue
    const ownEndS = series.startS + series.widthS * series.cpuUsedShare.length
    startS = Math.min(startS, series.startS)
    endS = Math.max(endS, ownEndS)
    if (untilS !== null && result.endS >= untilS) cutS = Math.min(cutS, ownEndS)
    widthS = Math.max(widthS, series.widthS)
  }
  if (!(widthS > 0)) return { startS: 0, widthS: 1, count: 0 }
  return { startS, widthS, count: Math.ceil((Math.min(endS, cutS) - startS) / widthS - 1e-9) }
}

/**
 * Mean over runs of one column of their series, on a grid. A run that has ended holds nothing: after its last slice
 * it counts as 0.
 */
export function meanSeries(
  runs: readonly RunRecord[],
  column: 'cpuUsedShare' | 'cpuLockedShare',
  grid: Grid,
): number[] {
  const sums = new Array<number>(grid.count).fill(0)
  for (const { result } of runs) {
    const values = onGrid(result.series, result.series[column], grid)
    for (let i = 0; i < grid.count; i++) sums[i]! += values[i]!
  }
  return sums.map(sum => sum / runs.length)
}

/** Time-weighted means over the slices of the grid of a series that has slices of its own. */
function onGrid(series: Series, values: readonly number[], grid: Grid): number[] {
  const own = grid.startS === series.startS && grid.widthS === series.widthS
  const result = new Array<number>(grid.count).fill(0)
  for (let i = 0; i < values.length; i++) {
    if (own) {
      if (i < grid.count) result[i] = values[i]!
      continue
    }
    const from = (series.startS + i * series.widthS - grid.startS) / grid.widthS
    const to = from + series.widthS / grid.widthS
    for (let cell = Math.floor(from); cell < Math.min(to, grid.count); cell++) {
      const overlap = Math.min(to, cell + 1) - Math.max(from, cell)
      if (overlap > 0) result[cell]! += values[i]! * overlap
    }
  }
  return result
}
