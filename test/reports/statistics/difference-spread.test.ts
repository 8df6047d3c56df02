import { describe, expect, it } from 'vitest'
import { compare } from '../../../reports/statistics/comparison.ts'
import { differenceSpread } from '../../../reports/statistics/difference-spread.ts'
import { experiment } from '../example-results.ts'

const seeds = ['oak', 'elm', 'ash', 'yew', 'fir']

/** One number under a and b, one value a seed. */
function compared(number: string, a: readonly number[], b: readonly number[]) {
  const results = experiment(
    [{ name: 'system', values: ['a', 'b'] }],
    seeds.slice(0, a.length),
    ({ system }, seed) => ({ all: { [number]: (system === 'a' ? a : b)[seed]! } }),
  )
  return compare(results, number, 'all')[0]!
}

describe('a count that differs by the same in every pair', () => {
  it('is no verdict in two pairs: one more failed job in each may be chance', () => {
    // Spread 1/2, standard error √(1/2/2) = 1/2: t = 1/(1/2) = 2 with 1 degree of freedom, p = 1 − 2/π·atan(2) = 0.295167.
    // The interval is 1 ± t(0.975, 1)/2 = 1 ± 12.7062/2.
    const found = compared('jobs_failed', [3, 5], [4, 6])
    expect(found).toMatchObject({ verdict: 'not distinguishable', better: null, alone: false })
    expect(found.p).toBeCloseTo(0.295167, 6)
    expect(found.difference.low).toBeCloseTo(1 - 6.3531, 4)
    expect(found.difference.high).toBeCloseTo(1 + 6.3531, 4)
  })

  it('is a verdict in four pairs', () => {
    // Standard error √(1/4/4) = 1/4: t = 4 with 3 degrees of freedom, p = 0.0280; half width 3.18245/4 = 0.79561.
    const found = compared('jobs_failed', [3, 5, 3, 9], [4, 6, 4, 10])
    expect(found).toMatchObject({ verdict: 'higher', better: false })
    expect(found.p).toBeCloseTo(0.028, 3)
    expect(found.difference.low).toBeCloseTo(1 - 0.79561, 5)
  })

  it('is surer than with one pair that differs, in the same number of pairs', () => {
    // 1, 1, 1, 1, 1: t = 5. 1, 1, 1, 1, 0: mean 0.8, standard error 0.2, t = 4.
    const same = compared('jobs_failed', [3, 5, 3, 9, 2], [4, 6, 4, 10, 3])
    const other = compared('jobs_failed', [3, 5, 3, 9, 2], [4, 6, 4, 10, 2])
    expect(same.p!).toBeLessThan(other.p!)
  })

  it('has a share of the baseline that leaves out 0 where the difference does', () => {
    const two = compared('jobs_failed', [300, 301], [301, 302])
    expect(two.relative!.low < 0 && two.relative!.high > 0).toBe(true)
    const four = compared('jobs_failed', [300, 301, 302, 303], [301, 302, 303, 304])
    expect(four.relative!.low).toBeGreaterThan(0)
  })
})

describe('what does not meet by chance', () => {
  it('is a time that differs by the same in both pairs, to the last digit', () => {
    expect(compared('wait_first_mean_s', [1, 2], [3, 4])).toMatchObject({ verdict: 'higher', p: 0 })
  })

  it('is a count that is the same on both sides: it stays without a difference', () => {
    expect(compared('jobs_failed', [3, 5], [3, 5])).toMatchObject({
      verdict: 'not distinguishable',
      difference: { low: 0, high: 0 },
    })
  })
})

it('gives counts 1/n where they are the same, and nothing else', () => {
  expect(differenceSpread('jobs', [4, 6, 5], [1, 1, 1])).toBe(1 / 3)
  expect(differenceSpread('tasks', [4.5, 6.5], [1, 1])).toBe(0)
  expect(differenceSpread('s', [4, 6], [1, 1])).toBe(0)
  expect(differenceSpread('count', [4, 6], [0, 0])).toBe(0)
  // 1 and 3: mean 2, (1 + 1)/1.
  expect(differenceSpread('count', [4, 6], [1, 3])).toBe(2)
})
