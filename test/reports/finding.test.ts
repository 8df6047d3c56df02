import { describe, expect, it } from 'vitest'
import type { AxisValue } from '../../reports/experiment-results.ts'
import { finding } from '../../reports/finding.ts'
import { experiment, fourArchitectures } from './example-results.ts'

const seeds = ['oak', 'elm', 'ash', 'yew']

/** One number of scope 'all' under some systems, one value a seed. */
function measured(number: string, table: Readonly<Record<string, readonly (number | null)[]>>): string {
  const systems = Object.keys(table)
  const used = seeds.slice(0, table[systems[0]!]!.length)
  const measure = ({ system }: Readonly<Record<string, AxisValue>>, seed: number) => ({
    all: { [number]: table[String(system)]![seed]! },
  })
  const headline = { number, of: 'all' }
  return finding(experiment([{ name: 'system', values: systems }], used, measure, { headline }))
}

describe('the finding', () => {
  it('says at the highest load how much longer or shorter, how sure, and what cannot be told apart', () => {
    // Offers: differences 4 × (1 ± 0.125), mean 4, half width 0.92; shared-state: 4 × (−0.5 ± 0.125), mean −2.
    expect(finding(fourArchitectures())).toBe(
      'At load 0.9, the mean wait of a batch job for its first task is 4.00 s (50 %) longer under offers than under ' +
        'monolithic (95 % interval 3.08 to 4.92 s, 4 paired seeds) and 2.00 s (25 %) shorter under shared-state ' +
        '(1.08 to 2.92 s); sampling is not distinguishable from monolithic.',
    )
  })

  it('says which direction is better where the words do not, and no unit where the words have it', () => {
    expect(measured('tasks_doomed', { a: [5, 7, 9, 7], b: [4, 6, 7, 6] })).toBe(
      'The number of tasks launched although their pipeline had already failed is 1.25 (17.9 %) lower under b than ' +
        'under a (95 % interval 0.45 to 2.05, 4 paired seeds). Lower is better.',
    )
  })

  it('speaks of shares in percentage points', () => {
    expect(measured('available_share', { a: [0.5, 0.52], b: [0.61, 0.63] })).toBe(
      'The share of the instances of services that is ready is 11 percentage points higher under b than under a (the ' +
        'same in both paired seeds). Higher is better.',
    )
    // Of cores that are held nobody knows what for: work that is lost or done again holds them as well.
    expect(measured('cpu_used_share', { a: [0.5, 0.52], b: [0.61, 0.63] })).toBe(
      'The share of all cores held by tasks is 11 percentage points higher under b than under a (the same in both ' +
        'paired seeds).',
    )
  })

  it('speaks of core-hours, and of times in the unit that fits', () => {
    expect(measured('core_hours_saved', { a: [1, 2, 3, 4], b: [0, 1, 2, 3] })).toBe(
      'The work saved by cancelling is 1 core-hour (40 %) lower under b than under a (the same in all 4 paired ' +
        'seeds). Higher is better.',
    )
    expect(measured('makespan_s', { a: [7200, 7300], b: [3600, 3700] })).toBe(
      'The time from the first submission to the last end of a task is 60 min (49.7 %) shorter under b than under a ' +
        '(the same in both paired seeds).',
    )
  })

  it('takes no side of a number that is neither good nor bad', () => {
    expect(measured('offers_made', { a: [10, 20, 30], b: [11, 22, 31] })).toBe(
      'The number of offers made under b is not distinguishable from that under a (difference +1.3, 95 % interval ' +
        '−0.1 to +2.8, 3 paired seeds).',
    )
    // The same in all pairs: 1 ± 3.18245/4.
    expect(measured('offers_made', { a: [10, 20, 30, 40], b: [11, 21, 31, 41] })).toBe(
      'The number of offers made is 1.00 (4 %) higher under b than under a (95 % interval 0.20 to 1.80, 4 paired seeds).',
    )
  })

  it('takes one more in each of two pairs for what may be chance', () => {
    // 1 ± 12.7062/2.
    expect(measured('jobs_failed', { a: [0, 2], b: [1, 3] })).toBe(
      'The number of jobs given up after a failure under b is not distinguishable from that under a (difference +1.0, ' +
        '95 % interval −5.4 to +7.4, 2 paired seeds).',
    )
  })

  it('says so where nothing can be told apart', () => {
    expect(measured('makespan_s', { a: [10, 20, 30, 40], b: [11, 19, 31, 39] })).toBe(
      'The time from the first submission to the last end of a task under b is not distinguishable from that under a ' +
        '(difference 0.0 s, 95 % interval −1.8 to +1.8 s, 4 paired seeds).',
    )
    expect(measured('makespan_s', { a: [10, 20, 30], b: [11, 19, 31], c: [9, 21, 30] })).toBe(
      'The time from the first submission to the last end of a task under b and c is not distinguishable from that ' +
        'under a (3 paired seeds).',
    )
  })

  it('says so where it takes several comparisons at once not to be sure', () => {
    // p = 0.016277 alone is a difference; the smallest of four must be below 0.0125.
    const b = [9, 18, 27, 38]
    expect(measured('makespan_s', { a: [10, 20, 30, 40], b, c: b, d: b, e: b })).toBe(
      'The time from the first submission to the last end of a task under b, c, d and e is not distinguishable from ' +
        'that under a, once 4 comparisons made at once are allowed for (4 paired seeds).',
    )
  })

  it('says so where all seeds agree that there is no difference', () => {
    expect(measured('makespan_s', { a: [10, 20], b: [10, 20] })).toBe(
      'The time from the first submission to the last end of a task is the same under b as under a, in both paired ' +
        'seeds.',
    )
  })

  it('tells the three largest differences and counts the rest', () => {
    const text = measured('makespan_s', { a: [1, 2], b: [2, 3], c: [5, 6], d: [4, 5], e: [3, 4] })
    expect(text).toBe(
      'The time from the first submission to the last end of a task is 4 s longer under c than under a (the same in ' +
        'both paired seeds), 3 s longer under d (the same in all) and 2 s longer under e (the same in all); 1 more ' +
        'differs by less.',
    )
  })

  it('does not pretend to know from one seed', () => {
    expect(measured('makespan_s', { a: [10], b: [10], c: [8] })).toBe(
      'The time from the first submission to the last end of a task is 2 s shorter under c than under a and the same ' +
        'under b. One seed gives no interval: this may be chance.',
    )
  })

  it('counts the seeds that a side did not measure, and says where there are too few', () => {
    expect(
      measured('makespan_s', { a: [10, 20, 30, null], b: [11, 21, 31, 41], c: [9, null, null, 9] }),
    ).toBe(
      'The time from the first submission to the last end of a task is 1 s longer under b than under a (the ' +
        'same in all 3 paired seeds of 4); c has too few pairs to tell.',
    )
    expect(measured('makespan_s', { a: [null, null], b: [1, 2] })).toBe(
      'The time from the first submission to the last end of a task cannot be compared: no seed measured it both ' +
        'under a and otherwise.',
    )
  })

  it('compares along any axis', () => {
    expect(finding(fourArchitectures({ baseline: { axis: 'load', value: 0.5 } }))).toBe(
      'Under monolithic, the mean wait of a batch job for its first task is 6.00 s (300 %) longer at load 0.9 than at ' +
        'load 0.5 (95 % interval 5.03 to 6.97 s, 4 paired seeds).',
    )
    const axes = [{ name: 'preemption', values: [false, true] }]
    const results = experiment(
      axes,
      ['oak', 'elm'],
      ({ preemption }, i) => ({ all: { makespan_s: i + (preemption ? 2 : 1) } }),
      { headline: { number: 'makespan_s', of: 'all' } },
    )
    expect(finding(results)).toBe(
      'The time from the first submission to the last end of a task is 1 s longer with preemption on than with ' +
        'preemption off (the same in both paired seeds).',
    )
  })

  it('is the number itself where there is one system', () => {
    expect(measured('makespan_s', { only: [8, 10, 12] })).toBe(
      'The time from the first submission to the last end of a task is 10.0 s under only (95 % interval 5.0 to 15.0 ' +
        's, 3 seeds).',
    )
    expect(measured('makespan_s', { only: [8] })).toBe(
      'The time from the first submission to the last end of a task is 8 s under only (one seed, which gives no ' +
        'interval).',
    )
    expect(measured('makespan_s', { only: [null] })).toBe(
      'The time from the first submission to the last end of a task was not measured under only.',
    )
  })

  it('is that there is none where nothing ran', () => {
    expect(finding(fourArchitectures({ runs: [] }))).toBe('Nothing ran, so there is nothing to say.')
  })
})
