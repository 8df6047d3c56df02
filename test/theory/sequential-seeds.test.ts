/**
 * What is left of 95 % where seeds are added until an interval is narrow enough, for processes whose mean is known. A run of M/M/1
 * is a loop of its own (Lindley's recursion), begins in the steady state, and so has exactly the mean ρ / (1 − ρ) of the waits.
 *
 * Three ways to choose the number of seeds: Chow and Robbins as `switchyard run` does it; Stein's two stages (1945, Annals of
 * Mathematical Statistics 16:243–258), where twenty seeds say how many there will be; and, for comparison, as many as Chow and Robbins
 * take on average, fixed beforehand.
 */
import { describe, expect, it } from 'vitest'
import { meanInterval } from '../../reports/statistics/mean-interval.ts'
import { FIRST_LOOK, halfWidthOf, isWithin, looks } from '../../reports/statistics/sequential.ts'
import { Streams } from '../../sim/chance/random.ts'

const EXPERIMENTS = 10_000
const MOST = 1000

interface Process {
  readonly name: string
  readonly mean: number
  readonly share: number
  /** Values of so many runs. */
  readonly pool: Float64Array
}

function pool(name: string, runs: number, one: (uniform: () => number) => number): Float64Array {
  const random = new Streams(`sequential ${name}`).stream('runs')
  return Float64Array.from({ length: runs }, () => one(() => random.uniform()))
}

const exponential = (uniform: () => number) => -Math.log(1 - uniform())

/** Mean wait of so many jobs at load ρ with a mean service time of 1. */
function waits(rho: number, jobs: number, share: number): Process {
  const name = `M/M/1 at ${rho}, ${jobs.toLocaleString('en-US')} jobs`
  const one = (uniform: () => number) => {
    let wait = uniform() < rho ? exponential(uniform) / (1 - rho) : 0
    let sum = 0
    for (let i = 0; i < jobs; i++) {
      sum += wait
      wait = Math.max(0, wait + exponential(uniform) - exponential(uniform) / rho)
    }
    return sum / jobs
  }
  return { name, mean: rho / (1 - rho), share, pool: pool(name, 10_000, one) }
}

/** A normal value around 1. */
function normal(cv: number, share: number): Process {
  const name = `normal, cv ${cv}`
  const one = (uniform: () => number) =>
    1 + cv * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return { name, mean: 1, share, pool: pool(name, 100_000, one) }
}

interface Count {
  within: number
  covered: number
  seeds: number
}

/** Of all experiments: how often the mean was as near as asked for, how often the printed interval held it, and the seeds. */
function counted({ name, mean: known, share, pool }: Process): Record<keyof Found, Count> {
  const random = new Streams(`drawn from ${name}`).stream('experiments')
  const draw = () => pool[Math.floor(random.uniform() * pool.length)]!
  // The mean of what is drawn from, where that is a pool of finite size.
  const truth = pool.reduce((sum, value) => sum + value, 0) / pool.length
  expect(Math.abs(truth / known - 1)).toBeLessThan(0.01)
  const tally = (values: readonly number[], count: Count) => {
    const { mean, low, high } = meanInterval(values)
    if (Math.abs(mean - truth) <= share * mean) count.within++
    if (low <= truth && truth <= high) count.covered++
    count.seeds += values.length
  }
  const nothing = (): Count => ({ within: 0, covered: 0, seeds: 0 })
  const counts = { sequential: nothing(), stein: nothing(), fixed: nothing() }
  const grow = (values: number[], seeds: number) => {
    while (values.length < seeds) values.push(draw())
    return values
  }
  for (let i = 0; i < EXPERIMENTS; i++) {
    const values: number[] = []
    for (const seeds of looks(MOST)) if (isWithin(grow(values, seeds), { share })) break
    tally(values, counts.sequential)
    const pilot = grow([], FIRST_LOOK)
    const needed = Math.ceil(FIRST_LOOK * (halfWidthOf(pilot, { share }) / share) ** 2)
    tally(grow(pilot, Math.min(MOST, needed)), counts.stein)
  }
  const seeds = Math.round(counts.sequential.seeds / EXPERIMENTS)
  for (let i = 0; i < EXPERIMENTS; i++) tally(grow([], seeds), counts.fixed)
  return counts
}

const percent = (count: number) => (100 * count) / EXPERIMENTS

/** What was counted, in per cent: how often the mean is as near as asked for, and the printed interval holds it. */
interface Found {
  readonly sequential: readonly [within: number, covered: number, seeds: number]
  readonly stein: readonly [within: number, covered: number, seeds: number]
  readonly fixed: readonly [within: number, covered: number, seeds: number]
}

const found: [process: () => Process, found: Found][] = [
  [
    () => normal(0.045, 0.02),
    { sequential: [96.7, 94.3, 25], stein: [96.6, 94.5, 24], fixed: [97.5, 95.5, 25] },
  ],
  [() => normal(0.06, 0.02), { sequential: [95, 93.8, 38], stein: [95.2, 94, 40], fixed: [95.9, 94.8, 38] }],
  [
    () => normal(0.1, 0.02),
    { sequential: [95.2, 94.9, 100], stein: [95, 94.8, 111], fixed: [95.2, 94.8, 100] },
  ],
  [
    () => waits(0.5, 5000, 0.02),
    { sequential: [95.1, 94.5, 58], stein: [94.8, 94.3, 62], fixed: [95.5, 94.7, 58] },
  ],
  [
    () => waits(0.8, 20_000, 0.02),
    { sequential: [94.8, 94.2, 63], stein: [94.8, 94.1, 69], fixed: [95.6, 95, 63] },
  ],
  [
    () => waits(0.8, 5000, 0.05),
    { sequential: [94.6, 93.6, 41], stein: [93.9, 92.8, 44], fixed: [95.7, 94.5, 41] },
  ],
  [
    () => waits(0.9, 20_000, 0.05),
    { sequential: [95.2, 93.8, 37], stein: [94.5, 93.4, 39], fixed: [95.8, 94.4, 37] },
  ],
  [
    () => waits(0.9, 5000, 0.1),
    { sequential: [94.6, 92.5, 34], stein: [93.6, 91.8, 37], fixed: [95.9, 93.8, 34] },
  ],
]

describe('seeds that are added until an interval is narrow enough', () => {
  it.each(found)(
    'leave the mean as near as asked for in 93.5 %% of experiments or more, case %#',
    (make, told) => {
      const process = make()
      const counts = counted(process)
      for (const kind of ['sequential', 'stein', 'fixed'] as const) {
        const { within, covered, seeds } = counts[kind]
        const [ofWithin, ofCovered, ofSeeds] = told[kind]
        // What the docs say; a logarithm may differ in its last digit from one Node to another.
        expect(Math.abs(percent(within) - ofWithin), `${process.name}, ${kind}`).toBeLessThanOrEqual(0.5)
        expect(Math.abs(percent(covered) - ofCovered), `${process.name}, ${kind}`).toBeLessThanOrEqual(0.5)
        expect(Math.abs(seeds / EXPERIMENTS - ofSeeds), `${process.name}, ${kind}`).toBeLessThanOrEqual(1)
      }
      expect(percent(counts.sequential.within)).toBeGreaterThanOrEqual(93.5)
      // Stein's stages cover no more, but for three standard errors of a share of 10,000.
      expect(counts.sequential.covered).toBeGreaterThan(counts.stein.covered - 0.0065 * EXPERIMENTS)
    },
  )
})
