/**
 * How many seeds a mean takes: the sequential procedure of Chow and Robbins (1965, Annals of Mathematical Statistics 36:457–462),
 * with half widths as shares of the mean as well (Nádas 1969, Annals of Mathematical Statistics 40:667–671).
 *
 * Seeds are added until the interval is narrow enough. Whoever looks often enough meets an interval that is narrow by chance, and
 * stops there; so there are twenty seeds before the first look, and five from one look to the next. What that leaves of the 95 % is
 * counted in test/theory/sequential-seeds.test.ts.
 */
import { meanInterval } from './mean-interval.ts'

/** Seeds before the first look. */
export const FIRST_LOOK = 20

/** Seeds from one look to the next. */
export const BETWEEN_LOOKS = 5

/** Half the width that an interval may have: in the unit of the values, or as a share of the mean's size. */
export type Within = { readonly value: number } | { readonly share: number }

/** The numbers of seeds after which there is a look, rising; the last is the most that there may be. */
export function looks(mostSeeds: number): number[] {
  const all: number[] = []
  for (let seeds = FIRST_LOOK; seeds < mostSeeds; seeds += BETWEEN_LOOKS) all.push(seeds)
  return [...all, mostSeeds]
}

/**
 * Half the width of the 95 % interval of the mean, in the unit of `within`: of the values, or a share of the mean's size. 0 where
 * nothing varies; NaN for one value, infinite as a share of 0.
 */
export function halfWidthOf(values: readonly number[], within: Within): number {
  const { mean, high } = meanInterval(values)
  const half = high - mean
  return 'value' in within || half === 0 ? half : half / Math.abs(mean)
}

/** Is the mean of these values, one a seed, known as well as asked for? Never before the first look. */
export function isWithin(values: readonly number[], within: Within): boolean {
  if (values.length < FIRST_LOOK) return false
  return halfWidthOf(values, within) <= ('value' in within ? within.value : within.share)
}
