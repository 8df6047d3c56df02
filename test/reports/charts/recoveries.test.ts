import { expect, it } from 'vitest'
import { recoveriesChart } from '../../../reports/charts/recoveries.ts'
import { experiment } from '../example-results.ts'

const axes = [{ name: 'system', values: ['one', 'two'] }]

it('has a row for each scheduler that died, the root first, under the system that it is of', () => {
  const { config, table, height } = recoveriesChart(
    experiment(axes, ['oak', 'elm'], ({ system }) => ({
      all: { recovery_max_s: 25 },
      'scheduler:jobs': { recovery_mean_s: system === 'one' ? 11 : null },
      'scheduler:root': { recovery_mean_s: 25 },
    })),
  )!
  expect(config.data.labels).toEqual([[''], ['the root itself'], ['jobs'], [''], ['the root itself']])
  expect(table.rows).toEqual([
    ['one', 'the root itself', 25, 25, 25],
    ['one', 'jobs', 11, 11, 11],
    ['two', 'the root itself', 25, 25, 25],
  ])
  expect(height).toBeGreaterThan(5 * 40)
})

it('is not there where nobody died, or one scheduler alone', () => {
  const of = (systems: string[], recovery: number | null) =>
    recoveriesChart(
      experiment([{ name: 'system', values: systems }], ['oak', 'elm'], () => ({
        all: { recovery_max_s: recovery },
        'scheduler:root': { recovery_mean_s: recovery },
      })),
    )
  expect(of(['one', 'two'], null)).toBeNull()
  expect(of(['one'], 25)).toBeNull()
})
