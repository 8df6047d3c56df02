import { expect, it } from 'vitest'
import { NONE } from '../../../sim/world/handles.ts'
import { Pipelines } from '../../../sim/world/pipelines.ts'

it('have handles that are used again, the one that was freed last first', () => {
  const pipelines = new Pipelines()
  const handles = [10, 20, 30].map(submit => pipelines.add(submit, 1, 2))
  expect(handles).toEqual([0, 1, 2])
  pipelines.remove(0)
  pipelines.remove(2)
  expect(handles.map(handle => pipelines.isOpen(handle))).toEqual([false, true, false])
  expect([...pipelines.open()].map(({ submit }) => submit)).toEqual([20])
  expect([pipelines.add(40, 0, 0), pipelines.add(50, 0, 0), pipelines.add(60, 0, 0)]).toEqual([2, 0, 3])
  expect([...pipelines.open()].map(({ submit }) => submit)).toEqual([50, 20, 40, 60])
})

it('have not failed and done nothing at first', () => {
  const pipelines = new Pipelines()
  const pipeline = pipelines.get(pipelines.add(10, 1, 2))
  expect(pipeline).toMatchObject({
    submit: 10,
    framework: 1,
    jobClass: 2,
    open: 0,
    failedAt: -1,
    cause: NONE,
    lastCancel: -1,
    lastEnd: 10,
    work: 0,
    workDone: 0,
    workAfter: 0,
    saved: 0,
    doomed: 0,
  })
})

it('know all stages that depend on one, directly or not, each once and in order', () => {
  // 0 before 3 and 1; 1 before 2 and 4; 3 before 4; 4 before 5; 6 by itself.
  const pipelines = new Pipelines()
  const pipeline = pipelines.get(pipelines.add(0, 0, 0))
  pipeline.children.push([3, 1], [2, 4], [], [4], [5], [], [])
  const dependents = (stage: number) => Pipelines.dependents(pipeline, stage)
  expect([0, 1, 2, 3, 4, 5, 6].map(dependents)).toEqual([[1, 2, 3, 4, 5], [2, 4, 5], [], [4, 5], [5], [], []])
})
