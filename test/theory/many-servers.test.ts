/**
 * Many machines: M/M/c behind one queue (Erlang C), and one queue a machine with jobs sent to it at random.
 */
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../sim/engine/time.ts'
import { systems } from '../../systems/catalogue.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import { erlangC, leastWorkOfTwoMeanWait, meanWaitOfManyServers } from './closed-forms.ts'
import {
  customers,
  expectHonestIntervals,
  expectMean,
  exponentialSecond,
  type QueueingRun,
  queueWith,
  type Rows,
  replicate,
  replications,
  servers,
} from './replications.ts'

const wait = (rows: Rows) => rows()['wait_first_mean_s']!

describe('the formula', () => {
  it('gives the textbook values', () => {
    // Two servers, one of them busy on average: 1/3 of arrivals wait.
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12)
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12)
    // M/M/2 with ρ = 1/2: W = 1/3 s.
    expect(meanWaitOfManyServers(2, 1, 1)).toBeCloseTo(1 / 3, 12)
    expect(meanWaitOfManyServers(4, 3.2, 1)).toBeCloseTo(0.746, 3)
    expect(meanWaitOfManyServers(32, 28.8, 1)).toBeCloseTo(0.143, 3)
  })
})

describe('M/M/c (Erlang C)', () => {
  const fourServers: QueueingRun = {
    machines: servers(4),
    parts: [customers(3.2, exponentialSecond)],
    warmup: 100 * SECOND,
    arriveFor: 900 * SECOND,
  }

  it('waits C/(cμ − λ): 4 machines, ρ = 0.8', async () => {
    const values = await replications(fourServers, 400, wait)
    expectHonestIntervals(values, meanWaitOfManyServers(4, 3.2, 1), 0.05)
  })

  it('makes no difference between 4 machines of one core and one machine of 4', async () => {
    const whole = { ...fourServers, machines: [{ count: 1, cpuMilli: 4000, memoryMiB: 0 }] }
    const [apart, together] = [await replicate(fourServers, 'oak'), await replicate(whole, 'oak')]
    expect(together()).toEqual(apart())
  })

  it('waits little in a large room: 32 machines, ρ = 0.9', async () => {
    const run = {
      ...fourServers,
      machines: servers(32),
      parts: [customers(28.8, exponentialSecond)],
      warmup: 60 * SECOND,
      arriveFor: 700 * SECOND,
    }
    expectMean(await replications(run, 40, wait), meanWaitOfManyServers(32, 28.8, 1), 0.15)
  })
})

describe('sampling, one queue a machine, ρ = 0.8, 200 machines', () => {
  const sampling = systems['sampling']!
  const probing = (probeRatio: number): QueueingRun => ({
    system: {
      ...sampling,
      ...queueWith({
        ...sampling.root,
        order: 'fifo',
        probeRatio,
        think: { default: { perJob: 0, perTask: 0 } },
      } as Partial<SystemSpec['root']>),
    },
    machines: servers(200),
    parts: [customers(160, exponentialSecond)],
    warmup: 60 * SECOND,
    arriveFor: 260 * SECOND,
  })

  it('is 200 times M/M/1 when each job is sent to one machine', async () => {
    expectMean(await replications(probing(1), 12, wait), 0.8 / 0.2, 0.1)
  })

  it('binds late to the machine with the least work of two: a sixth of the wait', async () => {
    // ρ/(1 − ρ) = 4 against −ln(1 − ρ²)/ρ² − 1 = 0.5963; the limit of many machines is near at 200.
    const values = await replications(probing(2), 12, wait)
    expectMean(values, leastWorkOfTwoMeanWait(0.8), 0.05)
  })
})
