import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import { offeredLoad } from '../../../workloads/offered-load.ts'
import type { MixSpec, Part, StageSpec, WrittenPipelinePart } from '../../../workloads/spec.ts'
import { demandOf, gapFactor } from '../../../workloads/synthetic/load.ts'
import { openMix } from '../../../workloads/synthetic/mix.ts'
import { constant, exponential, jobs, services, uniform } from './parts.ts'
import { readAll } from './rows.ts'

const stage = (name: string, parents: readonly number[], minutes: number): StageSpec => ({
  name,
  parents,
  tasks: constant(1),
  duration: constant(minutes * MINUTE),
  cpuMilli: constant(1000),
  memoryMiB: constant(0),
  gang: false,
})

/** Two stages side by side and one behind both: 2 × 10 + 20 + 30 core-minutes a run, which is 70. */
const written: WrittenPipelinePart = {
  kind: 'pipeline-files',
  jobClass: 'pipeline',
  file: 'etl.yaml',
  stages: [
    { ...stage('left', [], 10), tasks: constant(2), meanTimeToFailure: DAY },
    { ...stage('right', [], 20), gang: true, extras: { resources: { gpu: 1000 }, needs: {} } },
    { ...stage('join', [0, 1], 30), memoryMiB: constant(512) },
  ],
  runs: { kind: 'fixed', first: HOUR, every: 2 * HOUR },
  meanTimeToFailure: HOUR,
  priority: 7,
  remarks: [{ remark: 'simulated without what etl.yaml says of their files', count: 3 }],
}

const mix = (parts: readonly Part[], until = DAY, load?: number): MixSpec => ({
  kind: 'mix',
  parts,
  until,
  ...(load !== undefined && { load }),
})
const setting = { seed: 'oak', cpuMilli: 100_000 }
const moments = async (runs: WrittenPipelinePart['runs'], until = DAY) => {
  const rows = await readAll(openMix(mix([{ ...written, runs }], until), setting))
  return rows.filter((_, i) => i % 3 === 0).map(({ submit }) => submit / HOUR)
}

describe('a pipeline that is written down', () => {
  it('is one row a stage, as its file says', async () => {
    const workload = openMix(mix([services, written], 4 * HOUR), setting)
    const rows = (await readAll(workload)).filter(row => row.jobClass === 'pipeline')
    expect(rows.map(({ id, submit, pipeline }) => [id, submit / HOUR, pipeline])).toEqual([
      [1e9 + 1, 1, 1e9 + 1],
      [1e9 + 2, 1, 1e9 + 1],
      [1e9 + 3, 1, 1e9 + 1],
      [1e9 + 4, 3, 1e9 + 2],
      [1e9 + 5, 3, 1e9 + 2],
      [1e9 + 6, 3, 1e9 + 2],
    ])
    // Rows 0 to 2 are the three services; a stage that says how often it fails is not asked how others do.
    const [left, right, join] = rows
    expect(left).toMatchObject({
      tasks: 2,
      duration: 10 * MINUTE,
      meanTimeToFailure: DAY,
      priority: 7,
      gang: 0,
    })
    expect(right).toMatchObject({ duration: 20 * MINUTE, meanTimeToFailure: HOUR, gang: 1, parents: [] })
    expect(join).toMatchObject({ memoryMiB: 512, parents: [3, 4] })
    expect(workload.extras).toEqual([{ resources: { gpu: 1000 }, needs: {} }])
    expect(workload.remarks).toEqual(written.remarks.map(remark => ({ ...remark, about: 'pipelines' })))
  })

  it('numbers what its stages ask for behind what other parts do', () => {
    const gpu = (amount: number) => ({ resources: { gpu: amount }, needs: {} })
    const parts = [
      { ...jobs, extras: gpu(1) },
      {
        ...written,
        stages: [0, 2, 3].map(n => ({ ...stage(`s${n}`, [], 1), ...(n > 0 && { extras: gpu(n) }) })),
      },
      { ...jobs, extras: gpu(4) },
    ]
    const workload = openMix(mix(parts, 2 * HOUR), setting)
    const batch = new JobBatch()
    workload.read(batch)
    const asked = new Set<string>()
    for (let row = 0; row < batch.count; row++) {
      const extra = batch.extra[row]!
      asked.add(
        `${batch.id[row]! >= 2e9 ? 3 : batch.id[row]! >= 1e9 ? 2 : 1}: ${workload.extras?.[extra - 1]?.resources['gpu'] ?? 0}`,
      )
    }
    expect([...asked].sort()).toEqual(['1: 1', '2: 0', '2: 2', '2: 3', '3: 4'])
  })

  it('draws each quantity of each stage from a stream of its own', async () => {
    const drawn = (tasks: WrittenPipelinePart['stages'][number]['tasks']) =>
      readAll(
        openMix(
          mix([
            {
              ...written,
              stages: [
                { ...stage('a', [], 1), duration: exponential(MINUTE) },
                { ...stage('b', [], 1), tasks },
              ],
            },
          ]),
          setting,
        ),
      )
    const durations = (rows: Awaited<ReturnType<typeof drawn>>) => rows.map(({ duration }) => duration)
    const [fixed, varied] = [await drawn(constant(2)), await drawn(uniform(1, 9))]
    expect(durations(varied)).toEqual(durations(fixed))
    expect(new Set(durations(fixed)).size).toBe(13)
    const workload = openMix(mix([{ ...written, stages: [stage('a', [], 1)] }]), setting)
    await readAll(workload)
    expect(workload.streams!.drawn).toEqual([])
  })
})

describe('runs of a pipeline', () => {
  it('come once, every so often, or at random times', async () => {
    expect(await moments({ kind: 'fixed', first: 0, every: NEVER })).toEqual([0])
    expect(await moments({ kind: 'fixed', first: 5 * HOUR, every: NEVER }, NEVER)).toEqual([5])
    expect(await moments({ kind: 'fixed', first: HOUR, every: 10 * HOUR })).toEqual([1, 11, 21])
    // One that would come when submissions end does not.
    expect(await moments({ kind: 'fixed', first: 4 * HOUR, every: 10 * HOUR })).toEqual([4, 14])
    expect(await moments({ kind: 'fixed', first: 0, every: HOUR, most: 3 }, NEVER)).toEqual([0, 1, 2])
    const drawn = await moments({ kind: 'drawn', interarrival: exponential(HOUR) })
    expect(drawn.length).toBeGreaterThan(10)
    expect(await moments({ kind: 'drawn', interarrival: exponential(HOUR), most: 2 })).toEqual(
      drawn.slice(0, 2),
    )
  })

  it('are demand: by the clock what they take until submissions end, at random what they take on average', () => {
    // 12 runs a day × 70 core-minutes, over 1440 min; every 35 min one of 70.
    expect(demandOf(written, DAY).cpuMilli).toBeCloseTo((12 * 70_000) / 1440, 9)
    const runs = { kind: 'drawn', interarrival: exponential(35 * MINUTE) } as const
    expect(demandOf({ ...written, runs }, DAY).cpuMilli).toBeCloseTo(2000, 9)
    // 12 runs × 30 min × 512 MiB.
    expect(demandOf(written, DAY).memoryMiB).toBeCloseTo((12 * 30 * 512) / 1440, 9)
  })

  it('by the clock stay under a load; other parts have the rest', () => {
    // 10 cores are asked for, 12 × 70 / 1440 are fixed and 12 are written.
    expect(gapFactor(mix([jobs, written], DAY, 0.1), 0, setting)).toBeCloseTo(12 / (10 - 840 / 1440), 12)
    expect(() => gapFactor(mix([written], DAY, 0.1), 0, setting)).toThrow(
      'workload.load: found 0.1, but all parts are services and what runs by the clock, whose load is fixed. Leave load out, or add jobs or pipelines.',
    )
    expect(() => gapFactor(mix([jobs, written], DAY, 0.005), 0, setting)).toThrow(
      'services and what runs by the clock alone hold 0.583 of 100 cores (0.006), which leaves nothing for the other parts at a load of 0.005. Ask for a load above 0.006, or for less of them.',
    )
  })

  it('at random are scaled by a load', async () => {
    const runs = { kind: 'drawn', interarrival: constant(35 * MINUTE) } as const
    // 2 cores as written, 20 asked for: ten times as often.
    const rows = await readAll(openMix(mix([{ ...written, runs }], HOUR, 0.2), setting))
    expect(rows.filter((_, i) => i % 3 === 0).map(({ submit }) => submit / SECOND)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17].map(n => n * 210),
    )
  })

  it('that end by themselves are read for what they offer', async () => {
    const spec = mix([{ ...written, runs: { kind: 'fixed', first: 0, every: NEVER } }], NEVER)
    // 70 core-minutes on 7 cores, in the 30 min that the longest stage takes.
    const load = await offeredLoad(spec, { cpuMilli: 7000, memoryMiB: 1024 }, NEVER, () =>
      openMix(spec, setting),
    )
    expect(load.cpu).toBeCloseTo(1 / 3, 12)
    expect(load.memory).toBeCloseTo(0.5, 12)
  })
})

describe('the faults of a pipeline that is written down', () => {
  it('are told by place', () => {
    const wrong: WrittenPipelinePart = {
      ...written,
      stages: [{ ...stage('a', [0, 1], -1), tasks: constant(0) }],
      runs: { kind: 'fixed', first: 0, every: 0 },
    }
    expect(() => openMix(mix([wrong, { ...written, stages: [] }]), setting)).toThrow(
      [
        'workload.parts[0].runs.every: found 0 s, expected a time above 0.',
        'workload.parts[0].stages[0].parents: found 0, expected a stage before it, of which there are 0.',
        'workload.parts[0].stages[0].parents: found 1, expected a stage before it, of which there are 0.',
        'workload.parts[0].stages[0].tasks: found the value 0, expected a number above 0.',
        'workload.parts[0].stages[0].duration: found the value -60000000, expected a number of at least 0.',
        'workload.parts[1].stages: found none, expected at least one stage.',
      ].join('\n'),
    )
  })
})
