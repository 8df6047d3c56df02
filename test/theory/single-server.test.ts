/**
 * One machine of one core, Poisson arrivals, first come first served: M/M/1, M/D/1 and M/G/1.
 */

import { describe, expect, it } from 'vitest'
import { drive } from '../../bench/drive.ts'
import { meanInterval } from '../../reports/statistics/mean-interval.ts'
import { HOUR, NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import { Simulation } from '../../systems/simulation.ts'
import { openWorkload } from '../../workloads/open.ts'
import { machinesOf } from '../support/watched-run.ts'
import { pollaczekKhinchine } from './closed-forms.ts'
import {
  customers,
  expectHonestIntervals,
  expectMean,
  exponentialSecond,
  misses,
  type QueueingRun,
  queue,
  type Rows,
  replications,
  servers,
} from './replications.ts'

const wait = (rows: Rows) => rows()['wait_first_mean_s']!

function singleServer(load: number, duration = exponentialSecond, arriveFor = HOUR): QueueingRun {
  return { machines: servers(1), parts: [customers(load, duration)], warmup: 200 * SECOND, arriveFor }
}

/** Share of the time with n customers in the system, by n: from empty to empty again after the last of `arriveFor`. */
async function timeWith(load: number, arriveFor: Time, seed: string): Promise<number[]> {
  const { machines, parts } = singleServer(load)
  const workload = await openWorkload({ kind: 'mix', parts, until: arriveFor }, { seed, cpuMilli: 1000 })
  const hardware = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }
  const spec = { system: queue, seed, warmup: 0, until: NEVER, slices: 1, check: false, hardware }
  const simulation = new Simulation(spec, machinesOf(machines[0]!.count, 1, 0), workload)
  const { cluster } = simulation
  const times: number[] = []
  let last: Time = 0
  let present = 0
  const change = (by: number) => {
    times[present] = (times[present] ?? 0) + cluster.now - last
    last = cluster.now
    present += by
  }
  cluster.probes.add({ jobArrived: () => change(1), jobEnded: () => change(-1) })
  await drive(simulation)
  return times.map(time => time / cluster.now)
}

describe('M/M/1', () => {
  it('waits ρ/(1 − ρ), and 95 % intervals contain it in 95 % of cases, ρ = 0.5', async () => {
    const values = await replications(singleServer(0.5, exponentialSecond, HOUR / 2), 1000, wait)
    // 100 intervals: 5 are expected to miss. None at all, or more than 11, each happens in less than 0.6 % of cases.
    expect(misses(values, 1)).toBeGreaterThanOrEqual(1)
    expect(misses(values, 1)).toBeLessThanOrEqual(11)
    expectMean(values, 1, 0.03)
  })

  it('waits ρ/(1 − ρ), ρ = 0.8', async () => {
    expectHonestIntervals(await replications(singleServer(0.8), 400, wait), 4, 0.05)
  })
})

describe('warm-up', () => {
  const short = (warmup: Time): QueueingRun => ({
    ...singleServer(0.8, exponentialSecond, warmup + 100 * SECOND),
    warmup,
  })
  // A sum, because the mean of one short run is biased: where many come, all wait long.
  const together = (rows: Rows) => rows()['wait_first_mean_s']! * rows()['jobs_submitted']!

  it('cuts who came while the queue was too short: the 80 customers of the next 100 s wait 320 s together', async () => {
    const values = await replications(short(200 * SECOND), 2000, rows => [
      together(rows),
      rows()['jobs_submitted']!,
    ])
    expectMean(
      values.map(each => each[0]!),
      320,
      0.12,
    )
    expectMean(
      values.map(each => each[1]!),
      80,
      0.01,
    )
  })

  it('is needed: those of the first 100 s wait less', async () => {
    const values = await replications(short(0), 1000, together)
    expect(meanInterval(values, 0.999).high).toBeLessThan(300)
  })
})

describe('the number of customers in M/M/1', () => {
  it('is geometric, P(N = n) = (1 − ρ)ρⁿ, and ρ/(1 − ρ) on average, ρ = 0.6', async () => {
    const shares = await Promise.all(
      Array.from({ length: 40 }, (_, i) => timeWith(0.6, 5 * HOUR, `oak/${i}`)),
    )
    for (let n = 0; n <= 5; n++) {
      expectMean(
        shares.map(share => share[n] ?? 0),
        0.4 * 0.6 ** n,
        0.1,
      )
    }
    const means = shares.map(share => share.reduce((sum, part, n) => sum + n * part, 0))
    expectMean(means, 0.6 / 0.4, 0.06)
  })
})

describe('the wait in M/M/1', () => {
  it('has the tail P(W > t) = ρe^(−(1 − ρ)t): 90th percentile 8.06 s and 99th 17.27 s at ρ = 0.75', async () => {
    const quantiles = await replications(singleServer(0.75, exponentialSecond, 10 * HOUR), 24, rows => [
      rows()['wait_first_p90_s']!,
      rows()['wait_first_p99_s']!,
    ])
    // Quantiles of a run are biased by 1/n: 27 000 customers a run leave less than the interval's width of it.
    for (const [i, rest] of [0.1, 0.01].entries()) {
      expectMean(
        quantiles.map(each => each[i]!),
        Math.log(0.75 / rest) / 0.25,
        0.06,
      )
    }
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
