import { expect, it } from 'vitest'
import { JobBatch } from '../../../sim/world/batch.ts'

it('has rows of plain jobs, whatever stood there before', () => {
  const batch = new JobBatch(2)
  batch.clear()
  for (const round of [0, 1]) {
    batch.clear()
    const row = batch.add(5 + round, 100)
    const { jobClass, tasks, cpuMilli, memoryMiB, extra, priority, user, gang, cron, concurrency, pipeline } =
      batch
    const columns = [
      batch.id,
      jobClass,
      tasks,
      cpuMilli,
      memoryMiB,
      extra,
      priority,
      user,
      gang,
      cron,
      concurrency,
    ]
    expect(columns.map(column => column[row])).toEqual([0, 0, 1, 1000, 0, 0, 0, -1, 0, -1, 0])
    expect([batch.submit[row], batch.duration[row], batch.estimate[row], pipeline[row]]).toEqual([
      5 + round,
      100,
      100,
      -1,
    ])
    const { meanTimeToFailure, failingLaunches, failsAfter } = batch
    expect([meanTimeToFailure[row], failingLaunches[row], failsAfter[row]]).toEqual([Infinity, 0, Infinity])
    for (const column of columns) column[row] = 7
    for (const column of [batch.estimate, meanTimeToFailure, failingLaunches, failsAfter, pipeline])
      column[row] = 7
  }
})

it('is full when it has as many rows as it has room for, and may have room for more', () => {
  const batch = new JobBatch(2)
  batch.clear()
  batch.add(0, 1)
  expect(batch.full).toBe(false)
  expect([batch.add(0, 1), batch.full]).toEqual([1, true])
  batch.reserve(1)
  expect([batch.capacity, batch.count]).toEqual([2, 0])
  batch.reserve(5)
  expect([batch.capacity, batch.count, batch.full, batch.tasks.length]).toEqual([5, 0, false, 5])
})

it('knows the parents of each row, however many there are', () => {
  const batch = new JobBatch(4)
  batch.clear()
  for (let row = 0; row < 4; row++) {
    batch.add(0, 1)
    for (let parent = 0; parent < row; parent++) batch.addParent(parent)
  }
  const parentsOf = (row: number) => [
    ...batch.parents.subarray(batch.parentStart[row], batch.parentStart[row + 1]),
  ]
  // Six in all, and there was room for four.
  expect([0, 1, 2, 3].map(parentsOf)).toEqual([[], [0], [0, 1], [0, 1, 2]])
  batch.clear()
  batch.add(0, 1)
  expect(parentsOf(0)).toEqual([])
})

it('has many rows at once that are those of one after the other, but for their numbers', () => {
  const columns = Object.keys(new JobBatch(1)).filter(name =>
    ArrayBuffer.isView(new JobBatch(1)[name as 'id']),
  )
  const [many, single] = [new JobBatch(4), new JobBatch(4)].map(batch => {
    for (const name of columns) batch[name as 'id'].fill(7)
    batch.clear()
    batch.add(5, 9)
    return batch
  }) as [JobBatch, JobBatch]
  many.addRows(2)
  for (const row of [single.add(0, 0), single.add(0, 0)]) single.id[row] = 0
  expect(columns.length).toBe(20)
  for (const name of columns) expect([name, ...many[name as 'id']]).toEqual([name, ...single[name as 'id']])
  expect(many.count).toBe(3)
})
