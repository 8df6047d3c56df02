/**
 * Values that are known, or known from below alone, as numbers of a result.
 */
import { HOUR } from '../engine/time.ts'
import type { Known, Samples } from './samples.ts'
import type { Totals } from './totals.ts'

const MILLI = 1000

export function atLeast(low: number): Known {
  return { low, high: Number.POSITIVE_INFINITY }
}

/** A single value that is not known moves the mean, and nothing limits by how much. */
export function meanOf(samples: Samples | Totals): Known | null {
  const { mean } = samples
  if (mean === null) return null
  return samples.open > 0 ? atLeast(mean) : { low: mean, high: mean }
}

export function largestOf(samples: Samples | Totals): Known | null {
  const { largest } = samples
  if (largest === null) return null
  return samples.open > 0 ? atLeast(largest) : { low: largest, high: largest }
}

export function isKnown(value: number | Known | null): boolean {
  return value === null || typeof value === 'number' || value.low === value.high
}

export function lowOf(value: number | Known | null): number | null {
  return value === null || typeof value === 'number' ? value : value.low
}

export function scaled(value: Known | null, unit: (value: number) => number): Known | null {
  return value === null ? null : { low: unit(value.low), high: unit(value.high) }
}

/** Thousandths of a core × µs to core-hours. */
export function coreHours(work: number): number {
  return work / MILLI / HOUR
}
