import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import type { JobsPart, MixSpec, Part, PipelinesPart, ServicesPart } from '../../../workloads/spec.ts'
import { openMix } from '../../../workloads/synthetic/mix.ts'
import { constant, exponential, jobs, lognormal, pipelines, services, uniform } from './parts.ts'
import { type Row, readAll, readBatches } from './rows.ts'

const setting = { seed: 'oak', cpuMilli: 100_000 }

const mix = (parts: readonly Part[], until = DAY): MixSpec => ({ kind: 'mix', parts, until })

const randomJobs: JobsPart = {
  ...jobs,
  interarrival: exponential(20 * SECOND),
  tasks: exponential(3),
  duration: lognormal(MINUTE, 1.5),
  cpuMilli: uniform(250, 2000),
  memoryMiB: lognormal(1024, 1),
  meanTimeToFailure: DAY,
  gang: true,
  priority: 7,
}
const randomServices: ServicesPart = {
  ...services,
  count: 10,
  within: HOUR,
  instances: exponential(2),
  cpuMilli: uniform(100, 1000),
}
const randomPipelines: PipelinesPart = {
  ...pipelines,
  interarrival: exponential(2 * MINUTE),
  layers: uniform(1, 4),
  width: exponential(2),
  parents: 3,
  tasks: exponential(2),
  duration: exponential(5 * MINUTE),
}

/** The columns that tell most about a row. */
const brief = (row: Row) => [row.submit, row.jobClass, row.tasks, row.cpuMilli, row.memoryMiB, row.duration]

describe('a mix of constants', () => {
  it('can be written down by hand', async () => {
    const rows = await readAll(openMix(mix([services, jobs, pipelines], HOUR + 1), setting))
    // Three services at the start, 360 jobs every 10 s, six stages at the hour; at the hour the job comes first.
    expect(rows).toHaveLength(3 + 360 + 6)
    expect(rows.slice(0, 5).map(brief)).toEqual([
      [0, 'service', 2, 500, 1024, NEVER],
      [0, 'service', 2, 500, 1024, NEVER],
      [0, 'service', 2, 500, 1024, NEVER],
      [10 * SECOND, 'batch', 2, 1000, 512, MINUTE],
      [20 * SECOND, 'batch', 2, 1000, 512, MINUTE],
    ])
    expect(rows.slice(-7).map(row => [row.submit, row.jobClass, row.id])).toEqual([
      [HOUR, 'batch', 1_000_000_360],
      [HOUR, 'pipeline', 2_000_000_001],
      [HOUR, 'pipeline', 2_000_000_002],
      [HOUR, 'pipeline', 2_000_000_003],
      [HOUR, 'pipeline', 2_000_000_004],
      [HOUR, 'pipeline', 2_000_000_005],
      [HOUR, 'pipeline', 2_000_000_006],
    ])
  })

  it('keeps ties in the order in which the parts are written', async () => {
    const rows = await readAll(openMix(mix([pipelines, jobs], HOUR + 1), setting))
    expect(rows.filter(row => row.submit === HOUR).map(row => row.jobClass)).toEqual([
      ...Array(6).fill('pipeline'),
      'batch',
    ])
  })

  it('submits nothing at the end of submissions or later', async () => {
    const rows = await readAll(openMix(mix([jobs], 30 * SECOND), setting))
    expect(rows.map(row => row.submit)).toEqual([10 * SECOND, 20 * SECOND])
  })

  it('gives every column of every part', async () => {
    const gang = { ...jobs, gang: true, priority: 3, meanTimeToFailure: DAY }
    const [service, job, stage] = await readAll(
      openMix(
        mix(
          [{ ...services, count: 1 }, gang, { ...pipelines, interarrival: constant(11 * SECOND) }],
          12 * SECOND,
        ),
        setting,
      ),
    )
    expect(service).toEqual({
      id: 1,
      submit: 0,
      jobClass: 'service',
      tasks: 2,
      cpuMilli: 500,
      memoryMiB: 1024,
      duration: NEVER,
      estimate: NEVER,
      meanTimeToFailure: NEVER,
      priority: 100,
      user: -1,
      gang: 0,
      pipeline: -1,
      parents: [],
    })
    expect(job).toEqual({
      id: 1_000_000_001,
      submit: 10 * SECOND,
      jobClass: 'batch',
      tasks: 2,
      cpuMilli: 1000,
      memoryMiB: 512,
      duration: MINUTE,
      estimate: MINUTE,
      meanTimeToFailure: DAY,
      priority: 3,
      user: -1,
      gang: 1,
      pipeline: -1,
      parents: [],
    })
    expect(stage).toEqual({
      id: 2_000_000_001,
      submit: 11 * SECOND,
      jobClass: 'pipeline',
      tasks: 1,
      cpuMilli: 2000,
      memoryMiB: 256,
      duration: 10 * MINUTE,
      estimate: 10 * MINUTE,
      meanTimeToFailure: NEVER,
      priority: 50,
      user: -1,
      gang: 0,
      pipeline: 2_000_000_001,
      parents: [],
    })
  })

  it('names each class once, in the order of the parts', () => {
    const twice = [jobs, services, { ...jobs, priority: 9 }]
    expect(openMix(mix(twice), setting).classes).toEqual(['batch', 'service'])
  })
})

describe('a random mix', () => {
  const parts = [randomServices, randomJobs, randomPipelines]

  it('begins with the same rows for seed oak on every machine', async () => {
    const rows = await readAll(openMix(mix(parts, HOUR), setting))
    expect(rows.slice(0, 6).map(row => brief(row).join(' '))).toMatchInlineSnapshot(`
      [
        "60507366 batch 5 434 1348 4577399",
        "66483708 batch 1 1401 1760 30895510",
        "71605294 batch 2 1151 662 139830457",
        "162592813 batch 6 1336 568 23553352",
        "174777505 batch 1 1712 1593 47210059",
        "188183997 batch 1 1159 538 17991893",
      ]
    `)
  })

  it('is the same for the same seed and another for another', async () => {
    const rows = await readAll(openMix(mix(parts, HOUR), setting))
    expect(await readAll(openMix(mix(parts, HOUR), setting))).toEqual(rows)
    expect(await readAll(openMix(mix(parts, HOUR), { ...setting, seed: 'elm' }))).not.toEqual(rows)
  })

  it('is in order of submission', async () => {
    const rows = await readAll(openMix(mix(parts), setting))
    expect(rows.length).toBeGreaterThan(5000)
    for (let i = 1; i < rows.length; i++) expect(rows[i]!.submit >= rows[i - 1]!.submit).toBe(true)
  })

  it('keeps the jobs of all other parts when one part changes', async () => {
    const others = (rows: readonly Row[]) =>
      rows.filter(row => row.jobClass !== 'batch').map(row => ({ ...row, parents: row.parents.length }))
    const rows = await readAll(openMix(mix(parts), setting))
    const changed = { ...randomJobs, interarrival: uniform(1, 5 * SECOND), tasks: constant(50) }
    const after = await readAll(openMix(mix([randomServices, changed, randomPipelines]), setting))
    expect(after.length).toBeGreaterThan(rows.length)
    expect(others(after)).toEqual(others(rows))
  })

  it('keeps the other columns of a part when one quantity changes', async () => {
    const rows = await readAll(openMix(mix([randomJobs]), setting))
    const after = await readAll(openMix(mix([{ ...randomJobs, tasks: lognormal(9, 2) }]), setting))
    const without = (row: Row) => ({ ...row, tasks: 0 })
    expect(after.map(without)).toEqual(rows.map(without))
    expect(after.map(row => row.tasks)).not.toEqual(rows.map(row => row.tasks))
  })

  it('submits services at even moments of the first hour', async () => {
    const spread = { ...randomServices, count: 1000 }
    const rows = await readAll(openMix(mix([spread]), setting))
    expect(rows).toHaveLength(1000)
    const mean = rows.reduce((sum, row) => sum + row.submit, 0) / 1000
    // Standard error HOUR / √(12 × 1000) = 0.9 % of an hour.
    expect(Math.abs(mean / HOUR - 0.5)).toBeLessThan(0.045)
    expect(rows.every(row => row.submit <= HOUR)).toBe(true)
  })

  it('rounds amounts to whole numbers that a machine can give back exactly', async () => {
    for (const row of await readAll(openMix(mix(parts, HOUR), setting))) {
      expect(Number.isInteger(row.cpuMilli) && row.cpuMilli >= 1).toBe(true)
      expect(Number.isInteger(row.memoryMiB) && row.memoryMiB >= 0).toBe(true)
      expect(Number.isInteger(row.submit) && row.tasks >= 1).toBe(true)
      expect(row.duration === NEVER || (Number.isInteger(row.duration) && row.duration >= 1)).toBe(true)
    }
  })

  it('reads the same through batches of any capacity, and never cuts a pipeline', async () => {
    const whole = await readAll(openMix(mix(parts, HOUR), setting))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100, max: 500 }), async capacity => {
        const batches = await readBatches(openMix(mix(parts, HOUR), setting), capacity)
        expect(batches.flat()).toEqual(whole)
        const homes = batches.map(rows => new Set(rows.map(row => row.pipeline).filter(id => id >= 0)))
        const all = homes.flatMap(home => [...home])
        expect(new Set(all).size).toBe(all.length)
      }),
      { seed: 1, numRuns: 10 },
    )
  })

  it('is read through one batch again and again without remembering the last rows', async () => {
    const workload = openMix(mix(parts, HOUR), setting)
    const batch = new JobBatch(200)
    workload.read(batch)
    const first = batch.parentStart[batch.count]!
    expect(first).toBeGreaterThan(0)
    workload.read(batch)
    expect(batch.parentStart[0]).toBe(0)
    expect(batch.submit[0]).toBeGreaterThan(0)
  })

  it('says that it has ended as often as it is asked', async () => {
    const workload = openMix(mix([jobs], 30 * SECOND), setting)
    const batch = new JobBatch(10)
    expect(await workload.read(batch)).toBe(2)
    expect(await workload.read(batch)).toBe(0)
    expect(await workload.read(batch)).toBe(0)
    expect(batch.count).toBe(0)
  })
})

describe('a mix that cannot be', () => {
  it('is refused with all its faults at once', () => {
    const wrong: MixSpec = {
      kind: 'mix',
      until: HOUR,
      load: -1,
      parts: [
        { ...jobs, interarrival: constant(0), tasks: uniform(5, 2), meanTimeToFailure: 0 },
        { ...services, count: 1.5, within: DAY },
        { ...pipelines, parents: 0, width: lognormal(-3, -1), duration: exponential(Number.NaN) },
      ],
    }
    expect(() => openMix(wrong, setting)).toThrowErrorMatchingInlineSnapshot(`
      [SwitchyardError: workload.load: found -1, expected a share above 0, such as 0.8.
      workload.parts[0].meanTimeToFailure: found 0 s, expected a time above 0.
      workload.parts[0].interarrival: found the value 0, expected a number above 0.
      workload.parts[0].tasks: low = 5 is above high = 2; swap them.
      workload.parts[1].count: found 1.5, expected a whole number of at least 0.
      workload.parts[1].within: found 86400 s, expected a time from 0 to the end of submissions, 3600 s.
      workload.parts[2].duration: found a mean of NaN, expected a number above 0.
      workload.parts[2].width: found a mean of -3, expected a number above 0.
      workload.parts[2].width: found cv = -1, expected a number of at least 0 (standard deviation / mean).
      workload.parts[2].parents: found 0, expected a whole number of at least 1.]
    `)
  })

  it('is refused when it draws more tasks than a job can have', async () => {
    const many = mix([{ ...jobs, tasks: exponential(1e12) }])
    await expect(readAll(openMix(many, setting))).rejects.toThrow(
      /^A number drawn for the mix is \d+, more tasks/,
    )
  })

  it('is refused when it has no parts', () => {
    expect(() => openMix(mix([]), setting)).toThrow('workload.parts: found none, expected at least one part.')
  })

  it('may ask for no memory, but not for no cores', () => {
    expect(() => openMix(mix([{ ...jobs, memoryMiB: constant(0) }]), setting)).not.toThrow()
    expect(() => openMix(mix([{ ...jobs, cpuMilli: constant(0) }]), setting)).toThrow(
      'workload.parts[0].cpuMilli: found the value 0, expected a number above 0.',
    )
  })
})
