import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import type { MixSpec, Part } from '../../../workloads/spec.ts'
import { demandOf, gapFactor } from '../../../workloads/synthetic/load.ts'
import { openMix } from '../../../workloads/synthetic/mix.ts'
import { constant, exponential, jobs, lognormal, pipelines, services, uniform } from './parts.ts'
import { readAll } from './rows.ts'

const setting = { seed: 'oak', cpuMilli: 100_000 }

const mix = (parts: readonly Part[], load?: number, until = DAY): MixSpec => ({
  kind: 'mix',
  parts,
  until,
  ...(load === undefined ? {} : { load }),
})

/** Work submitted / (cores × time), services counted from the start. */
async function offered(spec: MixSpec, seed = 'oak'): Promise<number> {
  const workload = openMix(spec, { ...setting, seed })
  const batch = new JobBatch()
  let work = 0
  while ((await workload.read(batch)) > 0) {
    for (let row = 0; row < batch.count; row++) {
      const duration = batch.duration[row]! === NEVER ? spec.until : batch.duration[row]!
      work += batch.tasks[row]! * batch.cpuMilli[row]! * duration
    }
  }
  return work / setting.cpuMilli / spec.until
}

describe('the demand of a part', () => {
  it('is arrivals × tasks × duration × cores', () => {
    // 2 tasks × 1 core × 60 s every 10 s: 12 cores.
    expect(demandOf(jobs, DAY).cpuMilli).toBe(12_000)
    // 6 stages × 2 cores × 600 s every 3600 s: 2 cores.
    expect(demandOf(pipelines, DAY).cpuMilli).toBe(2_000)
  })

  it('counts tasks as they are rounded', () => {
    // 1.5 tasks are 2.
    expect(demandOf({ ...jobs, tasks: constant(1.5) }, DAY).cpuMilli).toBe(12_000)
    // An exponential of mean 1 rounds up to 1 / (1 - 1/e) tasks on average, 58 % more.
    expect(demandOf({ ...jobs, tasks: exponential(1) }, DAY).cpuMilli).toBeCloseTo(6000 / (1 - 1 / Math.E), 8)
  })
})

describe('the load of a mix', () => {
  it('leaves inter-arrival times as they are when it is not given', async () => {
    expect(gapFactor(mix([jobs, services]), 3000, setting)).toBe(1)
    const rows = await readAll(openMix(mix([jobs], undefined, MINUTE), setting))
    expect(rows.map(row => row.submit / SECOND)).toEqual([10, 20, 30, 40, 50])
  })

  it('scales what arrives to what services leave', () => {
    // 100 cores at load 0.1 are 10; services hold 3, so 7 are left for the 12 + 2 that the other parts are written for:
    // half as often.
    expect(gapFactor(mix([services, jobs, pipelines], 0.1), 3000, setting)).toBe(2)
  })

  it('stretches all gaps by one factor', async () => {
    // Without services 14 cores of 100: a load of 0.28 halves the gaps.
    const rows = await readAll(openMix(mix([jobs, pipelines], 0.28, HOUR), setting))
    expect(rows[0]!.submit).toBe(5 * SECOND)
    expect(rows.find(row => row.jobClass === 'pipeline')!.submit).toBe(30 * MINUTE)
  })

  it('may exceed 1, to see what an overload does', () => {
    expect(gapFactor(mix([jobs], 2.4), 0, setting)).toBeCloseTo(1 / 20, 12)
  })

  it('is what a long run of random parts offers', async () => {
    const parts: Part[] = [
      { ...services, count: 5, instances: exponential(2), cpuMilli: lognormal(700, 1) },
      {
        ...jobs,
        interarrival: exponential(MINUTE),
        tasks: exponential(0.8),
        duration: uniform(SECOND, MINUTE),
        cpuMilli: uniform(0, 3),
      },
      {
        ...pipelines,
        interarrival: lognormal(HOUR, 1),
        layers: uniform(0.5, 3),
        width: exponential(1.2),
        tasks: lognormal(1.3, 1),
        duration: exponential(MINUTE),
      },
    ]
    for (const seed of ['oak', 'elm']) {
      const found = await offered(mix(parts, 0.7, 2 * DAY), seed)
      expect(Math.abs(found - 0.7)).toBeLessThan(0.01)
    }
  })

  it('cannot be below what services hold', () => {
    // 20 services of 1 core are a fifth of the cluster.
    const many = { ...services, count: 20 }
    expect(() => openMix(mix([many, jobs], 0.2), setting)).toThrow(
      'workload.load: services alone hold 20 of 100 cores (0.2), which leaves nothing for the other parts at a load of 0.2. ' +
        'Ask for a load above 0.2, or for fewer services.',
    )
    expect(() => openMix(mix([many, jobs], 0.21), setting)).not.toThrow()
  })

  it('cannot be asked of services alone', () => {
    expect(() => openMix(mix([services], 0.5), setting)).toThrow(
      'workload.load: found 0.5, but all parts are services, whose load is fixed. Leave load out, or add jobs or pipelines.',
    )
  })
})
