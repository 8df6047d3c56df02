/**
 * How well the mean of a number is known, at every combination of the axes.
 */
import type { Precision, RunRecord } from '../experiment-results.ts'
import { isExact } from '../is-exact.ts'
import { measurementsOf, numberIn } from '../samples.ts'
import { halfWidthOf, isWithin } from '../statistics/sequential.ts'

export interface KnownMean {
  readonly axes: RunRecord['axes']
  /** Half the width of its interval, as the precision says it: in the unit of the number, or as a share of the mean. */
  readonly half: number
  readonly within: boolean
}

/**
 * One entry for each combination of the axes that has chance in it and measured the number in some run. Where nothing is drawn at
 * random, or nothing was ever measured, more seeds tell nothing, so they are not waited for.
 */
export function knownMeans({ number, of, within }: Precision, runs: readonly RunRecord[]): KnownMean[] {
  const points = new Map<string, { readonly axes: RunRecord['axes']; readonly values: number[] }>()
  for (const { axes, result } of runs) {
    const value = isExact(result) ? null : numberIn(measurementsOf(result), number, of)
    if (value === null) continue
    const key = JSON.stringify(axes)
    const known = points.get(key)
    if (known === undefined) points.set(key, { axes, values: [value] })
    else known.values.push(value)
  }
  return [...points.values()].map(({ axes, values }) => ({
    axes,
    half: halfWidthOf(values, within),
    within: isWithin(values, within),
  }))
}

/** Is the interval somewhere wider than it may be? */
export function isWide(precision: Precision, runs: readonly RunRecord[]): boolean {
  return knownMeans(precision, runs).some(({ within }) => !within)
}
