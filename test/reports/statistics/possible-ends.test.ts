import { expect, it } from 'vitest'
import { finding } from '../../../reports/finding.ts'
import { definitionOf } from '../../../reports/samples.ts'
import { possibleDifference, possibleMean, possibleShare } from '../../../reports/statistics/possible-ends.ts'
import { terminalTable } from '../../../reports/terminal-table.ts'
import { experiment } from '../example-results.ts'

const wide = { mean: 0.5, low: -2, high: 3 }

it('ends where the number itself does', () => {
  expect(possibleMean(wide, definitionOf('wait_first_mean_s'))).toEqual({ mean: 0.5, low: 0, high: 3 })
  expect(possibleMean(wide, definitionOf('cpu_used_share'))).toEqual({ mean: 0.5, low: 0, high: 1 })
  expect(possibleShare(wide)).toEqual({ mean: 0.5, low: 0, high: 1 })
  expect(possibleDifference(wide, definitionOf('cpu_used_share'))).toEqual({ mean: 0.5, low: -1, high: 1 })
})

it('is left alone where nobody knows an end, or none is reached', () => {
  expect(possibleDifference(wide, definitionOf('wait_first_mean_s'))).toEqual(wide)
  // A metric of the user may be below 0, and a ratio above 1.
  expect(possibleMean(wide, definitionOf('lag_s'))).toEqual(wide)
  const beyond = { mean: 1.5, low: 1, high: 2 }
  expect(possibleMean(beyond, definitionOf('cpu_used_share'))).toEqual(beyond)
  const none = { mean: 0.5, low: Number.NaN, high: Number.NaN }
  expect(possibleMean(none, definitionOf('cpu_used_share'))).toEqual(none)
})

it('is what findings and tables say', () => {
  // 1 s and 5 s: mean 3, half width t(0.975, 1) · √8 / √2 = 12.706205 · 2 = 25.4 s.
  const alone = experiment(
    [{ name: 'system', values: ['a'] }],
    ['oak', 'elm'],
    (_axes, seed) => ({
      all: { wait_first_mean_s: 1 + 4 * seed },
    }),
    { headline: { number: 'wait_first_mean_s', of: 'all' } },
  )
  expect(finding(alone)).toContain('is 3 s under a (95 % interval 0 to 28 s, 2 seeds)')
  // 30 % and 80 % against 90 %: differences of −60 and −10 points, mean −35, half width 12.706205 · √0.125 / √2 = 318 points.
  const shares = experiment(
    [{ name: 'system', values: ['a', 'b'] }],
    ['oak', 'elm'],
    ({ system }, seed) => ({ all: { cpu_used_share: system === 'a' ? 0.9 : 0.3 + 0.5 * seed } }),
    { headline: { number: 'cpu_used_share', of: 'all' } },
  )
  expect(terminalTable(shares, 200)).toMatch(/b .* −40 .*−100 to \+100 .*−39 \(−100 to \+314\)/)
})
