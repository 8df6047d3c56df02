import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, NEVER } from '../../../sim/engine/time.ts'
import type { MixSpec } from '../../../workloads/spec.ts'
import { faultsOf, plan } from './given.ts'

const etl = `stages:
  - { name: extract, duration: 10 min, tasks: 2 }
  - { name: load, parents: extract, duration: 5 min }
`
const text = (entry: string, rest = 'until: 2 h') => `name: X
system: monolithic
machines: { count: 10, cpu: 4, memory: 8 GiB }
workload:
  pipeline-files: ${entry}
${rest}
`
const planned = async (entry: string, rest?: string, beside = {}) => {
  const { runs, inputs } = await plan(text(entry, rest), {}, { 'etl.yaml': etl, ...beside })
  const { parts, until } = runs[0]!.spec.workload as MixSpec
  return { parts, until, inputs, runs }
}
const told = (entry: string, rest?: string, beside = {}) =>
  faultsOf(text(entry, rest), {}, { 'etl.yaml': etl, ...beside })

describe('pipeline files of an experiment', () => {
  it('are parts of the workload, and their bytes belong to where its numbers come from', async () => {
    const { parts, inputs } = await planned('{ file: etl.yaml, at: 10 min, mean-time-to-failure: 5 h }')
    expect(parts).toMatchObject([
      {
        kind: 'pipeline-files',
        jobClass: 'pipeline',
        file: 'etl.yaml',
        stages: [{ name: 'extract' }, { name: 'load', parents: [0] }],
        runs: { kind: 'fixed', first: 10 * MINUTE, every: NEVER },
        meanTimeToFailure: 5 * HOUR,
      },
    ])
    const changed = await planned('{ file: etl.yaml }', undefined, { 'etl.yaml': `${etl}# more\n` })
    expect(Object.keys(inputs)).toEqual(['x.yaml', 'etl.yaml'])
    expect(changed.inputs['etl.yaml']).not.toBe(inputs['etl.yaml'])
  })

  it('are run by the clock or at random, several of them beside each other', async () => {
    const { parts } = await planned(
      '[{ file: etl.yaml, every: 1 h, runs: 2 }, { file: etl.yaml, interarrival: exponential 10 min }]',
    )
    expect(parts.map(part => part.kind === 'pipeline-files' && part.runs)).toEqual([
      { kind: 'fixed', first: 0, every: HOUR, most: 2 },
      { kind: 'drawn', interarrival: { kind: 'exponential', mean: 10 * MINUTE } },
    ])
  })

  it('may be an axis', async () => {
    const { runs } = await planned('{ file: [etl.yaml, b.yaml] }', 'seeds: 1', { 'b.yaml': etl })
    expect(runs.map(({ axes }) => axes)).toEqual([
      { system: 'monolithic', file: 'etl.yaml' },
      { system: 'monolithic', file: 'b.yaml' },
    ])
  })

  it('need no end where their runs come to one', async () => {
    expect((await planned('{ file: etl.yaml }', 'until: never')).until).toBe(NEVER)
    expect((await planned('{ file: etl.yaml, every: 1 h, runs: 3 }', 'until: never')).until).toBe(NEVER)
    expect(await told('{ file: etl.yaml, every: 1 h }', 'until: never')).toBe(
      'x.yaml:4:1: workload: found submissions without an end, expected a time at which they end; set until, or workload.submit-until',
    )
  })

  it('are refused with what is wrong in them, and with what is wrong about them', async () => {
    const bad = `stages:\n  - { name: a, parents: b, duration: 1 s }\n`
    const faults = await told(
      '[{ file: bad.yaml }, { file: gone.yaml }, { file: etl.yaml, at: 2 h }, { file: etl.yaml, every: 1 h, interarrival: 1 h }, { file: etl.yaml, runs: 2 }]',
      undefined,
      { 'bad.yaml': bad },
    )
    expect(
      faults.split('\n').map(line => line.replace(/^x\.yaml:5:\d+: workload\.pipeline-files\./, '')),
    ).toEqual([
      '0.file: bad.yaml:2:25: stage "a": parents: found the parent "b", expected a stage: a; correct its name, or add the stage',
      '1.file: found no such file (gone.yaml), expected a pipeline; correct the path',
      '2.at: found a first run at 7200 s, expected one before submissions end, at 7200 s; set it earlier, or until later',
      '3: found every and interarrival, expected runs by the clock (at, every), by the calendar (schedule), or at random (interarrival); keep one of these ways',
      '4.runs: found 2 runs without every, schedule or interarrival, expected how they follow each other',
    ])
  })

  it('do not go with what their stages do not fit', async () => {
    const large = `stages:
  - { name: big, cpu: 5, duration: 1 s }
  - { name: many, tasks: 41, gang: true, duration: 1 s }
  - { name: odd, resources: { gpu: 1 }, duration: 1 s }
`
    const beside = { 'large.yaml': large }
    expect((await told('{ file: large.yaml }', undefined, beside)).split('\n')).toEqual([
      'x.yaml:5:3: workload.pipeline-files: found tasks of stage "big" of large.yaml that fit no machine, expected tasks that fit: machines have up to 4 cores and 8 GiB; make the tasks smaller or the machines larger',
      'x.yaml:5:3: workload.pipeline-files: found gangs of at least 41 tasks of stage "many" of large.yaml, expected gangs that fit: the cluster has room for 40 such tasks at once; add machines, or set gang: false',
      'x.yaml:5:3: workload.pipeline-files: stage "odd" of large.yaml: found "gpu", which no machine has, expected machines with resources; add it to the resources of machines:',
    ])
    expect(await told('{ file: etl.yaml, class: batch }')).toBe(
      'x.yaml:5:3: workload.pipeline-files: found pipelines of class "batch", which "batch" of "monolithic" takes, a framework of the kind batch, expected one of the kind pipelines, metronome-head, chronos or chronos-3; let such a framework take their class',
    )
  })

  it('are not limited under a load, which would not be what is asked for', async () => {
    expect(await told('{ file: etl.yaml, interarrival: 1 h, runs: 2 }', 'until: 3 h\nload: 0.5')).toBe(
      'x.yaml:5:56: workload.pipeline-files.runs: found runs beside interarrival and a load, expected no limit: when the runs are over, the load would not be what is asked for; delete runs, or load',
    )
  })
})

describe('failures that come in any case', () => {
  it('are read for jobs, drawn pipelines and stages', async () => {
    const { runs } = await plan(
      `name: X
system: monolithic
machines: { count: 10, cpu: 4, memory: 8 GiB }
workload:
  jobs: { interarrival: 1 min, duration: 1 min, fails: { share: 5%, after: 10 s, launches: 2 } }
  pipelines: { interarrival: 1 min, duration: 1 min, fails: { after: exponential 10 s } }
  pipeline-files: { file: etl.yaml }
until: 2 h
`,
      {},
      { 'etl.yaml': 'stages: [{ name: a, duration: 1 min, fails: { share: 0.5, after: 1 s } }]' },
    )
    const lasting = (value: number) => ({ kind: 'constant', value })
    const { parts } = runs[0]!.spec.workload as MixSpec
    expect(parts).toMatchObject([
      { fails: { share: 0.05, after: lasting(10_000_000), launches: 2 } },
      { fails: { share: 1, after: { kind: 'exponential', mean: 10_000_000 } } },
      { stages: [{ fails: { share: 0.5, after: lasting(1_000_000) } }] },
    ])
  })

  it('are refused where they would be tried for ever, and where they are no share', async () => {
    const always = 'stages: [{ name: a, duration: 1 min, fails: { share: 2, after: 1 s, launches: 0 } }]'
    expect((await told('{ file: a.yaml }', '', { 'a.yaml': always })).split('\n')).toEqual([
      'x.yaml:5:27: workload.pipeline-files.file: a.yaml:1:54: stage "a": fails.share: found 2, expected a share from 0 to 1, such as 0.5 or 50%',
      'x.yaml:5:27: workload.pipeline-files.file: a.yaml:1:79: stage "a": fails.launches: found 0, expected a whole number of at least 1, or every',
    ])
    const forEver = 'stages: [{ name: a, duration: 1 min, fails: { after: 1 s } }]'
    expect(
      await told('{ file: a.yaml }', 'frameworks: { pipelines: { on-failure: relaunch } }', {
        'a.yaml': forEver,
      }),
    ).toMatch(
      /until: found a run without an end, and tasks of stage "a" of a.yaml that fail at every launch and are launched again for ever, expected an end; set until, or another on-failure, or the launches that fail$/,
    )
  })
})
