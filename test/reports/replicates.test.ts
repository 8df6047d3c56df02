import { expect, it } from 'vitest'
import { finding } from '../../reports/finding.ts'
import { settingsOf } from '../../reports/samples.ts'
import { compareAt } from '../../reports/statistics/comparison.ts'
import { experiment } from './example-results.ts'

it('means over logs count each log once, whatever its seeds', () => {
  // Under a, logs x, y and z have waits of 10, 20 and 30 s, plus and minus 1 s by seed; under b 4, 6 and 8 s less.
  const base = { x: 10, y: 20, z: 30 } as Record<string, number>
  const less = { x: 4, y: 6, z: 8 } as Record<string, number>
  const results = experiment(
    [
      { name: 'system', values: ['a', 'b'] },
      { name: 'file', values: ['x', 'y', 'z'] },
    ],
    ['1', '2'],
    ({ system, file }, seed) => {
      const wait = base[String(file)]! + (seed === 0 ? 1 : -1) - (system === 'b' ? less[String(file)]! : 0)
      return { all: { wait_first_mean_s: wait } }
    },
    { meanOver: 'file', headline: { number: 'wait_first_mean_s', of: 'all' } },
  )
  const settings = settingsOf(results)
  expect(settings).toHaveLength(1)
  const [each] = compareAt(results, settings[0]!, 'wait_first_mean_s', 'all')
  // Seeds cancel within a log; t(0.975; 2) = 4.303, s = 2, n = 3: 6 ± 4.97 s.
  expect(each!.differences).toEqual([-4, -6, -8])
  expect(each!.difference.high).toBeCloseTo(-1.032, 3)
  expect(finding(results)).toContain('3 paired logs')
})
