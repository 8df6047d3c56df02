/**
 * Which of nine ways to order is best, where 8,000 runs each say what they cost (see inventory.ts). `switchyard best` asks the same
 * procedure; the model is a loop of its own, for an inventory is no cluster.
 */
import { describe, expect, it } from 'vitest'
import { kimNelson } from '../../answers/selection/kim-nelson.ts'
import { exactMean, variance } from '../../reports/statistics/mean-interval.ts'
import { monthlyCost } from './inventory.ts'

/** s and S, with the mean cost of a month and the standard deviation of a run, by 8,000 runs of another program. */
const policies: readonly (readonly [s: number, S: number, mean: number, deviation: number])[] = [
  [20, 40, 125.07, 4.26],
  [20, 60, 118.92, 3.68],
  [20, 80, 121.34, 3.25],
  [20, 100, 126.92, 3.03],
  [40, 60, 125.73, 2.77],
  [40, 80, 125.49, 2.33],
  [40, 100, 131.53, 2.31],
  [60, 80, 143.95, 2.5],
  [60, 100, 144.15, 2.07],
]
const BEST = 1

const selection = { alpha: 0.05, firstSeeds: 10, lowerIsBetter: true, unit: 'ratio' as const }

/** With demands of its own for each policy, or the same for all. */
async function selected(indifference: number, experiment: number, demands: 'own' | 'common') {
  const cost = async (system: number, seed: number) =>
    monthlyCost(
      policies[system]![0],
      policies[system]![1],
      `experiment ${experiment}, seed ${seed}${demands === 'own' ? `, ${system}` : ''}`,
    )
  return kimNelson(policies.length, { ...selection, indifference }, cost, 100_000)
}

describe('the inventory of Law and Kelton', () => {
  it.each(policies)('costs what it should with s = %i and S = %i', (s, S, mean, deviation) => {
    const costs = Array.from({ length: 2000 }, (_, run) => monthlyCost(s, S, `run ${run}`))
    // Four standard errors of both means, of 2,000 and of 8,000 runs, and of a deviation.
    expect(Math.abs(exactMean(costs) - mean)).toBeLessThan(4 * deviation * Math.sqrt(1 / 2000 + 1 / 8000))
    expect(Math.abs(Math.sqrt(variance(costs)) / deviation - 1)).toBeLessThan(4 / Math.sqrt(2 * 2000) + 0.02)
  })

  it.each([
    [1, 'own', 500, 500, 248],
    [0.5, 'own', 100, 100, 487],
    // Differences vary less where all policies meet the same demands: hardly any is met with more than its first ten.
    [1, 'common', 500, 500, 93],
  ] as const)(
    'has its best found with an indifference of %d and %s demands, %i times of %i, with %i runs on average',
    async (indifference, demands, right, experiments, runs) => {
      let found = 0
      let made = 0
      for (let experiment = 0; experiment < experiments; experiment++) {
        const selection = await selected(indifference, experiment, demands)
        if (selection.best === BEST) found++
        made += selection.runs
      }
      expect(found).toBe(right)
      expect(Math.abs(made / experiments / runs - 1)).toBeLessThan(0.05)
    },
  )

  it('is told wrongly one time in seven by the best mean of five seeds', () => {
    let wrong = 0
    for (let experiment = 0; experiment < 2000; experiment++) {
      const means = policies.map(([s, S], system) =>
        exactMean(
          Array.from({ length: 5 }, (_, seed) =>
            monthlyCost(s, S, `system ${system}, ${experiment} ${seed}`),
          ),
        ),
      )
      if (means.indexOf(Math.min(...means)) !== BEST) wrong++
    }
    // 13.9 % of 2,000 by the other program: three standard errors of both.
    expect(Math.abs(wrong / 2000 - 0.139)).toBeLessThan(0.033)
  })
})
