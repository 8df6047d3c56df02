import { describe, expect, it } from 'vitest'
import { HOUR, SECOND } from '../../../sim/engine/time.ts'
import { Concurrency } from '../../../sim/world/batch.ts'
import { offeredLoad } from '../../../workloads/offered-load.ts'
import type { MixSpec } from '../../../workloads/spec.ts'
import { growing } from '../../../workloads/synthetic/growing.ts'
import { openMix } from '../../../workloads/synthetic/mix.ts'
import { jobs, services } from './parts.ts'
import { readAll } from './rows.ts'

const setting = { seed: 'oak', cpuMilli: 30_000 }
const mix = (more: Partial<MixSpec>): MixSpec => ({
  kind: 'mix',
  parts: [services, jobs],
  until: HOUR,
  ...more,
})

describe('counts that grow', () => {
  it('hand on what is lost by rounding', () => {
    // Sums of 3 × 1, grown by a tenth: 1.1, 2.2, 3.3 … 9.9 and 11 are 1, 2, 3 … 10 and 11: the fifth brings the one that is due.
    const counts = Array.from({ length: 10 }, () => 1)
    expect(counts.map(growing(1.1))).toEqual([1, 1, 1, 1, 2, 1, 1, 1, 1, 1])
    // 4, 8 and 12 by 1.1: 4.4, 8.8 and 13.2.
    expect([4, 4, 4].map(growing(1.1))).toEqual([4, 5, 4])
    expect([4, 0, 4].map(growing(2))).toEqual([8, 0, 8])
  })
})

describe('a mix that grows', () => {
  it('has its jobs come as much more often, and more instances of its services', async () => {
    const rows = await readAll(openMix(mix({ growth: 1.25 }), setting))
    // 2 + 2 + 2 instances by 1.25: 2.5, 5 and 7.5, rounded 3, 5 and 8.
    expect(rows.slice(0, 3).map(({ tasks }) => tasks)).toEqual([3, 2, 3])
    // A job every 10 s: now every 8 s.
    expect(rows.slice(3, 6).map(({ submit }) => submit / SECOND)).toEqual([8, 16, 24])
    const same = await readAll(openMix(mix({ growth: 1 }), setting))
    expect(same).toEqual(await readAll(openMix(mix({}), setting)))
  })

  it('grows beyond its load', async () => {
    // Of 30 cores 0.5 are 15: 3 of services and 12 of jobs, which come every 10 s; grown by a quarter every 8 s, 18.75 cores in all.
    const spec = mix({ load: 0.5, growth: 1.25 })
    const rows = await readAll(openMix(spec, setting))
    expect(rows.slice(3, 5).map(({ submit }) => submit / SECOND)).toEqual([8, 16])
    const load = await offeredLoad(spec, { cpuMilli: 30_000, memoryMiB: 0 }, HOUR, () =>
      openMix(spec, setting),
    )
    expect(load.cpu).toBeCloseTo(0.625, 12)
  })

  it('is a load of the cluster that was named, on any other', async () => {
    // A load of 0.5 of 30 cores is 15 cores: a quarter of 60.
    const spec = mix({ load: 0.5, loadOfCpuMilli: 30_000 })
    const load = await offeredLoad(spec, { cpuMilli: 60_000, memoryMiB: 0 }, HOUR, () =>
      openMix(spec, setting),
    )
    expect(load.cpu).toBeCloseTo(0.25, 12)
  })

  it('leaves what runs by the clock, and says so', () => {
    const { interarrival: _, ...task } = jobs
    const runs = { kind: 'fixed', first: 0, every: 60 * SECOND } as const
    const cron = { ...task, kind: 'cron', jobClass: 'nightly', runs, concurrency: Concurrency.Allow } as const
    const { remarks } = openMix(mix({ parts: [jobs, cron], growth: 2 }), setting)
    expect(remarks).toEqual([{ count: 1, remark: 'by the clock and did not grow (growth)', about: 'parts' }])
  })
})
