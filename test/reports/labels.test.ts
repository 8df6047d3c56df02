import { describe, expect, it } from 'vitest'
import { axisWords, heading, phrase } from '../../reports/labels.ts'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'

describe('the words for a number', () => {
  it('exist for every number of the catalogue, each its own', () => {
    const names = [...groupNumbers, ...schedulerNumbers].map(each => each.name)
    const headings = names.map(name => heading(name, 'all'))
    const phrases = names.map(name => phrase(name, 'all'))
    expect(new Set(headings).size).toBe(names.length)
    expect(new Set(phrases).size).toBe(names.length)
    // A number without words of its own would be its name with spaces.
    const bare = names.filter((name, i) => phrases[i] === name.replace(/_s$/, '').replaceAll('_', ' '))
    expect(bare).toEqual([])
    for (const text of phrases) expect(text).not.toMatch(/[{}]|undefined/)
  })

  it('say whom the number is about', () => {
    expect(phrase('wait_first_mean_s', 'all')).toBe('mean wait of a job for its first task')
    expect(phrase('wait_first_p99_s', 'class:batch')).toBe(
      '99th-percentile wait of a batch job for its first task',
    )
    expect(phrase('response_max_s', 'class:interactive')).toBe('longest response time of an interactive job')
    expect(phrase('response_max_s', 'class:user-1')).toBe('longest response time of a user-1 job')
    expect(phrase('response_max_s', 'class:update')).toBe('longest response time of an update job')
    expect(phrase('jobs_failed', 'framework:cron')).toBe(
      'number of jobs of framework cron given up after a failure',
    )
    expect(phrase('busy_share', 'scheduler:root')).toBe('share of time in which scheduler root was deciding')
    expect(heading('wait_last_p50_s', 'class:batch')).toBe('batch: wait, last task, median')
  })

  it("are a user's own name with spaces, without the unit", () => {
    expect(heading('lag_p95_s', 'all')).toBe('lag p95')
    expect(phrase('lag_p95_s', 'class:batch')).toBe('lag p95 in class batch')
  })

  it('name a system by itself and any other value by its axis', () => {
    expect(axisWords('system', 'offers')).toBe('offers')
    expect(axisWords('load', 0.9)).toBe('load 0.9')
    expect(axisWords('preemption', false)).toBe('preemption off')
  })
})
