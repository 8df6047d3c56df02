import { describe, expect, it } from 'vitest'
import { Standing, Standings } from '../../../../policies/root/scheduler/standings.ts'
import { JobBatch } from '../../../../sim/world/batch.ts'
import { NONE } from '../../../../sim/world/handles.ts'
import { Jobs } from '../../../../sim/world/jobs.ts'
import { TaskState } from '../../../../sim/world/lifecycle.ts'

const jobs = new Jobs(2)
const standings = new Standings(jobs)
const batch = new JobBatch(1)
batch.add(0, 1)

/** A job that has just arrived. */
const arrive = () => jobs.add(batch, 0, 0, 1, TaskState.Pending)

describe('standings', () => {
  it('know nothing of a job that no scheduler was told of', () => {
    const job = arrive()
    expect([standings.of(job), standings.schedulerOf(job)]).toEqual([Standing.Nowhere, NONE])
    standings.take(job, 3)
    expect([standings.of(job), standings.schedulerOf(job)]).toEqual([Standing.Nowhere, 3])
    expect([standings.turn[job], standings.entered[job]]).toEqual([-1, -1])
  })

  it('keep what a job has when its scheduler is told of it again', () => {
    const job = arrive()
    standings.take(job, 1)
    standings.standing[job] = Standing.Queued
    standings.turn[job] = 5
    standings.entered[job] = 7
    standings.take(job, 1)
    expect([standings.of(job), standings.turn[job], standings.entered[job]]).toEqual([Standing.Queued, 5, 7])
  })

  it('forget a job whose row is another’s', () => {
    const first = arrive()
    standings.take(first, 1)
    standings.standing[first] = Standing.Parked
    standings.turn[first] = 5
    standings.entered[first] = 7
    jobs.remove(first)
    const second = arrive()
    expect(second).toBe(first)
    expect([standings.of(second), standings.schedulerOf(second)]).toEqual([Standing.Nowhere, NONE])
    standings.take(second, 2)
    expect([standings.of(second), standings.turn[second], standings.entered[second]]).toEqual([0, -1, -1])
    expect(standings.schedulerOf(second)).toBe(2)
  })

  it('grow with the table of jobs', () => {
    const many = Array.from({ length: 20 }, arrive)
    for (const [i, job] of many.entries()) standings.take(job, i)
    expect(many.map(job => standings.schedulerOf(job))).toEqual(many.map((_, i) => i))
  })
})
