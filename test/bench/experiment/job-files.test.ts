/** Jobs of Metronome and Chronos, named by an experiment. */
import { describe, expect, test } from 'vitest'
import { faultsOf, plan } from './given.ts'

const experiment = (system: string, definitions: string) => `name: Jobs
system: ${system}
machines: { count: 6, cpu: 4, memory: 8 GiB }
workload: { definitions: ${definitions} }
until: 1 h
`
const run = { cmd: './run', cpus: 0.5, mem: 256, disk: 0 }
const extract = { id: 'extract', run, schedules: [{ id: 'default', cron: '*/10 * * * *' }] }
const report = { id: 'report', run: { ...run, env: { A: '1' }, disk: 64 }, dependencies: [{ id: 'extract' }] }
const metronome = { 'a.json': JSON.stringify(extract), 'b.json': JSON.stringify([report]) }
const chronos = {
  'c.json': JSON.stringify([
    { name: 'load', command: './load', cpus: 1, mem: 512, parents: ['pull'] },
    { name: 'pull', command: './pull', owner: 'ops', schedule: 'R/2016-10-13T00:01:00Z/PT10M' },
  ]),
}

describe('jobs of files', () => {
  test('are given to the Metronome, with run times for all or of their own', async () => {
    const files =
      '{ metronome: [a.json, { file: b.json, job-duration: 30 s }], job-duration: exponential 1 min }'
    const { runs } = await plan(experiment('metronome-head', files), {}, metronome)
    const { workload, system } = runs[0]!.spec
    if (workload.kind !== 'mix') throw new Error('expected a mix')
    // Of a class each, in which nothing comes by itself.
    expect(workload.parts).toMatchObject([
      { jobClass: 'extract', count: 0, cpuMilli: { value: 500 }, memoryMiB: { value: 256 } },
      { jobClass: 'report', count: 0 },
    ])
    expect(workload.remarks).toEqual([{ remark: 'run.disk, run.env', count: 2, about: 'defined jobs' }])
    expect(system.frameworks.find(({ name }) => name === 'metronome')).toMatchObject({
      takes: ['batch', 'pipeline', '*', 'extract', 'report'],
      jobs: [
        { name: 'extract', definition: extract, duration: { kind: 'exponential', mean: 60_000_000 } },
        { name: 'report', definition: report, duration: { kind: 'constant', value: 30_000_000 } },
      ],
    })
  })

  test('are given to the Chronos, parents first', async () => {
    const files = '{ chronos: [c.json], job-duration: 1 min, mean-time-to-failure: 2 h }'
    const { runs } = await plan(experiment('chronos-2.4', files), {}, chronos)
    const { workload, system } = runs[0]!.spec
    expect(workload).toMatchObject({ remarks: [{ remark: 'owner', count: 2, about: 'defined jobs' }] })
    expect(system.frameworks.find(({ name }) => name === 'chronos')).toMatchObject({
      jobs: [{ name: 'pull', meanTimeToFailure: 7_200_000_000 }, { name: 'load' }],
    })
  })

  test('are alone in the class that is their name, and called jobs', async () => {
    const both = experiment('metronome-head', '{ metronome: [a.json], job-duration: 1 min }').replace(
      '} }\n',
      '}, jobs: { class: extract, interarrival: 1 min, duration: 1 min } }\n',
    )
    expect(await faultsOf(both, {}, metronome)).toBe(
      'x.yaml:4:13: workload.definitions: found the job "extract" and another part of the class "extract", expected a job that is alone in its class, which is its name; give the other part another class',
    )
  })

  test('must say how long they run, and run where somebody knows them', async () => {
    const faults = (
      system: string,
      definitions: string,
      files: Readonly<Record<string, string>> = metronome,
    ) => faultsOf(experiment(system, definitions), {}, files)
    expect(await faults('metronome-head', '{ metronome: [a.json] }')).toMatchInlineSnapshot(
      `"x.yaml:4:40: workload.definitions.metronome.0: found jobs of Metronome without a run time, which definitions do not say, expected a job-duration; write definitions: { metronome: […], job-duration: 10 min }"`,
    )
    expect(await faults('monolithic', '{ metronome: [a.json], job-duration: 1 min }')).toMatchInlineSnapshot(
      `"x.yaml:4:28: workload.definitions.metronome: found jobs of Metronome under "monolithic", which has none, expected a framework of the kind metronome or metronome-head; leave that system out, or describe the jobs under workload.cron, which any system runs"`,
    )
    expect(
      await faults('metronome-0.1', '{ metronome: [a.json, b.json], job-duration: 1 min }'),
    ).toMatchInlineSnapshot(
      `"x.yaml:4:48: workload.definitions.metronome.1: b.json:1:86: 0.dependencies: found a field of another version, expected a field of a job; DC/OS 1.8 has no dependencies between jobs: take a later Metronome"`,
    )
    const lost = { 'c.json': JSON.stringify({ name: 'load', command: 'x', parents: ['pul'] }, null, 1) }
    expect(
      await faults('chronos-3', '{ chronos: [c.json], job-duration: 1 min }', lost),
    ).toMatchInlineSnapshot(
      `"x.yaml:4:38: workload.definitions.chronos.0: c.json:4:13: parents: found pul, expected names of jobs that are defined; define them, or take them out"`,
    )
  })
})
