import { describe, expect, it } from 'vitest'
import type { Precision } from '../../../reports/experiment-results.ts'
import { finding } from '../../../reports/finding.ts'
import { markdownSummary } from '../../../reports/markdown-summary.ts'
import { precisionAim, precisionSentence, precisionTold } from '../../../reports/precision/sentences.ts'
import { experiment } from '../example-results.ts'

const seeds = Array.from({ length: 20 }, (_, i) => String(i + 1))
const axes = [
  { name: 'system', values: ['a', 'b'] },
  { name: 'load', values: [0.5, 0.9] },
]
const aim = (within: Precision['within'], number = 'wait_first_mean_s'): Precision => ({
  written: 'until ±5 %',
  number,
  of: 'all',
  within,
  mostSeeds: 20,
})

/**
 * Of twenty seeds half are 1 below and half 1 above 10 under a: half a width of 0.480 s (see sequential.test.ts), 4.80 %. Under b they are
 * twice as far apart: 0.960 s, 9.60 %.
 */
const results = (precision: Precision, of = axes) =>
  experiment(
    of,
    seeds,
    ({ system }, seed) => {
      const wait = 10 + (seed < 10 ? -1 : 1) * (system === 'b' ? 2 : 1)
      return { all: { wait_first_mean_s: wait, cpu_used_share: wait / 100 } }
    },
    { precision },
  )

describe('how many seeds there are, and why', () => {
  it('is said before anything runs', () => {
    expect(precisionAim({ ...aim({ share: 0.02 }), mostSeeds: 200 })).toBe(
      'Seeds are added until the 95 % interval of the mean wait of a job for its first task is within ±2 % of its mean everywhere: 20 at first, 5 more at a time, at most 200.',
    )
  })

  it('is that they were enough, with the widest interval', () => {
    expect(precisionSentence(results(aim({ share: 0.1 })))).toBe(
      '20 seeds were enough: the 95 % interval of the mean wait of a job for its first task is within ±10 % of its mean everywhere (widest: ±9.6 %, b and load 0.5).',
    )
    expect(precisionSentence(results(aim({ value: 0.01 }, 'cpu_used_share')))).toBe(
      '20 seeds were enough: the 95 % interval of the share of all cores held by tasks is within ±1 percentage point everywhere (widest: ±0.96 percentage points, b and load 0.5).',
    )
    const one = [{ name: 'system', values: ['a'] }]
    expect(precisionSentence(results(aim({ value: 0.5 }), one))).toBe(
      '20 seeds were enough: the 95 % interval of the mean wait of a job for its first task is within ±500 ms (±480 ms).',
    )
  })

  it('is that there may be no more, and how many would do, in the finding too', () => {
    // 20 · (0.0960 / 0.05)² = 73.8.
    const sentence =
      'After 20 seeds, the most allowed, the 95 % interval of the mean wait of a job for its first task is not within ±5 % of its mean at 2 of 4 combinations (widest: ±9.6 %, b and load 0.5); about 74 would do.'
    const wide = results(aim({ share: 0.05 }))
    expect(precisionTold(wide)).toEqual({ reached: false, sentence })
    expect(finding(wide)).toContain(sentence)
    expect(markdownSummary(wide)).toContain('- Seeds: 1, 2, 3')
    expect(markdownSummary(wide)).toContain('20, added until ±5 %')
    expect(finding(results(aim({ share: 0.1 })))).not.toContain('seeds were enough')
  })

  it('is nothing where seeds add nothing, or a number was asked for', () => {
    const exact = results(aim({ share: 0.05 }))
    const runs = exact.runs.map(run => ({ ...run, result: { ...run.result, drawn: [] } }))
    expect(precisionSentence({ ...exact, runs })).toBe('')
    const { precision: _, ...asked } = exact
    expect(precisionSentence(asked)).toBe('')
    expect(precisionSentence(results(aim({ share: 0.05 }, 'relaunch_mean_s')))).toBe('')
  })
})
