/**
 * Intervals as they are written. Student's t knows of no end that a number cannot pass, so an interval of few seeds may go on below a
 * wait of 0, or beyond the whole of a share. What is cut off holds no value, so the interval covers as often as before; its ends are left
 * alone where anybody computes them again, as in the CSV files.
 */
import type { NumberDefinition } from '../../sim/measure/result.ts'
import { isOfCatalogue } from '../samples.ts'

interface Ends {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Of a mean: numbers of the catalogue are not below 0, and shares not above 1. */
export function possibleMean(ends: Ends, { name, unit }: Pick<NumberDefinition, 'name' | 'unit'>): Ends {
  return isOfCatalogue(name) ? within(ends, 0, unit === 'share' ? 1 : Number.POSITIVE_INFINITY) : ends
}

/** Of a share of jobs. */
export function possibleShare(ends: Ends): Ends {
  return within(ends, 0, 1)
}

/** Of a difference: no two shares are further apart than all. */
export function possibleDifference(
  ends: Ends,
  { name, unit }: Pick<NumberDefinition, 'name' | 'unit'>,
): Ends {
  return isOfCatalogue(name) && unit === 'share' ? within(ends, -1, 1) : ends
}

/** A mean beyond an end, as of a scheduler that is busy more than all of the time, says that there is none. */
function within({ mean, low, high }: Ends, least: number, most: number): Ends {
  if (!(mean >= least && mean <= most)) return { mean, low, high }
  return { mean, low: low < least ? least : low, high: high > most ? most : high }
}
