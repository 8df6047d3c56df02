import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readPipelineFile } from '../../../bench/pipeline-file/pipeline-file.ts'
import { isPipelineFile, pipelineInfo, pipelineInfoText } from '../../../bench/pipeline-file/pipeline-info.ts'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { folderWith, withoutFolder } from '../experiment/given.ts'

const etl = `name: Nightly
stages:
  - { name: report, parents: load, duration: 5 min }
  - name: extract
    tasks: 4
    duration: exponential 10 min
    cpu: 2
    memory: 4 GiB
    mean-time-to-failure: 5 h
  - { name: load, parents: [extract], duration: 1 min, gang: true, resources: { gpu: 1 }, needs: { disk: ssd } }
`

async function faultsIn(name: string, text: string): Promise<string> {
  const folder = folderWith({ [name]: text })
  return readPipelineFile(join(folder, name)).then(
    () => 'no faults',
    (error: Error) => withoutFolder(error.message, folder),
  )
}

const constant = (value: number) => ({ kind: 'constant', value })

describe('a pipeline of one’s own', () => {
  it('is read with its units, parents before children', async () => {
    const folder = folderWith({ 'etl.yaml': etl })
    expect(await readPipelineFile(join(folder, 'etl.yaml'))).toEqual({
      file: 'etl.yaml',
      format: 'switchyard',
      name: 'Nightly',
      remarks: [],
      stages: [
        {
          name: 'extract',
          parents: [],
          tasks: constant(4),
          duration: { kind: 'exponential', mean: 10 * MINUTE },
          cpuMilli: constant(2000),
          memoryMiB: constant(4096),
          meanTimeToFailure: 300 * MINUTE,
          gang: false,
        },
        {
          name: 'load',
          parents: [0],
          tasks: constant(1),
          duration: constant(MINUTE),
          cpuMilli: constant(1000),
          memoryMiB: constant(0),
          gang: true,
          extras: { resources: { gpu: 1000 }, needs: { disk: 'ssd' } },
        },
        {
          name: 'report',
          parents: [1],
          tasks: constant(1),
          duration: constant(5 * MINUTE),
          cpuMilli: constant(1000),
          memoryMiB: constant(0),
          gang: false,
        },
      ],
    })
  })

  it('is the same in JSON, and gzipped', async () => {
    const json = JSON.stringify({ stages: [{ name: 'one', duration: '10 s' }] })
    const folder = folderWith({ 'one.json': json })
    writeFileSync(join(folder, 'one.json.gz'), gzipSync(json))
    const plain = await readPipelineFile(join(folder, 'one.json'))
    expect(plain.name).toBe('one')
    expect(plain.stages[0]!.duration).toEqual(constant(10 * SECOND))
    const { stages } = await readPipelineFile(join(folder, 'one.json.gz'))
    expect(stages).toEqual(plain.stages)
  })

  it('is refused with every fault, by file, place and stage', async () => {
    const text = `stages:
  - { name: a, parents: [c, x], duration: -5 s }
  - { name: b, parents: a, duration: 5 }
  - { name: c, parents: b, duration: 1 min, colour: red }
  - { name: b, duration: 1 min, tasks: 0 }
  - { duration: 1 min }
`
    expect(await faultsIn('bad.yaml', text)).toBe(
      [
        'bad.yaml:2:13: stage "a": found stages that wait for each other: a waits for c waits for b waits for a, expected an order in which each can run; take one of these parents out',
        'bad.yaml:2:29: stage "a": parents: found the parent "x", expected a stage: a, b, c or stage 5; correct its name, or add the stage',
        'bad.yaml:2:43: stage "a": duration: found "-5 s", expected a duration longer than 0 such as "10 s" or "2 h", or a distribution such as "exponential <mean>"',
        'bad.yaml:3:38: stage "b": duration: found 5 without a unit, expected a duration longer than 0 such as "10 s" or "2 h", or a distribution such as "exponential <mean>"; write "5 s" if that is the unit',
        'bad.yaml:4:45: stage "c": colour: found an unknown key, expected name, parents, tasks, duration, cpu, memory, mean-time-to-failure, fails, gang, resources or needs',
        'bad.yaml:5:13: stage "b": found the name "b" for the second time, expected every name once; rename one of them',
        'bad.yaml:5:40: stage "b": tasks: found 0, expected a number above 0, or a distribution such as "exponential <mean>"',
        'bad.yaml:6:5: stage number 5: found nothing, expected the name of a stage',
      ].join('\n'),
    )
  })

  it('is refused when it is empty, broken, or something else', async () => {
    expect(await faultsIn('x.yaml', 'stages: []')).toBe(
      'x.yaml:1:9: stages: found no stages, expected at least one stage',
    )
    expect(await faultsIn('x.yaml', 'name: x')).toBe(
      'x.yaml:1:1: stages: found no list, expected a list of stages',
    )
    expect(await faultsIn('x.yaml', '')).toBe(
      'x.yaml:1:1: found an empty file, expected a map with the key stages, or a workflow in WfFormat',
    )
    expect(await faultsIn('x.json', '{ "stages": [')).toMatch(
      /^x.json:1:\d+: found a list that is not closed, /,
    )
    expect(await faultsIn('x.yaml', 'name: x\nsystem: monolithic\nmachines: { count: 1 }\n')).toBe(
      'x.yaml:1:1: found an experiment (YAML), expected a pipeline (YAML or JSON); `switchyard run x.yaml` runs it',
    )
    const folder = folderWith({ 'x.gz': '' })
    writeFileSync(join(folder, 'x.gz'), gzipSync(etl).subarray(0, 40))
    await expect(readPipelineFile(join(folder, 'x.gz'))).rejects.toThrow(
      'x.gz: found damaged or incomplete gzip data, expected a complete gzip file; fetch it again',
    )
  })

  it('tells the first twenty of many faults', async () => {
    const stages = Array.from({ length: 30 }, (_, i) => `  - { name: s${i}, duration: 0 s }`)
    const told = (await faultsIn('x.yaml', `stages:\n${stages.join('\n')}\n`)).split('\n')
    expect(told).toHaveLength(21)
    expect(told.at(-1)).toBe('x.yaml: … and 10 more faults like these')
  })
})

describe('a workflow in WfFormat', () => {
  const instance = (parents: readonly string[]) =>
    JSON.stringify({
      name: 'w',
      schemaVersion: '1.5',
      workflow: {
        specification: {
          tasks: [
            { name: 'b', id: 'b', parents, children: [] },
            { name: 'a', id: 'a', parents: [], children: ['b'], outputFiles: ['f'] },
          ],
        },
        execution: {
          tasks: [
            { id: 'a', runtimeInSeconds: 1.5, coreCount: 2, memoryInBytes: 1 },
            { id: 'b', runtimeInSeconds: 0 },
          ],
        },
      },
    })

  it('becomes stages of one task, and says once what is not simulated', async () => {
    const folder = folderWith({ 'w.json': instance(['a']) })
    const stage = { tasks: constant(1), gang: false }
    expect(await readPipelineFile(join(folder, 'w.json'))).toEqual({
      file: 'w.json',
      format: 'wfformat',
      version: '1.5',
      name: 'w',
      stages: [
        // A byte takes a whole mebibyte.
        {
          ...stage,
          name: 'a',
          parents: [],
          duration: constant(1.5 * SECOND),
          cpuMilli: constant(2000),
          memoryMiB: constant(1),
        },
        {
          ...stage,
          name: 'b',
          parents: [0],
          duration: constant(0),
          cpuMilli: constant(1000),
          memoryMiB: constant(0),
        },
      ],
      remarks: [{ remark: 'simulated without what w.json says of their files', count: 1 }],
    })
  })

  it('is refused by task', async () => {
    expect(await faultsIn('w.json', instance(['a', 'c']))).toBe(
      'w.json: task "b": found the parent "c", expected a stage: b or a; correct its name, or add the stage',
    )
  })
})

describe('the description of a pipeline', () => {
  it('says what a run takes', async () => {
    const folder = folderWith({ 'etl.yaml': etl })
    const file = join(folder, 'etl.yaml')
    expect(await isPipelineFile(file)).toBe(true)
    const info = await pipelineInfo(file)
    // 4 tasks × 600 s × 2 cores + 60 s + 300 s; 600 + 60 + 300 s one after the other. The mean of whole microseconds is no whole one.
    expect(info.coreSeconds).toBeCloseTo(5160, 5)
    expect(info.criticalPathS).toBeCloseTo(960, 6)
    expect(withoutFolder(pipelineInfoText(info), folder)).toBe(`etl.yaml: pipeline of Switchyard, Nightly

Stages              3 in 3 levels, at most 1 in one
Tasks of a run      6 on average
Work of a run       1.43 core-hours on average
Longest way         16 min on average: no run without failures is shorter
Failures            1 of 3 stages say how often their tasks fail

                      min  p50  p90  p99    max      mean
Task runs (s)          60  300  300  300    600       320
Cores of a task         1    1    1    1      2      1.33
Memory (MiB)            0    0    0    0  4,096  1,365.33
`)
  })

  it('is not asked of logs, nor of what is no file', async () => {
    const folder = folderWith({
      'a.swf': '; Version: 2\n1 0 -1\n',
      'b.csv': 'workload,job_id,submit_s\n',
      c: '',
    })
    for (const name of ['a.swf', 'b.csv', 'c', 'gone'])
      expect(await isPipelineFile(join(folder, name))).toBe(false)
  })
})
