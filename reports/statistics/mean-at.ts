/**
 * One number of one system at one setting: its mean over replicates, or its exact value.
 */
import type { AxisValue } from '../experiment-results.ts'
import { type Setting, sampleOf } from '../samples.ts'
import { type MeanInterval, meanInterval } from './mean-interval.ts'

/** Where nothing is drawn at random, the one value, which every replicate has; it needs no interval. */
export function meanAt(setting: Setting, value: AxisValue, number: string, of: string): MeanInterval {
  const values = sampleOf(setting, value, number, of)
  return setting.exact.has(value) ? exactly(values[0], setting.replicates.length) : meanInterval(values)
}

/** A value without chance in it, of `n` replicates; nothing if it was not measured. */
export function exactly(value: number | undefined, n: number): MeanInterval {
  return value === undefined ? meanInterval([]) : { mean: value, low: value, high: value, n, exact: true }
}
