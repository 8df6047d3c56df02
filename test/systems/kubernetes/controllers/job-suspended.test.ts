import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../../sim/engine/time.ts'
import { started } from './job-in-time.ts'

describe('a Job that is suspended', () => {
  it('runs nothing, and its deadline counts from when it goes on', () => {
    const { world, job, ends, created, hint } = started(
      { suspend: true, activeDeadline: MINUTE, parallelism: 2, completions: 2 },
      () => [500, null],
    )
    const set = (at: number, isSuspended: boolean) =>
      world.at(at * SECOND, () => {
        job.suspend(isSuspended, world.now)
        hint()
      })
    set(100, false)
    // Told again, it is no other moment.
    set(120, false)
    world.run(110)
    expect(job.active).toBe(2)
    world.run(400)
    // A sync is a second after the hint, and counts the minute from 100 s.
    expect(created()).toEqual([101, 101])
    expect(ends).toEqual(['160 DeadlineExceeded'])
  })

  it('loses the pods that run', () => {
    const { world, job, hint } = started({}, () => [500, null])
    world.at(50 * SECOND, () => {
      job.suspend(true, world.now)
      hint()
    })
    world.run(100)
    expect(world.log).toEqual(['0 +1/0', '0 !1/0', '51 -1/0', '51 x1/0'])
    expect([job.active, job.isOver, job.hasFailed]).toEqual([0, false, false])
  })
})
