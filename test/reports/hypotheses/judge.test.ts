import { describe, expect, it } from 'vitest'
import { csvFiles } from '../../../reports/csv.ts'
import type { Expectation, Hypothesis } from '../../../reports/experiment-results.ts'
import { judgements } from '../../../reports/hypotheses/judge.ts'
import { hypothesisTables, tally } from '../../../reports/hypotheses/tables.ts'
import { htmlPage } from '../../../reports/page.ts'
import { experiment } from '../example-results.ts'

/**
 * Two systems at two loads with two seeds. The wait of plain is 2 and 4 s (load 0.5), 4 and 6 s (load 1): means 3 and 5, and
 * half of the interval is t(0.975, 1) · √2 / √2 = 12.706. Slow waits exactly 1 s longer at 0.5 and 2 s at 1, in both seeds.
 */
const results = (hypotheses: readonly Hypothesis[], extra: object = {}) =>
  experiment(
    [
      { name: 'system', values: ['plain', 'slow'] },
      { name: 'load', values: [0.5, 1] },
    ],
    ['oak', 'elm'],
    ({ system, load }, seed) => ({
      all: {
        wait_first_mean_s:
          2 + 2 * seed + (load === 1 ? 2 : 0) + (system === 'slow' ? (load === 1 ? 2 : 1) : 0),
        tasks_killed: 0,
        jobs_submitted: 40,
      },
    }),
    { hypotheses, ...extra },
  )

const about = (expected: Expectation, more: Partial<Hypothesis> = {}): Hypothesis => ({
  kind: 'hypothesis',
  says: 'So it is.',
  number: 'wait_first_mean_s',
  of: 'all',
  at: {},
  expected,
  ...more,
})
const most = (value: number, open = false): Expectation => ({ written: `${value}`, high: { value, open } })
const least = (value: number, open = false): Expectation => ({ written: `${value}`, low: { value, open } })
const outcome = (expected: Expectation, more: Partial<Hypothesis> = {}) =>
  judgements(results([about(expected, more)]))[0]!.outcome

describe('a hypothesis about a value', () => {
  const here = { at: { system: 'plain', load: 0.5 } }

  it('holds where all of the interval lies where it was expected, and not where none of it does', () => {
    // 3 ± 12.706: from −9.706 to 15.706.
    expect(outcome(most(16), here)).toBe('held')
    expect(outcome(most(15.7), here)).toBe('not distinguishable')
    expect(outcome(least(-9.8), here)).toBe('held')
    expect(outcome(least(15.8), here)).toBe('did not hold')
    expect(outcome(most(-10), here)).toBe('did not hold')
  })

  it('is judged by the value itself where seeds agree, and an open end is no part', () => {
    const killed = { ...here, number: 'tasks_killed' }
    const zero = { value: 0, open: false }
    expect(outcome({ written: '0', low: zero, high: zero }, killed)).toBe('held')
    expect(outcome(least(0, true), killed)).toBe('did not hold')
    expect(outcome(most(0, true), killed)).toBe('did not hold')
    expect(outcome(most(0), killed)).toBe('held')
  })

  it('says where there was nothing to measure, and where one seed gives no interval', () => {
    expect(outcome(most(1), { ...here, number: 'makespan_s' })).toBe('not measured')
    const one = experiment(
      [{ name: 'system', values: ['plain'] }],
      ['oak'],
      () => ({ all: { tasks_killed: 3 } }),
      {
        hypotheses: [about(most(5), { number: 'tasks_killed' })],
      },
    )
    expect(judgements(one)[0]!.outcome).toBe('no interval')
  })
})

describe('a hypothesis about a difference', () => {
  const minusPlain = { at: { system: 'slow' }, minus: { system: 'plain' } }

  it('pairs seed by seed at every other place, and holds where it holds at each', () => {
    const [judged] = judgements(results([about(least(1), minusPlain)]))
    expect(judged!.places.map(({ axes, found }) => [axes, found.mean, found.low])).toEqual([
      [{ load: 0.5 }, 1, 1],
      [{ load: 1 }, 2, 2],
    ])
    expect(judged!.outcome).toBe('held')
    expect(outcome(most(1), minusPlain)).toBe('did not hold')
  })

  it('may be over any axis, and compares no place with itself', () => {
    const [judged] = judgements(
      results([about({ written: 'higher', verdicts: ['higher'] }, { minus: { load: 0.5 } })]),
    )
    expect(judged!.places.map(({ axes, found }) => [axes, found.mean])).toEqual([
      [{ load: 1, system: 'plain' }, 2],
      [{ load: 1, system: 'slow' }, 3],
    ])
  })

  it('knows lower, higher and not distinguishable, alone and together', () => {
    const at = { at: { system: 'slow', load: 1 }, minus: { system: 'plain' } }
    const killed = { ...at, number: 'tasks_killed' }
    const words = (...verdicts: ('lower' | 'higher' | 'not distinguishable')[]) => ({ written: '', verdicts })
    expect(outcome(words('higher'), at)).toBe('held')
    expect(outcome(words('lower'), at)).toBe('did not hold')
    expect(outcome(words('lower', 'not distinguishable'), at)).toBe('did not hold')
    expect(outcome(words('lower', 'not distinguishable'), killed)).toBe('held')
    // Nothing differs in any pair: there is no difference to be told from 0.
    expect(outcome(words('lower'), killed)).toBe('did not hold')
  })
})

describe('a hypothesis about a number that is known from below alone', () => {
  // 3 ± 12.706 is what was seen; it may be more.
  const bounded = (expected: Expectation) => {
    const plain = results([about(expected, { at: { system: 'plain', load: 0.5 } })])
    const runs = plain.runs.map(run => ({
      ...run,
      result: {
        ...run.result,
        rows: run.result.rows.map(row => ({ ...row, atLeast: ['wait_first_mean_s'] })),
      },
    }))
    return judgements({ ...plain, runs })[0]!
  }

  it('holds from below, fails from above, and is withheld otherwise', () => {
    expect(bounded(least(-10)).outcome).toBe('held')
    expect(bounded(most(-10)).outcome).toBe('did not hold')
    expect(bounded(most(16)).outcome).toBe('withheld')
    expect(bounded(most(16)).places[0]!.known).toBe('at least')
  })
})

describe('a report with hypotheses', () => {
  const told = results([
    about(
      { ...least(1), written: 'at least 1 s' },
      {
        says: 'Slow is slower.',
        at: { system: 'slow' },
        minus: { system: 'plain' },
      },
    ),
    about(
      { ...most(16), written: 'at most 16 s' },
      {
        kind: 'check',
        says: 'Plain is quick.',
        at: { system: 'plain', load: 0.5 },
        source: 'by hand',
      },
    ),
  ])

  it('has a table for each, which says what was expected beside what came out', () => {
    expect(hypothesisTables(told, judgements(told))).toEqual([
      {
        title: 'Hypothesis, held: Slow is slower.',
        keys: 1,
        columns: [
          { heading: 'load', align: 'right' },
          { heading: 'found (s)', align: 'right' },
          { heading: 'expected', align: 'left' },
          { heading: 'verdict', align: 'left' },
        ],
        rows: [
          ['0.5', '1 ± 0', 'at least 1 s', 'held'],
          ['1', '2 ± 0', 'at least 1 s', 'held'],
        ],
        notes: ['Found: wait, first task, mean, under slow, minus that under plain, seed by seed.'],
      },
      {
        title: 'Check, came out: Plain is quick.',
        keys: 0,
        columns: [
          { heading: 'found (s)', align: 'right' },
          { heading: 'expected', align: 'left' },
          { heading: 'verdict', align: 'left' },
        ],
        rows: [['3 ± 13', 'at most 16 s', 'came out']],
        notes: [
          'Found: wait, first task, mean, under plain at load 0.5.',
          'Where the expectation comes from: by hand.',
        ],
      },
    ])
  })

  it('shows a value at the end itself as it is, which no digit tells from the end', () => {
    const none = results([
      about(least(0, true), { number: 'tasks_killed', at: { system: 'plain', load: 1 } }),
    ])
    const [table] = hypothesisTables(none, judgements(none))
    expect(table!.rows).toEqual([['0', '0', 'did not hold']])
  })

  it('counts what held', () => {
    expect(tally(judgements(told))).toBe('1 of 1 hypothesis held; 1 of 1 check came out.')
    const failed = results([
      about(most(-10), { says: 'a' }),
      about(most(16)),
      about(most(15.7), { at: { system: 'plain' } }),
    ])
    expect(tally(judgements(failed))).toBe('0 of 3 hypotheses held, 1 did not, 2 not distinguishable.')
    expect(tally([])).toBe('')
  })

  it('shows them on the page and writes a CSV file, and neither where there are none', () => {
    expect(htmlPage(told, [])).toContain('Slow is slower.')
    const file = csvFiles(told).find(({ name }) => name === 'hypotheses.csv')!
    expect(file.text.split('\n')[1]).toBe(
      'hypothesis,Slow is slower.,all,,wait_first_mean_s,s,"system slow, load 0.5",system plain,at least 1 s,1,1,1,2,all,held',
    )
    const { hypotheses: _, ...none } = told
    expect(htmlPage(none, [])).not.toContain('What was expected')
    expect(csvFiles(none).map(({ name }) => name)).not.toContain('hypotheses.csv')
  })
})
