import { describe, expect, it } from 'vitest'
import { otherSettingSentence } from '../../../reports/finding/other-setting.ts'
import { finding } from '../../../reports/finding.ts'
import { experiment } from '../example-results.ts'

const axes = [
  { name: 'system', values: ['fifo', 'offers'] },
  { name: 'load', values: [0.5, 0.9] },
]
const headline = { number: 'wait_first_mean_s', of: 'all' }

/** Waits of fifo of 10 s; offers differs by this much in each of four seeds, at load 0.5 and at 0.9. */
function sentence(low: readonly number[], high: readonly number[]): string {
  return otherSettingSentence(results(low, high))
}

function results(low: readonly number[], high: readonly number[]) {
  return experiment(
    axes,
    low.map((_, i) => `seed-${i}`),
    ({ system, load }, seed) => ({
      all: { wait_first_mean_s: 10 + (system === 'fifo' ? 0 : (load === 0.5 ? low : high)[seed]!) },
    }),
    { headline },
  )
}

const undecided = [-9, 9, -8, 8]
// Mean 2, s = 0.081650, half width t(0.975, 3) · s/2 = 3.182446 · 0.040825 = 0.129922.
const longer = [1.9, 2, 2, 2.1]
const shorter = longer.map(each => -each)

describe('the second sentence of a finding', () => {
  it('tells of a setting with a verdict where the main one has none', () => {
    expect(sentence(longer, undecided)).toBe(
      'At load 0.5 more can be told: there it is 2.00 s (20 %) longer under offers than under fifo (95 % interval 1.87 to 2.13 s, 4 paired seeds).',
    )
    expect(finding(results(longer, undecided))).toMatch(/^At load 0\.9, .*\. At load 0\.5 more can be told: /)
  })

  it('tells where the order turns round', () => {
    expect(sentence(longer, shorter)).toMatch(
      /^At load 0\.5 the order turns round: there it is 2\.00 s \(20 %\) longer/,
    )
  })

  it('tells of a difference that is twice as large, and of none that is not', () => {
    expect(
      sentence(
        longer.map(each => 3 * each),
        longer,
      ),
    ).toMatch(/^At load 0\.5 the difference is larger in proportion: there it is 6\.0\d? s \(60 %\) longer/)
    expect(
      sentence(
        longer.map(each => 1.5 * each),
        longer,
      ),
    ).toBe('')
  })

  it('is not there for one seed, for one setting, or where nothing is clearer', () => {
    expect(sentence([2], [0])).toBe('')
    expect(sentence(undecided, longer)).toBe('')
    expect(otherSettingSentence(experiment(axes.slice(0, 1), ['oak'], () => ({}), { headline }))).toBe('')
    expect(otherSettingSentence({ ...results(longer, undecided), runs: [] })).toBe('')
  })
})
