import { describe, expect, it } from 'vitest'
import { constants, kimNelson } from '../../../answers/selection/kim-nelson.ts'
import { chanceOfBest, ocba } from '../../../answers/selection/ocba.ts'

describe('Kim and Nelson’s constants', () => {
  // η = ((2α / (k − 1))^(−2 / (n₀ − 1)) − 1) / 2 and h² = 2η(n₀ − 1).
  it.each([
    [2, 0.05, 10, 0.3341, 6.013],
    [4, 0.05, 10, 0.5647, 10.164],
    [5, 0.1, 20, 0.1854, 7.044],
    [10, 0.05, 24, 0.2394, 11.014],
  ])('for k = %i, α = %d, n₀ = %i', (systems, alpha, firstSeeds, eta, h2) => {
    const found = constants(systems, { alpha, firstSeeds })
    expect(found.eta).toBeCloseTo(eta, 4)
    expect(found.h2).toBeCloseTo(h2, 3)
  })
})

describe('the best of several systems', () => {
  const selection = { indifference: 1, alpha: 0.05, firstSeeds: 10, lowerIsBetter: true, unit: 's' as const }
  const noise = (seed: number) => ((seed * 7919) % 101) / 101 - 0.5

  it('is found at once where the others are worse in every pair by the same', async () => {
    // Differences without a spread leave no tolerance but δ/(2r) · (0 − r) < 0, so 0: a worse mean is given up after n₀ seeds.
    const found = await kimNelson(3, selection, async (system, seed) => 10 + 2 * system + noise(seed), 100)
    expect(found).toMatchObject({ best: 0, because: 'one left', seeds: 10, runs: 30 })
    expect(found.eliminated).toEqual([
      { system: 1, seeds: 10, by: 0 },
      { system: 2, seeds: 10, by: 0 },
    ])
  })

  it('is the highest where higher is better', async () => {
    const found = await kimNelson(
      3,
      { ...selection, lowerIsBetter: false },
      async (system, seed) => 10 + 2 * system + noise(seed),
      100,
    )
    expect(found.best).toBe(2)
    expect(found.means[2]).toBeCloseTo(14, 0)
  })

  it('is one of those within the indifference where the tolerances reach 0', async () => {
    // Two systems whose difference is noise alone: W = 0 once r passes h² · S² / δ².
    const found = await kimNelson(2, selection, async (system, seed) => noise(seed * 2 + system), 10_000)
    expect(['within indifference', 'one left']).toContain(found.because)
  })

  it('is left open where there are no more seeds', async () => {
    const wide = async (system: number, seed: number) => 50 * noise(seed * 2 + system)
    const found = await kimNelson(2, selection, wide, 12)
    expect(found).toMatchObject({ because: 'no more seeds', seeds: 12, surviving: [0, 1] })
  })
})

describe('a budget of runs', () => {
  it('is divided as in the example of Chen and Lee', () => {
    const means = [1.2, 2.1, 3.4, 4.87, 6.05]
    const variances = [3.3, 2.0, 4.5, 5.3, 6.9]
    const runs = [12, 6, 5, 5, 4]
    const systems = means.map((mean, i) => ({ mean, variance: variances[i]!, runs: runs[i]! }))
    expect(ocba(systems, 100)).toEqual([48, 38, 11, 2, 1])
  })

  it('leaves a system that has more than its part with what it has', () => {
    const systems = [
      { mean: 1, variance: 1, runs: 10 },
      { mean: 2, variance: 1, runs: 10 },
      { mean: 50, variance: 1, runs: 1000 },
    ]
    const more = ocba(systems, 40)
    expect(more[2]).toBe(0)
    expect(more[0]! + more[1]!).toBe(40)
  })
})

describe('the chance that the best was found', () => {
  it('is what Bonferroni leaves of it', () => {
    // The others are 2 and 1 standard errors away: √(1/10 + 1/10) = 0.4472. Degrees of freedom 0.2² / (0.1²/9 + 0.1²/9) = 18, of
    // which Student's distribution has 0.030411 below −2 and 0.165282 below −1.
    const error = Math.sqrt(0.2)
    const system = (mean: number) => ({ mean, variance: 1, runs: 10 })
    expect(chanceOfBest([system(2 * error), system(0), system(error)])).toBeCloseTo(1 - 0.195693, 5)
  })

  it('is less where it rests on fewer runs, though means are as many standard errors apart', () => {
    // Two runs each: 1² / (0.5²/1 + 0.5²/1) = 2 degrees of freedom, P(T < −2) = 0.5 − 2/(2·√(2 + 2²)) = 0.091752.
    expect(
      chanceOfBest([
        { mean: 0, variance: 1, runs: 2 },
        { mean: 2, variance: 1, runs: 2 },
      ]),
    ).toBeCloseTo(1 - 0.091752, 6)
  })
})

describe('counts that are the same in every seed', () => {
  const counts = {
    indifference: 0.01,
    alpha: 0.05,
    firstSeeds: 10,
    lowerIsBetter: true,
    unit: 'jobs' as const,
  }

  it('are no differences without a spread: whole numbers meet by chance', async () => {
    // Always one more. S² = 1/10, h² = 6.0130: the tolerance 0.01/(2r) · (6.0130 · 0.1/0.01² − r) = 30.065/r − 0.005 is 3.0015 after
    // 10 seeds, and below 1 from the first r > 30.065/1.005 = 29.9.
    const found = await kimNelson(2, counts, async (system, seed) => 3 + (seed % 4) + system, 200)
    expect(found).toMatchObject({ best: 0, because: 'one left', seeds: 30, same: false })
  })

  it('are told to be the same where they are on both sides', async () => {
    const found = await kimNelson(2, counts, async () => 0, 200)
    expect(found).toMatchObject({ because: 'within indifference', seeds: 10, same: true })
  })
})
