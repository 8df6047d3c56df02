import { expect } from 'vitest'
import { execute } from '../../bench/execute.ts'
import type { MachineGroup, RunSpec } from '../../bench/plan.ts'
import { meanInterval } from '../../reports/statistics/mean-interval.ts'
import { NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import type { Numbers } from '../../sim/measure/result.ts'
import { systems } from '../../systems/catalogue.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import type { DistributionSpec, JobsPart, Part } from '../../workloads/spec.ts'
import { numbersOf } from '../support/watched-run.ts'

/** Customers that arrive as a Poisson process, one task and one core each. */
export function customers(rate: number, duration: DistributionSpec, more: Partial<JobsPart> = {}): JobsPart {
  const constant = (value: number): DistributionSpec => ({ kind: 'constant', value })
  return {
    kind: 'jobs',
    jobClass: 'batch',
    interarrival: { kind: 'exponential', mean: SECOND / rate },
    tasks: constant(1),
    duration,
    cpuMilli: constant(1000),
    memoryMiB: constant(0),
    meanTimeToFailure: NEVER,
    gang: false,
    priority: 0,
    ...more,
  }
}

export const exponentialSecond: DistributionSpec = { kind: 'exponential', mean: SECOND }

/** First come, first served, no think time, no latency: a queue before servers. */
export const queue: SystemSpec = { ...systems['batch-fcfs']!, name: 'queue' }

/** The queue with some settings of its root changed. */
export function queueWith(root: Partial<SystemSpec['root']>): SystemSpec {
  return { ...queue, root: { ...queue.root, ...root } as SystemSpec['root'] }
}

export function servers(count: number): MachineGroup[] {
  return [{ count, cpuMilli: 1000, memoryMiB: 0 }]
}

/** What differs between the runs of theory. Customers come until `arriveFor`; all of them are served unless `until` cuts. */
export interface QueueingRun {
  readonly system?: SystemSpec
  readonly machines: readonly MachineGroup[]
  readonly parts: readonly Part[]
  readonly warmup: Time
  readonly arriveFor: Time
  readonly until?: Time
  /** Of each machine. */
  readonly meanTimeToFailure?: Time
  readonly meanTimeToRepair?: Time
}

/** The numbers of a result's rows, by scope and name. */
export type Rows = (scope?: string, name?: string) => Numbers

/** One replication, through everything that an experiment goes through. */
export async function replicate(run: QueueingRun, seed: string): Promise<Rows> {
  const { meanTimeToFailure = NEVER, meanTimeToRepair = NEVER, until = NEVER } = run
  const spec: RunSpec = {
    system: run.system ?? queue,
    hardware: { machines: run.machines, meanTimeToFailure, meanTimeToRepair },
    workload: { kind: 'mix', parts: run.parts, until: run.arriveFor },
    seed,
    warmup: run.warmup,
    until,
    slices: 1,
    check: false,
    policyFiles: {},
  }
  const result = await execute(spec)
  return (scope, name) => numbersOf(result, scope, name)
}

/** The same measurement from many replications, each with a seed of its own. */
export async function replications<T>(
  run: QueueingRun,
  count: number,
  read: (rows: Rows) => T,
): Promise<T[]> {
  const values: T[] = []
  for (let i = 0; i < count; i++) values.push(read(await replicate(run, `oak/${i}`)))
  return values
}

/** Replications in one confidence interval, as many as an experiment has seeds. */
const SEEDS = 10

/** How many 95 % intervals, each over the next ten replications, do not contain the truth. */
export function misses(values: readonly number[], truth: number): number {
  let missed = 0
  for (let from = 0; from + SEEDS <= values.length; from += SEEDS) {
    const { low, high } = meanInterval(values.slice(from, from + SEEDS))
    if (truth < low || truth > high) missed++
  }
  return missed
}

/**
 * The 99.9 % interval of all replications contains the truth, and is no wider than ± `precision` of it: a fault larger than
 * that cannot hide. A correct simulator fails this with one set of seeds in a thousand; the seeds are fixed.
 */
export function expectMean(values: readonly number[], truth: number, precision: number): void {
  const { mean, low, high } = meanInterval(values, 0.999)
  const half = (high - low) / 2
  expect(half / truth, `half width ${half} of the interval round ${mean}`).toBeLessThan(precision)
  expect(Math.abs(mean - truth), `mean ${mean}, truth ${truth}`).toBeLessThan(half)
}

/**
 * 400 replications, that is 40 intervals of which 2 are expected to miss; more than 6 happen to an honest 95 % interval in
 * 0.3 % of cases (binomial).
 */
export function expectHonestIntervals(values: readonly number[], truth: number, precision: number): void {
  expect(values.length).toBe(400)
  expect(misses(values, truth)).toBeLessThanOrEqual(6)
  expectMean(values, truth, precision)
}
