import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../sim/engine/time.ts'
import { offeredLoad } from '../../workloads/offered-load.ts'
import type { DistributionSpec, MixSpec } from '../../workloads/spec.ts'
import { type WrittenJob, workloadOf } from '../support/watched-run.ts'

const constant = (value: number): DistributionSpec => ({ kind: 'constant', value })
const common = { meanTimeToFailure: NEVER, priority: 0, gang: false }
const mix = (load?: number): MixSpec => ({
  kind: 'mix',
  until: 9000 * SECOND,
  ...(load === undefined ? {} : { load }),
  parts: [
    {
      kind: 'jobs',
      jobClass: 'batch',
      interarrival: { kind: 'exponential', mean: 2.5 * SECOND },
      tasks: constant(10),
      duration: constant(300 * SECOND),
      cpuMilli: constant(2000),
      memoryMiB: constant(1024),
      ...common,
    },
  ],
})
const never = () => {
  throw new Error('a mix is not read')
}
const machines = { cpuMilli: 640_000, memoryMiB: 40 * 65_536 }

describe('the load that a mix offers', () => {
  it('is arrivals × tasks × duration × amount, by resource', async () => {
    // 0.4 jobs a second × 10 tasks × 300 s = 1 200 tasks at once: 2 400 of 640 cores, 1 200 of 2 560 GiB.
    const load = await offeredLoad(mix(), machines, 9000 * SECOND, never)
    expect(load.cpu).toBeCloseTo(3.75, 12)
    expect(load.memory).toBeCloseTo(0.46875, 12)
  })

  it('is what it is asked to be in cores, and follows in memory', async () => {
    // Twice as fast as 1.875: memory follows, 0.46875 · 0.5 / 3.75.
    const load = await offeredLoad(mix(0.5), machines, 9000 * SECOND, never)
    expect(load.cpu).toBeCloseTo(0.5, 12)
    expect(load.memory).toBeCloseTo(0.0625, 12)
  })
})

describe('the load that written jobs offer', () => {
  const read = (jobs: readonly WrittenJob[], until: number) =>
    offeredLoad({ kind: 'omega-csv', file: '' }, { cpuMilli: 4000, memoryMiB: 0 }, until, () =>
      workloadOf(jobs),
    )

  it('is their work over the run, tasks up to its end alone', async () => {
    // Up to 100 s: 2 tasks × 30 s, and of 80 s from 60 s on the first 40: (60 + 40) / (4 · 100) = 0.25.
    const jobs = [
      { submit: 0, run: 30, tasks: 2 },
      { submit: 60, run: 80 },
      { submit: 100, run: 10 },
    ]
    expect(await read(jobs, 100 * SECOND)).toEqual({ cpu: 0.25, memory: null })
  })

  it('is their work until the last of them would end where the run has no end, unless some never do', async () => {
    // (30 + 10) / (4 · 30).
    const jobs = [
      { submit: 0, run: 30 },
      { submit: 10, run: 10 },
    ]
    expect((await read(jobs, NEVER)).cpu).toBeCloseTo(1 / 3, 12)
    expect((await read([{ submit: 0, run: NEVER }], NEVER)).cpu).toBeNull()
  })
})
