/**
 * A scheduler that thinks is a server, and jobs are its customers: what sets the architectures apart before any machine is
 * full. The cluster is one machine that has room for everything, and messages take no time.
 */
import { describe, expect, it } from 'vitest'
import { HOUR, MILLISECOND, SECOND } from '../../sim/engine/time.ts'
import { systems } from '../../systems/catalogue.ts'
import type { SystemSpec, ThinkTime } from '../../systems/generic/spec.ts'
import { pollaczekKhinchine } from './closed-forms.ts'
import {
  customers,
  expectHonestIntervals,
  expectMean,
  type QueueingRun,
  replications,
} from './replications.ts'

const roomy = [{ count: 1, cpuMilli: 1e9, memoryMiB: 0 }]
const short = { kind: 'constant', value: MILLISECOND } as const

function thinking(
  name: string,
  think: Readonly<Record<string, ThinkTime>> & { default: ThinkTime },
): SystemSpec {
  const system = systems[name]!
  return {
    ...system,
    name,
    root: { ...system.root, think, share: 'fifo' },
    latency: { scheduler: 0, machine: 0, status: 0 },
  }
}

/** Batch jobs are many and easy, services few and hard: busy 0.2 and 0.3 of the time. */
const twoPaths = {
  default: { perJob: 200 * MILLISECOND, perTask: 0 },
  service: { perJob: SECOND, perTask: 0 },
}
const twoClasses: Omit<QueueingRun, 'system'> = {
  machines: roomy,
  parts: [customers(1, short), customers(0.3, short, { jobClass: 'service' })],
  warmup: 100 * SECOND,
  arriveFor: HOUR / 2,
}

describe('a scheduler with a constant think time', () => {
  const run: QueueingRun = {
    system: thinking('monolithic', { default: { perJob: 800 * MILLISECOND, perTask: 0 } }),
    machines: roomy,
    parts: [customers(1, short)],
    warmup: 100 * SECOND,
    arriveFor: HOUR / 2,
  }

  it('is M/D/1: jobs queue ρD / 2(1 − ρ), ρ = 0.8', async () => {
    const values = await replications(run, 400, rows => rows()['queue_first_mean_s']!)
    expectHonestIntervals(values, pollaczekKhinchine(1, 0.8, 0), 0.05)
  })

  it('is busy for λD of the time', async () => {
    const values = await replications(run, 20, rows => rows('scheduler', 'root')['busy_share']!)
    expectMean(values, 0.8, 0.02)
  })
})

describe('a scheduler whose think time grows with the tasks of a job', () => {
  it('is M/G/1: exponential number of tasks, rounded up', async () => {
    // ⌈Exp(mean m)⌉ is geometric: P(n tasks) = (1 − q)qⁿ⁻¹ with q = e^(−1/m); mean 1/(1 − q), variance q/(1 − q)².
    const q = Math.exp(-1 / 10)
    const meanTasks = 1 / (1 - q)
    const perTask = 50 * MILLISECOND
    const run: QueueingRun = {
      system: thinking('monolithic', { default: { perJob: 0, perTask } }),
      machines: roomy,
      parts: [customers(1, short, { tasks: { kind: 'exponential', mean: 10 } })],
      warmup: 100 * SECOND,
      arriveFor: HOUR / 2,
    }
    const values = await replications(run, 100, rows => rows()['queue_first_mean_s']!)
    expectMean(values, pollaczekKhinchine(1, 0.05 * meanTasks, q), 0.1)
  })
})

describe('batch jobs beside slow services', () => {
  // One queue: mean think time 0.5/1.3 s, E[S²] = (0.04 + 0.3)/1.3, so W = 1.3 E[S²] / 2(1 − 0.5) = 0.34 s for both.
  it('wait for the services too under one scheduler', async () => {
    const run = { ...twoClasses, system: thinking('monolithic', twoPaths) }
    const values = await replications(run, 100, rows =>
      ['batch', 'service'].map(name => rows('class', name)['queue_first_mean_s']!),
    )
    for (const i of [0, 1]) {
      expectMean(
        values.map(each => each[i]!),
        0.34,
        0.1,
      )
    }
  })

  // Two queues: M/D/1 with ρ = 0.2 and D = 0.2 s waits 0.025 s, with ρ = 0.3 and D = 1 s it waits 0.2143 s.
  it('wait only for each other under shared state', async () => {
    const run = { ...twoClasses, system: thinking('shared-state', twoPaths) }
    const values = await replications(run, 100, rows =>
      ['batch', 'service'].map(name => rows('class', name)['queue_first_mean_s']!),
    )
    for (const [i, truth] of [pollaczekKhinchine(1, 0.2, 0), pollaczekKhinchine(0.3, 1, 0)].entries()) {
      expectMean(
        values.map(each => each[i]!),
        truth,
        0.1,
      )
    }
    expect(pollaczekKhinchine(1, 0.2, 0)).toBeCloseTo(0.025, 12)
  })
})
