/**
 * One machine of one core, Poisson arrivals, first come first served: M/M/1, M/D/1 and M/G/1.
 */
import { describe, expect, it } from 'vitest'
import { HOUR, SECOND } from '../../sim/time.ts'
import { pollaczekKhinchine } from './closed-forms.ts'
import {
  customers,
  expectHonestIntervals,
  expectMean,
  exponentialSecond,
  misses,
  type QueueingRun,
  type Rows,
  replications,
  servers,
} from './replications.ts'

const wait = (rows: Rows) => rows()['wait_first_mean_s']!

function singleServer(load: number, duration = exponentialSecond, arriveFor = HOUR): QueueingRun {
  return { machines: servers(1), parts: [customers(load, duration)], warmup: 200 * SECOND, arriveFor }
}

describe('M/M/1', () => {
  it('waits ρ/(1 − ρ), and 95 % intervals contain it in 95 % of cases, ρ = 0.5', async () => {
    const values = await replications(singleServer(0.5), 1000, wait)
    // 100 intervals: 5 are expected to miss. None at all, or more than 11, each happens in less than 0.6 % of cases.
    expect(misses(values, 1)).toBeGreaterThanOrEqual(1)
    expect(misses(values, 1)).toBeLessThanOrEqual(11)
    expectMean(values, 1, 0.02)
  })

  it('waits ρ/(1 − ρ), ρ = 0.8', async () => {
    expectHonestIntervals(await replications(singleServer(0.8), 400, wait), 4, 0.05)
  })
})

describe('M/D/1', () => {
  it('waits half as long as M/M/1, ρ = 0.8', async () => {
    const values = await replications(singleServer(0.8, { kind: 'constant', value: SECOND }), 100, wait)
    expectMean(values, pollaczekKhinchine(0.8, 1, 0), 0.08)
  })
})

describe('M/G/1 (Pollaczek–Khinchine)', () => {
  it('waits longer the more service varies: lognormal, cv 1.5, ρ = 0.6', async () => {
    const values = await replications(
      singleServer(0.6, { kind: 'lognormal', mean: SECOND, cv: 1.5 }),
      400,
      wait,
    )
    expectHonestIntervals(values, pollaczekKhinchine(0.6, 1, 1.5 ** 2), 0.05)
  })
})
