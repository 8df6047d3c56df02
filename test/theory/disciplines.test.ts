/**
 * One machine and an order of its own: priorities (Cobham) and shortest job first (Phipps), neither interrupts service.
 */
import { describe, expect, it } from 'vitest'
import { HOUR, SECOND } from '../../sim/engine/time.ts'
import { cobham, pollaczekKhinchine, shortestFirstMeanWait } from './closed-forms.ts'
import {
  customers,
  expectHonestIntervals,
  exponentialSecond,
  type QueueingRun,
  queueWith,
  replications,
  servers,
} from './replications.ts'

const warmup = 200 * SECOND

describe('the formulas', () => {
  it('agree with Pollaczek and Khinchine where all customers are alike', () => {
    expect(cobham([{ rate: 0.8, meanService: 1, squaredCv: 1 }])).toEqual([pollaczekKhinchine(0.8, 1, 1)])
  })

  it('keep Kleinrock’s conservation law: Σ ρᵢWᵢ is that of first come, first served', () => {
    const classes = [0.2, 0.3, 0.3].map(rate => ({ rate, meanService: 1, squaredCv: 1 }))
    const weighted = cobham(classes).reduce((sum, wait, i) => sum + classes[i]!.rate * wait, 0)
    expect(weighted).toBeCloseTo(0.8 * pollaczekKhinchine(0.8, 1, 1), 12)
  })
})

describe('priority', () => {
  it('divides the wait between the classes as Cobham says, ρ = 0.2 + 0.3 + 0.3', async () => {
    const run: QueueingRun = {
      system: queueWith({ order: 'priority' }),
      machines: servers(1),
      parts: [
        customers(0.2, exponentialSecond, { jobClass: 'high', priority: 2 }),
        customers(0.3, exponentialSecond, { jobClass: 'middle', priority: 1 }),
        customers(0.3, exponentialSecond, { jobClass: 'low', priority: 0 }),
      ],
      warmup,
      arriveFor: HOUR,
    }
    const values = await replications(run, 400, rows =>
      ['high', 'middle', 'low'].map(name => rows('class', name)['wait_first_mean_s']!),
    )
    // W₀ = 0.8: 0.8/0.8 = 1 s, 0.8/(0.8 · 0.5) = 2 s, 0.8/(0.5 · 0.2) = 8 s.
    for (const [i, truth] of [1, 2, 8].entries()) {
      expectHonestIntervals(
        values.map(each => each[i]!),
        truth,
        0.08,
      )
    }
  })
})

describe('shortest-first', () => {
  it('waits 1.88 s where M/M/1 waits 4, ρ = 0.8', async () => {
    const run: QueueingRun = {
      system: queueWith({ order: 'shortest-first' }),
      machines: servers(1),
      parts: [customers(0.8, exponentialSecond)],
      warmup,
      arriveFor: HOUR / 2,
    }
    const truth = shortestFirstMeanWait(0.8)
    expect(truth).toBeCloseTo(1.8822, 4)
    expectHonestIntervals(await replications(run, 400, rows => rows()['wait_first_mean_s']!), truth, 0.05)
  })
})
