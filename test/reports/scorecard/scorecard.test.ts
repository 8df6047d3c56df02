/**
 * A card of three numbers for four systems, in four seeds. Under `a` launches take 2 s, 90 % is available and 10 core-hours are lost.
 */
import { describe, expect, it } from 'vitest'
import { scorecardChart } from '../../../reports/charts/scorecard.ts'
import type { AxisValue, ScorecardEntry } from '../../../reports/experiment-results.ts'
import { finding } from '../../../reports/finding.ts'
import { mainSetting } from '../../../reports/samples.ts'
import { scoreTable } from '../../../reports/scorecard/score-table.ts'
import { scoreColumns } from '../../../reports/scorecard/scorecard.ts'
import { experiment } from '../example-results.ts'

const seeds = ['oak', 'elm', 'ash', 'yew']
const scorecard: readonly ScorecardEntry[] = [
  { number: 'wait_first_p50_s', of: 'all', called: 'launch latency', matters: { value: 0.5 } },
  { number: 'available_share', of: 'all', called: 'availability', matters: { share: 0.01 } },
  { number: 'core_hours_lost', of: 'all' },
  { number: 'cpu_used_share', of: 'all', judged: false },
]

/** What each system adds to the numbers of a, by seed, at load 0.9; at lower loads all are like a. */
const added: Readonly<Record<string, (seed: number) => readonly [number, number, number]>> = {
  a: () => [0, 0, 0],
  // Launches a second sooner, availability 0.1 points more or less, and nothing else.
  fast: seed => [-1 - 0.01 * seed, seed % 2 === 0 ? 0.001 : -0.001, 0],
  // Launches 0.1 s later, which does not matter.
  slow: seed => [0.1 + 0.001 * seed, 0, 0],
  // Half of the work is lost, and availability is 5 points lower.
  mixed: seed => [0, -0.05 - 0.001 * seed, -5 - 0.1 * seed],
}

const results = (
  systems: readonly string[] = ['a', 'fast', 'slow', 'mixed'],
  card = scorecard,
  lower = [0.5],
) =>
  experiment(
    [
      { name: 'system', values: [...systems] },
      { name: 'load', values: [...lower, 0.9] },
    ],
    seeds,
    ({ system, load }: Readonly<Record<string, AxisValue>>, seed) => {
      const [wait, available, lost] = load === 0.9 ? added[String(system)]!(seed) : [0, 0, 0]
      return {
        all: {
          wait_first_p50_s: 2 + 0.01 * seed + wait,
          available_share: 0.9 + available,
          core_hours_lost: 10 + seed + lost,
          cpu_used_share: 0.5,
          core_hours_done: 9,
        },
      }
    },
    { headline: { number: 'wait_first_p50_s', of: 'all' }, scorecard: card },
  )

const marksOf = (card = scorecard) => {
  const all = results(undefined, card)
  return scoreColumns(all, mainSetting(all)!).map(({ name, scores }) => [
    name,
    scores.map(({ mark }) => mark).join(' '),
  ])
}

describe('a scorecard', () => {
  it('marks what a verdict bears out, what is too small to matter, and what is only shown', () => {
    expect(marksOf()).toEqual([
      ['launch latency', 'baseline better alike alike'],
      ['availability', 'baseline alike alike worse'],
      ['work lost', 'baseline alike alike better'],
      ['CPU used', 'baseline shown shown shown'],
    ])
  })

  it('calls unclear what may be chance where any difference matters', () => {
    const card = [{ number: 'available_share', of: 'all' }]
    expect(marksOf(card)).toEqual([['available', 'baseline unclear alike worse']])
  })

  it('asks for more where more is asked at once', () => {
    // Of fast the waits differ by −1.00 to −1.03: mean 1.015, s = 0.0129, t = 157, p = 6e-7 of four pairs. With a spread thirty times
    // as wide, −0.7 to −1.6, t = 5.2 and p = 0.014: a verdict for one number of one system, and none for four numbers.
    const spread = (card: readonly ScorecardEntry[]) => {
      const all = experiment(
        [{ name: 'system', values: ['a', 'b'] }],
        seeds,
        ({ system }, seed) => ({
          all: {
            wait_first_p50_s: system === 'a' ? 2 : 2 - [0.7, 1.6, 1.3, 0.7][seed]!,
            available_share: 0.9,
            core_hours_lost: 1,
            pipelines_finished: 3,
          },
        }),
        { headline: { number: 'wait_first_p50_s', of: 'all' }, scorecard: card },
      )
      return scoreColumns(all, mainSetting(all)!)[0]!.scores[1]!.mark
    }
    const wait = { number: 'wait_first_p50_s', of: 'all' }
    expect(spread([wait])).toBe('better')
    const others = ['available_share', 'core_hours_lost', 'pipelines_finished']
    expect(spread([wait, ...others.map(number => ({ number, of: 'all' }))])).toBe('unclear')
  })

  it('is a table with its figures', () => {
    const all = results()
    const table = scoreTable(all, [mainSetting(all)!])!
    expect(table.title).toBe('Scorecard at load 0.9')
    expect(table.columns.map(({ heading }) => heading)).toEqual([
      'system',
      'launch latency (s)',
      'availability (%)',
      'work lost (core-h)',
      'CPU used (%)',
    ])
    // Waits 2.00 to 2.03: s = 0.0129, half width 3.182 · 0.0129/2 = 0.0205.
    expect(table.rows[0]).toEqual(['a', '2.01 ± 0.02', '90.0 ± 0', '11.5 ± 2.1', '50 ± 0'])
    expect(table.rows[1]!.slice(0, 3)).toEqual(['fast', '1.00 ± 0 better', '90.0 ± 0.2 alike'])
    expect(table.notes[0]).toMatch(/^Better and worse than a, with 9 comparisons at once allowed for/)
  })

  it('is not there where nothing is compared', () => {
    const alone = results(['a'])
    expect(scoreTable(alone, [mainSetting(alone)!])).toBeNull()
    expect(scorecardChart(alone)).toBeNull()
    expect(finding(alone)).not.toContain('swap')
  })
})

describe('the finding of a scorecard', () => {
  it('says what is better and worse, what that makes of a swap, and where that is not so', () => {
    expect(finding(results())).toBe(
      'At load 0.9, over 4 paired seeds and against a: fast is better in launch latency (1.00, not 2.01 s), and worse in nothing; ' +
        'slow is neither better nor worse in anything; mixed is better in work lost (6.35, not 11.50 core-hours), and worse in ' +
        'availability (84.9, not 90.0 %). What is not named is as under a, or the difference may be chance. So, by these numbers, the ' +
        'swap is a no-brainer for fast, without effect that can be told for slow and a trade-off for mixed. At load 0.5 the same ' +
        'holds, but it is without effect that can be told for fast and mixed.',
    )
  })

  it('names systems together of which the same is to be said, and what nobody differs in', () => {
    const card = [
      { number: 'core_hours_lost', of: 'all' },
      { number: 'core_hours_done', of: 'all' },
    ]
    expect(finding(results(['a', 'fast', 'slow'], card))).toBe(
      'At load 0.9, over 4 paired seeds and against a: fast and slow are neither better nor worse in anything. What is not named is as ' +
        'under a, or the difference may be chance: work lost and work done everywhere. So, by these numbers, the swap is without effect ' +
        'that can be told for fast and slow. At load 0.5 the same holds.',
    )
  })

  it.each([
    [['a', 'fast', 'slow'], 'the same holds, but it is without effect that can be told for fast.'],
    [['a', 'fast'], 'it is without effect that can be told for fast.'],
  ])('names settings together where other things hold of %j', (systems, otherwise) => {
    expect(finding(results(systems, scorecard, [0.5, 0.7]))).toContain(
      `. At load 0.5 and at load 0.7 ${otherwise}`,
    )
  })
})

describe('the chart of a scorecard', () => {
  it('has a row for each system below the headings, and says who is better without being worse', () => {
    const { title, config, table, message } = scorecardChart(results())!
    expect(title).toBe('At load 0.9, fast is better than a in something and worse in nothing')
    expect(message).toContain('Framed: worse.')
    expect(config.data.labels).toEqual([[''], ['a'], ['fast'], ['slow'], ['mixed']])
    expect(config.data.datasets.map(({ label }) => label)).toEqual([
      'launch latency',
      'availability',
      'work lost',
      'CPU used',
    ])
    const cells = config.data.datasets[1]!['data'] as readonly { cell?: unknown; text?: string }[]
    expect(cells[4]!.cell).toEqual({ figure: '84.9 ± 0.2', word: 'worse', sign: '−', tone: 'worse' })
    expect(cells[4]!.text).toBe('84.9 ± 0.2 worse')
    expect(table.rows[1]!.slice(0, 2)).toEqual(['fast', expect.closeTo(1, 10)])
  })
})
