import { describe, expect, it } from 'vitest'
import { sentence } from '../../../bench/experiment/faults.ts'
import { isWfFormat, readWfFormat, type WfFault } from '../../../bench/pipeline-file/wfformat.ts'

function read(value: unknown) {
  const faults: WfFault[] = []
  if (!isWfFormat(value)) throw new Error('not taken for WfFormat')
  const instance = readWfFormat(value, fault => faults.push(fault))
  const told = faults.map(({ task, complaint }) => `${task ?? 'file'}: ${sentence(complaint)}`)
  return { ...instance, told }
}

const newer = (tasks: readonly object[], execution: object | undefined, schemaVersion = '1.5') => ({
  name: 'made up',
  schemaVersion,
  workflow: { specification: { tasks, files: [] }, ...(execution && { execution }) },
})

describe('WfFormat 1.5 and 1.6', () => {
  const tasks = [
    { name: 'split', id: 'split_1', parents: [], children: ['count_2', 'count_3'], inputFiles: ['in'] },
    { name: 'count', id: 'count_2', parents: ['split_1'], children: [] },
    { name: 'count', id: 'count_3', parents: [], children: [] },
  ]
  const runs = [
    { id: 'count_3', runtimeInSeconds: 0 },
    { id: 'split_1', runtimeInSeconds: 4.2, coreCount: 1.5, memoryInBytes: 3_000_000, avgCPU: 93.8 },
    { id: 'count_2', runtimeInSeconds: 10 },
  ]

  it('has structure in one list and run times in another, put together by id', () => {
    expect(read(newer(tasks, { tasks: runs }, '1.6'))).toEqual({
      name: 'made up',
      version: '1.6',
      tasks: [
        { name: 'split_1', parents: [], runtimeS: 4.2, cores: 1.5, memoryBytes: 3_000_000 },
        { name: 'count_2', parents: ['split_1'], runtimeS: 10, cores: 1, memoryBytes: 0 },
        { name: 'count_3', parents: ['split_1'], runtimeS: 0, cores: 1, memoryBytes: 0 },
      ],
      // Only split_1 has files and a use of CPUs; count_3 is named as a child alone.
      notSimulated: { what: ['average CPU use', 'files'], tasks: 1 },
      namedByParent: 1,
      told: [],
    })
  })

  it('is refused with every fault at once', () => {
    const wrong = [
      { id: 'split_1', runtimeInSeconds: -1, coreCount: 0, memoryInBytes: '3 MB' },
      { id: 'count_2' },
      { id: 'gone', runtimeInSeconds: 1 },
    ]
    expect(read(newer(tasks, { tasks: wrong }, '2.0')).told).toEqual([
      'file: found schemaVersion "2.0", expected a version of WfFormat that is known: 1.0, 1.1, 1.2, 1.3, 1.4, 1.5 or 1.6',
      'split_1: found runtimeInSeconds -1, expected seconds from 0',
      'split_1: found coreCount 0, expected cores above 0',
      'split_1: found memoryInBytes "3 MB", expected memory from 0',
      'count_2: found runtimeInSeconds nothing, expected seconds from 0',
      'count_3: found no entry in workflow.execution.tasks, expected its run time',
      'gone: found an entry in workflow.execution.tasks alone, expected a task of workflow.specification.tasks',
    ])
  })

  it('is refused without an execution, and without tasks', () => {
    expect(read(newer(tasks, undefined)).told).toEqual([
      'file: found no workflow.execution, expected the run times of an execution: a workflow that never ran has none',
    ])
    expect(read(newer([], { tasks: [] })).told).toEqual([
      'file: found no tasks in workflow.specification.tasks, expected at least one',
    ])
    expect(read({ schemaVersion: '1.5', workflow: { specification: {}, execution: {} } }).told).toEqual([
      'file: found no workflow.specification.tasks, expected a list of tasks',
      'file: found no workflow.execution.tasks, expected a list of tasks',
    ])
  })
})

describe('WfFormat up to 1.4', () => {
  it('has one list of jobs that name each other, run times in `runtime` and memory in kB', () => {
    const jobs = [
      { name: 'split', id: 'ID1', parents: [], runtime: 2, cores: 2, memory: 4248, files: [{ name: 'in' }] },
      { name: 'count', id: 'ID2', parents: ['split'], runtime: 3, files: [], machine: 'm' },
      { name: 'join', id: 'ID3', parents: ['ID2'], runtime: 1 },
    ]
    const instance = read({ name: 'old', schemaVersion: '1.2', workflow: { makespan: 6, jobs } })
    expect(instance.told).toEqual([])
    expect(instance.tasks).toEqual([
      { name: 'split', parents: [], runtimeS: 2, cores: 2, memoryBytes: 4_248_000 },
      { name: 'count', parents: ['split'], runtimeS: 3, cores: 1, memoryBytes: 0 },
      { name: 'join', parents: ['count'], runtimeS: 1, cores: 1, memoryBytes: 0 },
    ])
    expect(instance.notSimulated).toEqual({ what: ['files', 'machine'], tasks: 2 })
  })

  it('has tasks from 1.3 on, and units in the names from 1.4 on', () => {
    const tasks = [{ name: 'one', runtimeInSeconds: 5, memoryInBytes: 1024 }]
    const { told, tasks: read14 } = read({ schemaVersion: '1.4', workflow: { tasks } })
    expect(told).toEqual([])
    expect(read14).toEqual([{ name: 'one', parents: [], runtimeS: 5, cores: 1, memoryBytes: 1024 }])
  })
})
