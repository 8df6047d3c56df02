/**
 * Machines that fail and are repaired, tasks that fail and start again, and pipelines that a failure ends.
 */
import { describe, expect, it } from 'vitest'
import { HOUR, NEVER, SECOND } from '../../sim/engine/time.ts'
import { systems } from '../../systems/catalogue.ts'
import type { FailureSpec, FrameworkSpec } from '../../systems/generic/spec.ts'
import type { DistributionSpec, PipelinesPart, ServicesPart } from '../../workloads/spec.ts'
import { customers, expectMean, queue, replications, servers } from './replications.ts'

const constant = (value: number): DistributionSpec => ({ kind: 'constant', value })

function framework(kind: FrameworkSpec['kind'], failure: Partial<FailureSpec>): FrameworkSpec {
  return { ...queue.frameworks[0]!, name: kind, kind, takes: ['*'], ...failure }
}

/** Room for every task at once: nothing waits for a machine. */
const roomy = [{ count: 1, cpuMilli: 1e9, memoryMiB: 0 }]

describe('machines that fail every 15 minutes and are repaired in 100 s', () => {
  const everywhere: ServicesPart = {
    kind: 'services',
    jobClass: 'service',
    count: 1,
    within: 0,
    instances: constant(50),
    cpuMilli: constant(1000),
    memoryMiB: constant(0),
    meanTimeToFailure: NEVER,
    priority: 0,
  }
  const run = {
    system: { ...queue, frameworks: [framework('services', { onFailure: 'relaunch', backoff: 0 })] },
    machines: servers(50),
    parts: [everywhere],
    warmup: HOUR,
    arriveFor: 1,
    until: 24 * HOUR,
    meanTimeToFailure: 900 * SECOND,
    meanTimeToRepair: 100 * SECOND,
  }

  it('are up MTTF / (MTTF + MTTR) of the time: a service on each of 50 machines holds 90 % of the cores', async () => {
    const values = await replications(run, 10, rows => rows()['cpu_used_share']!)
    expectMean(values, 0.9, 0.01)
  })

  it('lose a task each 1 000 s', async () => {
    const values = await replications(run, 10, rows => rows()['tasks_lost']!)
    expectMean(values, (50 * 23 * 3600) / 1000, 0.05)
  })
})

describe('tasks of 100 s that fail every 100 s on average and start again from the beginning', () => {
  // An attempt succeeds with probability e^(−D/M), so e^(D/M) − 1 = 1.718 attempts fail. Each costs the pause; the time
  // to success without pauses is M(e^(D/M) − 1) = 171.8 s (Trivedi, "Probability and Statistics", restart).
  const failures = Math.E - 1
  const relaunching = (backoff: number) => ({
    system: { ...queue, frameworks: [framework('batch', { onFailure: 'relaunch', backoff })] },
    machines: roomy,
    parts: [customers(1, constant(100 * SECOND), { meanTimeToFailure: 100 * SECOND })],
    warmup: 0,
    arriveFor: 5000 * SECOND,
  })

  it('take M(e^(D/M) − 1) when they are launched again at once', async () => {
    const values = await replications(relaunching(0), 20, rows => rows()['response_mean_s']!)
    expectMean(values, 100 * failures, 0.02)
  })

  it('take a pause of 10 s longer for each failure', async () => {
    const values = await replications(relaunching(10 * SECOND), 20, rows => rows()['response_mean_s']!)
    expectMean(values, (100 + 10) * failures, 0.02)
  })

  it('repeat all work beyond the 100 s of the last attempt', async () => {
    const values = await replications(
      relaunching(0),
      20,
      rows => (rows()['core_hours_repeated']! * 3600) / rows()['jobs_finished']!,
    )
    expectMean(values, 100 * failures - 100, 0.04)
  })
})

describe('pipelines of three stages of 60 s whose tasks fail every 600 s, and are cancelled then', () => {
  const chain: PipelinesPart = {
    kind: 'pipelines',
    jobClass: 'pipeline',
    interarrival: { kind: 'exponential', mean: SECOND },
    layers: constant(3),
    width: constant(1),
    parents: 1,
    tasks: constant(1),
    duration: constant(60 * SECOND),
    cpuMilli: constant(1000),
    memoryMiB: constant(0),
    meanTimeToFailure: 600 * SECOND,
    priority: 0,
  }
  const run = {
    system: {
      ...queue,
      frameworks: [{ ...framework('pipelines', { onFailure: 'cancel' }), cancels: 'dependents' as const }],
    },
    machines: roomy,
    parts: [chain],
    warmup: 0,
    arriveFor: 3000 * SECOND,
  }
  const perPipeline = (name: string) =>
    replications(run, 20, rows => (3600 * rows()[name]!) / rows()['pipelines_submitted']!)

  it('finish with probability e^(−180/600)', async () => {
    const values = await replications(
      run,
      20,
      rows => rows()['pipelines_finished']! / rows()['pipelines_submitted']!,
    )
    expectMean(values, Math.exp(-0.3), 0.02)
  })

  it('have done E[T; T < 180] of work in vain before the failure at T', async () => {
    // ∫₀ᴸ t e^(−t/M)/M dt = M(1 − e^(−L/M)) − L e^(−L/M) = 22.16 s of a core, and nothing after it.
    expectMean(
      await perPipeline('core_hours_lost_before'),
      600 * (1 - Math.exp(-0.3)) - 180 * Math.exp(-0.3),
      0.05,
    )
    expect(new Set(await perPipeline('core_hours_lost_after'))).toEqual(new Set([0]))
  })

  it('save the stages that the failure kept from starting', async () => {
    // A stage fails with probability f = 1 − e^(−0.1): 120 s saved at the first, 60 s at the second.
    const f = 1 - Math.exp(-0.1)
    expectMean(await perPipeline('core_hours_saved'), f * 120 + (1 - f) * f * 60, 0.05)
  })
})

describe('the default of the catalogue', () => {
  it('retries a batch task three times: the fourth failure gives the job up', async () => {
    // Of jobs whose single task fails with probability p = 1 − e⁻¹ in each attempt, p⁴ are given up.
    const run = {
      system: { ...queue, frameworks: [{ ...systems['monolithic']!.frameworks[1]!, takes: ['*'] }] },
      machines: roomy,
      parts: [customers(1, constant(100 * SECOND), { meanTimeToFailure: 100 * SECOND })],
      warmup: 0,
      arriveFor: 3000 * SECOND,
    }
    const values = await replications(run, 20, rows => rows()['jobs_failed']! / rows()['jobs_submitted']!)
    expectMean(values, (1 - Math.exp(-1)) ** 4, 0.08)
  })
})
