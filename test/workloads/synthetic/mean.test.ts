import { describe, expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import type { DistributionSpec } from '../../../workloads/spec.ts'
import { mean, meanRounded, meanRoundedUp } from '../../../workloads/synthetic/mean.ts'
import { amount, count } from '../../../workloads/synthetic/variate.ts'
import { constant, exponential, lognormal, uniform } from './parts.ts'

describe('the mean of a distribution', () => {
  it('is known before rounding', () => {
    expect(mean(constant(2.5))).toBe(2.5)
    expect(mean(exponential(2.5))).toBe(2.5)
    expect(mean(lognormal(2.5, 3))).toBe(2.5)
    expect(mean(uniform(1, 4))).toBe(2.5)
  })
})

describe('the mean of a quantity rounded up to at least 1', () => {
  it('of a constant is the constant rounded up', () => {
    expect(meanRoundedUp(constant(2.5))).toBe(3)
    expect(meanRoundedUp(constant(0.2))).toBe(1)
  })

  it('of an exponential with mean m is 1 / (1 - e^(-1/m))', () => {
    // P(⌈X⌉ > k) = e^(-k/m), a geometric distribution.
    expect(meanRoundedUp(exponential(4.2))).toBeCloseTo(1 / (1 - Math.exp(-1 / 4.2)), 12)
    // A tiny mean is nearly always rounded up to 1.
    expect(meanRoundedUp(exponential(0.01))).toBeCloseTo(1, 12)
    // A large one gains half a step.
    expect(meanRoundedUp(exponential(1e6))).toBeCloseTo(1e6 + 0.5, 5)
  })

  it('of a uniform is the average over the steps it covers', () => {
    // [1, 4): 2, 3 and 4, a third each.
    expect(meanRoundedUp(uniform(1, 4))).toBe(3)
    // [0.5, 2.5): 1 from 0.5 to 1, 2 from 1 to 2, 3 from 2 to 2.5: (0.5 × 1 + 1 × 2 + 0.5 × 3) / 2.
    expect(meanRoundedUp(uniform(0.5, 2.5))).toBe(2)
    // [2.2, 2.8): always 3.
    expect(meanRoundedUp(uniform(2.2, 2.8))).toBe(3)
    // No width at all, right on a step.
    expect(meanRoundedUp(uniform(3, 3))).toBe(3)
  })

  it('of a log-normal without spread is the constant rounded up', () => {
    expect(meanRoundedUp(lognormal(3, 0))).toBe(3)
    expect(meanRoundedUp(lognormal(3.5, 0))).toBe(4)
  })

  it('of a wide log-normal gains half a step, as steps fall anywhere', () => {
    expect(Math.abs(meanRoundedUp(lognormal(1000, 1)) - 1000.5)).toBeLessThan(0.01)
  })
})

describe('the mean of a quantity rounded to the nearest', () => {
  it('of a constant is the constant rounded', () => {
    expect(meanRounded(constant(2.4))).toBe(2)
    expect(meanRounded(constant(2.5))).toBe(3)
    expect(meanRounded(constant(0.2))).toBe(1)
  })

  it('of a uniform is the average over the steps it covers', () => {
    // [0.5, 2.5): 1 up to 1.5, 2 above.
    expect(meanRounded(uniform(0.5, 2.5))).toBe(1.5)
    // Whole ends, half a step cut off at each: the mean stays.
    expect(meanRounded(uniform(1000, 2000))).toBeCloseTo(1500, 9)
  })

  it('hardly differs from the mean where steps are small', () => {
    expect(meanRounded(exponential(6e7)) / 6e7).toBeCloseTo(1, 7)
    expect(meanRounded(lognormal(6e7, 2)) / 6e7).toBeCloseTo(1, 4)
  })
})

const specs: readonly DistributionSpec[] = [
  exponential(0.7),
  exponential(4.2),
  uniform(0.3, 3.9),
  uniform(2, 7),
  lognormal(3, 0.5),
  lognormal(1.5, 2),
  lognormal(2.02, 0.01),
]

it.each(specs.map(spec => ({ spec, text: JSON.stringify(spec) })))(
  '$text: a million draws have the computed means',
  ({ spec }) => {
    const draws = 1_000_000
    const streams = new Streams('oak')
    const roundedUp = count(spec, streams.stream('up'))
    const rounded = amount(spec, streams.stream('nearest'), 1)
    let up = 0
    let nearest = 0
    let squares = 0
    for (let i = 0; i < draws; i++) {
      const value = roundedUp()
      up += value
      squares += value * value
      nearest += rounded()
    }
    // Five standard errors, and what the quadrature is allowed.
    const tolerance = 5 * Math.sqrt((squares / draws - (up / draws) ** 2) / draws) + 0.0005
    expect(Math.abs(up / draws - meanRoundedUp(spec))).toBeLessThan(tolerance)
    expect(Math.abs(nearest / draws - meanRounded(spec))).toBeLessThan(tolerance)
  },
)
