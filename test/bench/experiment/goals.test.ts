import { describe, expect, it } from 'vitest'
import { readGoal } from '../../../bench/experiment/goals.ts'

describe('a goal', () => {
  it('of a percentile is a share of jobs that may be late', () => {
    expect(readGoal('p95 wait <= 60 s')).toEqual({
      text: 'p95 wait <= 60 s',
      kind: 'percentile',
      scope: 'all',
      name: '',
      measure: 'wait_first_s',
      late: 0.05,
      limit: 60,
    })
    expect(readGoal('  P99.9  last wait ≤ 2h of class: web')).toMatchObject({
      measure: 'wait_last_s',
      late: 0.001,
      limit: 7200,
      scope: 'class',
      name: 'web',
    })
    expect(readGoal('median slowdown <= 3')).toMatchObject({
      measure: 'bounded_slowdown',
      late: 0.5,
      limit: 3,
    })
  })

  it('of a mean, a maximum or a number is a limit of that number', () => {
    expect(readGoal('mean response <= 10 min of framework jobs')).toMatchObject({
      kind: 'number',
      number: 'response_mean_s',
      holds: 'at most',
      limit: 600,
      scope: 'framework',
      name: 'jobs',
    })
    expect(readGoal('availability >= 99.9%')).toMatchObject({
      number: 'available_share',
      holds: 'at least',
      limit: 0.999,
    })
    expect(readGoal('availability >= 199%')).toMatchObject({ expected: 'a share of at most 100%' })
    expect(readGoal('jobs_never_started <= 0')).toMatchObject({ number: 'jobs_never_started', limit: 0 })
    expect(readGoal('busy_share <= 0.8')).toMatchObject({ number: 'busy_share', limit: 0.8 })
  })

  it.each([
    ['p95 wait', 'a goal such as'],
    ['p95 wait < 60 s', 'write <='],
    ['p95 wait >= 60 s', 'that jobs should wait is no goal'],
    ['wait <= 60 s', 'write p95 wait, mean wait or max wait'],
    ['p95 wayt <= 60 s', 'did you mean "wait"?'],
    ['p95 wait <= 60', 'write "60 s"'],
    ['p0 wait <= 60 s', 'a percentile from p1 to p99.9'],
    ['p101 wait <= 60 s', 'a percentile from p1 to p99.9'],
    ['availability <= 99%', 'higher is better'],
    ['core_hours_lost >= 1', 'lower is better'],
    ['busy_share <= 0.8 of class web', 'about schedulers'],
    ['core_hours_lots <= 1', 'did you mean "core_hours_lost"?'],
  ])('"%s" is refused with what to do', (text, says) => {
    const complaint = readGoal(text)
    expect(JSON.stringify(complaint).replaceAll('\\"', '"')).toContain(says)
    expect('kind' in complaint).toBe(false)
  })
})
