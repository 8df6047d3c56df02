import { describe, expect, it } from 'vitest'
import { JobBatch } from '../../../sim/world/batch.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { Jobs } from '../../../sim/world/jobs.ts'
import { JobEnd, TaskState } from '../../../sim/world/lifecycle.ts'

const { Waiting, Pending, Placed, Preparing, Running, Stopping, Ended, Finished } = TaskState

/** A batch with one job of three tasks, of 1.5 cores and 10.2 MiB as its source says. */
function batchOf(tasks = 3): JobBatch {
  const batch = new JobBatch(1)
  const row = batch.add(5, 100)
  batch.id[row] = 77
  batch.tasks[row] = tasks
  batch.cpuMilli[row] = 1499.5
  batch.memoryMiB[row] = 10.2
  return batch
}

describe('a job', () => {
  it('has all its tasks in one state, whole thousandths and mebibytes, and nothing behind it', () => {
    const jobs = new Jobs(2)
    const job = jobs.add(batchOf(), 0, 4, 9, Waiting)
    expect([jobs.id[job], jobs.framework[job], jobs.submit[job], jobs.duration[job], jobs.luck[job]]).toEqual(
      [77, 4, 5, 100, 9],
    )
    expect([jobs.cpuMilli[job], jobs.memoryMiB[job]]).toEqual([1500, 11])
    expect([jobs.tasks[job], jobs.wanted[job], jobs.count(job, Waiting), jobs.count(job, Pending)]).toEqual([
      3, 3, 3, 0,
    ])
    const { readyAt, firstStart, lastStart, lastEnd, queuedAt, firstAttempt, cause, firstTask } = jobs
    for (const column of [readyAt, firstStart, lastStart, lastEnd, queuedAt, firstAttempt, cause, firstTask])
      expect(column[job]).toBe(-1)
    expect([jobs.isOpen(job), jobs.isLive(job), jobs.onRow(job)]).toEqual([true, true, 0])
  })

  it('shares a spec with those that ask for the same', () => {
    const jobs = new Jobs(2)
    const [a, b] = [jobs.add(batchOf(), 0, 0, 0, Waiting), jobs.add(batchOf(1), 0, 1, 0, Waiting)]
    const other = batchOf()
    other.cpuMilli[0] = 1501
    expect(jobs.spec[a]).toBe(jobs.spec[b])
    expect(jobs.spec[jobs.add(other, 0, 0, 0, Waiting)]).not.toBe(jobs.spec[a])
  })

  it('moves tasks from state to state, and counts those that have a row and those that may be placed', () => {
    const jobs = new Jobs(2)
    const job = jobs.add(batchOf(9), 0, 0, 0, Pending)
    jobs.claimed[job] = 2
    expect([jobs.count(job, Pending), jobs.unclaimed(job)]).toEqual([9, 7])
    jobs.move(job, Pending, Placed, 6)
    jobs.move(job, Placed, Preparing, 1)
    jobs.move(job, Placed, Running, 3)
    jobs.move(job, Running, Stopping, 1)
    jobs.move(job, Running, Ended, 1)
    expect(
      [Pending, Placed, Preparing, Running, Stopping, Ended].map(state => jobs.count(job, state)),
    ).toEqual([3, 2, 1, 1, 1, 1])
    expect([jobs.onRow(job), jobs.unclaimed(job)]).toEqual([6, 1])
    jobs.move(job, Ended, Finished, 1)
    expect(jobs.onRow(job)).toBe(5)
  })

  it('is given more tasks in a state, or has fewer', () => {
    const jobs = new Jobs(2)
    const job = jobs.add(batchOf(), 0, 0, 0, Pending)
    jobs.resize(job, 5, Waiting)
    expect([jobs.tasks[job], jobs.count(job, Waiting), jobs.count(job, Pending)]).toEqual([5, 2, 3])
    jobs.resize(job, 4, Pending)
    expect([jobs.tasks[job], jobs.count(job, Waiting), jobs.count(job, Pending)]).toEqual([4, 2, 2])
  })

  it('keeps to the life cycle where moves are checked', () => {
    const jobs = new Jobs(2)
    const job = jobs.add(batchOf(), 0, 0, 0, Pending)
    jobs.move(job, Pending, Finished, 1)
    jobs.move(job, Finished, Pending, 1)
    jobs.checksMoves = true
    expect(() => jobs.move(job, Pending, Finished, 1)).toThrow(
      /^A task of job 77 was to go from .+ to .+, which/,
    )
    jobs.move(job, Pending, Finished, 0)
    jobs.move(job, Pending, Placed, 1)
    expect(jobs.count(job, Placed)).toBe(1)
  })

  it('adds up the time that it waits in queues', () => {
    const jobs = new Jobs(2)
    const job = jobs.add(batchOf(), 0, 0, 0, Pending)
    jobs.leaveQueue(job, 50)
    expect(jobs.queued[job]).toBe(0)
    jobs.queuedAt[job] = 0
    jobs.leaveQueue(job, 10)
    jobs.leaveQueue(job, 15)
    jobs.queuedAt[job] = 20
    jobs.leaveQueue(job, 25)
    expect([jobs.queued[job], jobs.queuedAt[job]]).toEqual([15, -1])
  })
})

describe('a job that is over', () => {
  it('leaves its row to another, which knows nothing of it', () => {
    const jobs = new Jobs(1)
    const job = jobs.add(batchOf(), 0, 0, 0, Pending)
    jobs.move(job, Pending, Running, 2)
    jobs.readyAt[job] = 6
    jobs.attempts[job] = 3
    jobs.makeNumbered(job)
    jobs.slots.take(job)
    const generation = jobs.generation[job]!
    jobs.remove(job)
    expect([jobs.isLive(job), jobs.isOpen(job), jobs.rows.live]).toEqual([false, false, 0])
    expect(jobs.generation[job]).toBe(generation + 1)
    expect(jobs.add(batchOf(2), 0, 0, 0, Pending)).toBe(job)
    expect([jobs.count(job, Running), jobs.count(job, Pending)]).toEqual([0, 2])
    expect([jobs.readyAt[job], jobs.attempts[job], jobs.numbered[job]]).toEqual([-1, 0, 0])
    // Its tasks are numbered from 0 again.
    expect(jobs.slots.take(job)).toBe(0)
  })

  it('leaves nothing either of what few jobs have: a pipeline, a scheduler, steps before a task, a failure', () => {
    const jobs = new Jobs(1)
    const job = jobs.add(batchOf(), 0, 0, 0, Pending)
    const { pipeline, stage, hosts, preparations, cause, end } = jobs
    const all = () => [pipeline, stage, hosts, preparations, cause, end].map(column => column[job])
    expect(all()).toEqual([NONE, 0, NONE, 0, NONE, JobEnd.Open])
    jobs.makeStage(job, 4, 2)
    jobs.makeHost(job, 1)
    expect([jobs.prepare(job), jobs.prepare(job)]).toEqual([0, 1])
    jobs.giveUp(job, JobEnd.Failed, 7)
    expect(all()).toEqual([4, 2, 1, 2, 7, JobEnd.Failed])
    jobs.remove(job)
    jobs.add(batchOf(), 0, 0, 0, Pending)
    expect(all()).toEqual([NONE, 0, NONE, 0, NONE, JobEnd.Open])
  })

  it('gives its spec back, whose number another gets in the end', () => {
    const jobs = new Jobs(1)
    const job = jobs.add(batchOf(), 0, 0, 0, Pending)
    const spec = jobs.spec[job]!
    jobs.remove(job)
    // 4,096 may be idle: with the first, that is one too many.
    for (let i = 1; i <= 4096; i++) jobs.specs.release(jobs.specs.take(i, 0, 0))
    expect(jobs.specs.take(5000, 0, 0)).toBe(spec)
  })
})

it('jobs keep what they have when there are more of them than there was room for', () => {
  const jobs = new Jobs(2)
  for (let i = 0; i < 9; i++) {
    const batch = batchOf(i + 1)
    batch.id[0] = i
    batch.priority[0] = 10 * i
    const job = jobs.add(batch, 0, i, 0, Pending)
    jobs.lastEnd[job] = 100 + i
  }
  const rows = [...Array(9).keys()]
  expect(rows.map(job => [jobs.id[job], jobs.framework[job], jobs.priority[job], jobs.lastEnd[job]])).toEqual(
    rows.map(i => [i, i, 10 * i, 100 + i]),
  )
  expect(rows.map(job => jobs.count(job, Pending))).toEqual(rows.map(i => i + 1))
})
