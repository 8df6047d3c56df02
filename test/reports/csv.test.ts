import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvFiles } from '../../reports/csv.ts'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import { experiment } from './example-results.ts'

const axes = [
  { name: 'system', values: ['monolithic', 'offers'] },
  { name: 'load', values: [0.9] },
]

/** Two seeds; differences of offers −1 and −3 s, so mean −2 s and half width t(0.975, 1) · √2 / √2 = 12.706205 s. */
const results = experiment(axes, ['oak', 'elm'], (point, i) => ({
  all: { cpu_used_share: 0.1 + 0.2, spread_s: 1 / 3 },
  'class:batch': {
    jobs_submitted: 40,
    wait_first_mean_s: point['system'] === 'offers' ? [9, 17][i]! : [10, 20][i]!,
  },
}))

/** Rows of one file as objects of strings. */
function rowsOf(name: string, from = results): Record<string, string>[] {
  return parse(csvFiles(from).find(file => file.name === name)!.text, { columns: true })
}

describe('the CSV files', () => {
  it('are five', () => {
    expect(csvFiles(results).map(file => file.name)).toEqual([
      'runs.csv',
      'comparisons.csv',
      'series.csv',
      'distributions.csv',
      'reasons.csv',
    ])
  })

  it('hold every number of the catalogue in its order, and those of users after them', () => {
    const header = csvFiles(results)[0]!.text.split('\n')[0]!
    const numbers = [...groupNumbers, ...schedulerNumbers].map(each => each.name)
    expect(header).toBe(['run,system,load,seed,exact,scope,name,at_least', ...numbers, 'spread_s'].join(','))
  })

  it('have one row for each scope of each run, with all digits, empty where nothing was measured', () => {
    const rows = rowsOf('runs.csv')
    expect(rows.length).toBe(8)
    expect(rows[3]).toMatchObject({
      run: 'monolithic-0.9-elm',
      system: 'monolithic',
      load: '0.9',
      seed: 'elm',
      scope: 'class',
      name: 'batch',
      wait_first_mean_s: '20',
      wait_first_p99_s: '',
      spread_s: '',
    })
    expect(rows[2]).toMatchObject({ scope: 'all', name: '', cpu_used_share: '0.30000000000000004' })
    expect(Number(rows[2]!['spread_s'])).toBe(1 / 3)
  })

  it('say every comparison', () => {
    const { difference_low, difference_high, p, p_holm, ...rest } = rowsOf('comparisons.csv').find(
      row => row['number'] === 'wait_first_mean_s',
    )!
    expect(Number(difference_low)).toBeCloseTo(-14.706205, 6)
    expect(Number(difference_high)).toBeCloseTo(10.706205, 6)
    expect(p).toBe(p_holm)
    expect(rest).toEqual({
      load: '0.9',
      scope: 'class',
      name: 'batch',
      number: 'wait_first_mean_s',
      unit: 's',
      compared_axis: 'system',
      baseline: 'monolithic',
      value: 'offers',
      pairs: '2',
      pairs_excluded: '0',
      exact: 'false',
      baseline_mean: '15',
      value_mean: '13',
      difference_mean: '-2',
      // The baseline, 10 and 20, cannot itself be told from 0 with two seeds: no share of it.
      relative_mean: '',
      relative_low: '',
      relative_high: '',
      compared_at_once: '1',
      verdict: 'not distinguishable',
      bearing: 'all',
      effect: '',
    })
  })

  it('leave an interval empty that one seed does not give', () => {
    const one = experiment(axes, ['oak'], point => ({
      all: { makespan_s: point['system'] === 'offers' ? 9 : 10 },
    }))
    expect(rowsOf('comparisons.csv', one)).toMatchObject([
      {
        pairs: '1',
        difference_mean: '-1',
        difference_low: '',
        difference_high: '',
        p: '',
        verdict: 'no interval',
      },
    ])
    for (const file of csvFiles(one)) expect(file.text).not.toMatch(/NaN|Infinity|null|undefined/)
  })

  it('say series, distributions and reasons', () => {
    const lines = Object.fromEntries(
      csvFiles(results).map(file => [file.name, file.text.split('\n').slice(0, 4)]),
    )
    expect(lines['series.csv']).toEqual([
      'run,system,load,seed,slice,start_s,width_s,cpu_used_share,memory_used_share,cpu_locked_share,pending_tasks',
      'monolithic-0.9-oak,monolithic,0.9,oak,0,0,3600,0.5,0.25,0,2',
      'monolithic-0.9-oak,monolithic,0.9,oak,1,3600,3600,0.75,0.125,0,0.5',
      'monolithic-0.9-elm,monolithic,0.9,elm,0,0,3600,0.5,0.25,0,2',
    ])
    expect(lines['distributions.csv']!.slice(0, 2)).toEqual([
      'run,system,load,seed,scope,name,measure,count,bound,quantile_0,quantile_0.5,quantile_1',
      'monolithic-0.9-oak,monolithic,0.9,oak,class,batch,wait_first_s,40,exact,0,1.5,9',
    ])
    expect(lines['reasons.csv']).toEqual([
      'run,system,load,seed,reason,count',
      'monolithic-0.9-oak,monolithic,0.9,oak,no machine has enough cores,12',
      'monolithic-0.9-elm,monolithic,0.9,elm,no machine has enough cores,12',
      'offers-0.9-oak,offers,0.9,oak,no machine has enough cores,12',
    ])
  })

  it('have a column for every quantile of any distribution', () => {
    const [first, ...others] = results.runs
    const coarse = { ...first!.result.distributions[0]!, quantiles: [3, 7] }
    const result = { ...first!.result, distributions: [...first!.result.distributions, coarse] }
    const rows = rowsOf('distributions.csv', { ...results, runs: [{ ...first!, result }, ...others] })
    expect(rows[1]).toMatchObject({ quantile_0: '3', 'quantile_0.5': '', quantile_1: '7' })
  })

  it('name axes in snake_case, apart from columns that are there already, and write truth values as words', () => {
    const odd = experiment(
      [
        { name: 'preemption', values: [false, true] },
        { name: 'declineFilter', values: [5] },
        { name: 'name', values: ['a, "b"'] },
      ],
      ['oak'],
      () => ({ all: {} }),
    )
    expect(csvFiles(odd)[4]!.text).toBe(
      'run,preemption,decline_filter,axis_name,seed,reason,count\n' +
        '"false-5-a, ""b""-oak",false,5,"a, ""b""",oak,no machine has enough cores,12\n' +
        '"true-5-a, ""b""-oak",true,5,"a, ""b""",oak,no machine has enough cores,12\n',
    )
  })
})
