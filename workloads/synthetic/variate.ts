import { exponential, lognormal, uniform } from '../../sim/chance/distributions.ts'
import type { Random } from '../../sim/chance/random.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { DistributionSpec } from '../spec.ts'

/** A stream and a distribution, bound together: each call draws the next value. */
export type Variate = () => number

/** Draws from the stream as the specification says, unrounded. */
export function variate(spec: DistributionSpec, random: Random): Variate {
  switch (spec.kind) {
    case 'constant':
      return () => spec.value
    case 'exponential':
      return () => exponential(random, spec.mean)
    case 'uniform':
      // Between a value and itself nothing is drawn.
      if (spec.low === spec.high) return () => spec.low
      return () => uniform(random, spec.low, spec.high)
    case 'lognormal':
      return () => lognormal(random, spec.mean, spec.cv)
  }
}

/** The largest number of tasks that a batch can hold. */
const MOST_COUNTED = 2 ** 31 - 1

/**
 * Draws rounded up to a whole number of at least 1: tasks, layers, stages.
 *
 * @throws SwitchyardError when a draw is larger than a batch can hold.
 */
export function count(spec: DistributionSpec, random: Random): Variate {
  const draw = variate(spec, random)
  return () => {
    const drawn = Math.max(1, Math.ceil(draw()))
    if (drawn <= MOST_COUNTED) return drawn
    throw new SwitchyardError(
      `A number drawn for the mix is ${drawn}, more tasks, layers or stages than a job can have (${MOST_COUNTED}). ` +
        'Make its distribution smaller, or less spread out.',
    )
  }
}

/**
 * Draws rounded to the nearest whole number of at least `least`: microseconds, thousandths of a core, mebibytes.
 * Whole amounts add up exactly, so that a machine that gives back all it lent is empty again.
 */
export function amount(spec: DistributionSpec, random: Random, least: 0 | 1): Variate {
  const draw = variate(spec, random)
  const rounded = () => Math.max(least, Math.round(draw()))
  if (spec.kind !== 'constant') return rounded
  const value = rounded()
  return () => value
}

/** What is wrong with a distribution, one sentence each; `least` 0 allows a quantity of nothing. */
export function distributionFaults(spec: DistributionSpec, where: string, least: 0 | 1): string[] {
  const faults: string[] = []
  const check = (name: string, value: number, allowed: boolean, expected: string) => {
    if (!Number.isFinite(value) || !allowed)
      faults.push(`${where}: found ${name} ${value}, expected ${expected}.`)
  }
  const positive = (value: number) => (least === 0 ? value >= 0 : value > 0)
  const wanted = least === 0 ? 'a number of at least 0' : 'a number above 0'
  switch (spec.kind) {
    case 'constant':
      check('the value', spec.value, positive(spec.value), wanted)
      break
    case 'exponential':
      check('a mean of', spec.mean, spec.mean > 0, 'a number above 0')
      break
    case 'uniform':
      check('low =', spec.low, spec.low >= 0, 'a number of at least 0')
      check('high =', spec.high, positive(spec.high), wanted)
      if (spec.low > spec.high)
        faults.push(`${where}: low = ${spec.low} is above high = ${spec.high}; swap them.`)
      break
    case 'lognormal':
      check('a mean of', spec.mean, spec.mean > 0, 'a number above 0')
      check('cv =', spec.cv, spec.cv >= 0, 'a number of at least 0 (standard deviation / mean)')
      break
  }
  return faults
}
