import { describe, expect, it } from 'vitest'
import { pipelineLossesChart } from '../../../reports/charts/pipeline-losses.ts'
import { experiment } from '../example-results.ts'
import { headline, twoSystems, waitsOf } from './waiting-systems.ts'

describe('the chart of lost work', () => {
  const lost = { core_hours_lost_before: 12.5, core_hours_lost_after: 4, core_hours_saved: 30 }

  // Before the failure: 12.5 and 13.5 core-hours in the two seeds, mean 13, s = 0.707107, half width t(0.975, 1) · s/√2 =
  // 12.706205 · 0.5 = 6.353102. After it: 0 under fifo, and under offers 4 and 5, mean 4.5, of the same half width, which
  // reaches below 0. Every run saved 30.
  it('draws each part of what was lost with its intervals, and tells what is the same everywhere', () => {
    const { config, table, title, message, height } = pipelineLossesChart(
      experiment(
        [twoSystems],
        ['oak', 'elm'],
        ({ system }, seed) => ({
          all: {
            ...lost,
            core_hours_lost_before: 12.5 + seed,
            core_hours_lost_after: system === 'fifo' ? 0 : 4 + seed,
            tasks_doomed: 2,
            pipelines_failed: 3,
          },
        }),
        { headline },
      ),
    )!
    const before = {
      x: 13,
      xMin: 6.6469,
      xMax: 19.3531,
      label: '13.0 ± 6.4 core-hours',
      group: 'lost, done before the failure',
    }
    expect(config.data.datasets[0]!['data']).toEqual([
      { x: null },
      before,
      before,
      { x: null },
      { x: 0, label: '0 core-hours', group: 'lost, done after the failure' },
      {
        x: 4.5,
        xMin: 0,
        xMax: 10.8531,
        cut: true,
        label: '4.5 ± 6.4 core-hours',
        group: 'lost, done after the failure',
      },
    ])
    expect(message).toContain('The same everywhere: saved by cancelling, 30 core-hours.'.replace(' ', ' '))
    expect(height).toBeGreaterThan(6 * 40)
    // Lost in all: 12.5 and 13.5 under fifo, 16.5 and 18.5 under offers. The differences 4 and 5 have p = 0.07.
    expect(table.rows[1]!.slice(0, 2)).toEqual(['offers', 17.5])
    expect(title).toBe(
      'No difference in the work lost with failed pipelines is certain (means from 13 to 17.5\u00a0core-hours)',
    )
  })

  it('leaves out systems that have no pipelines', () => {
    const { table, config } = pipelineLossesChart(
      experiment(
        [{ name: 'system', values: ['fifo', 'offers', 'none'] }],
        ['oak'],
        ({ system }) => ({
          all: system === 'none' ? {} : { ...lost, core_hours_lost_before: system === 'fifo' ? 12.5 : 3 },
        }),
        { headline },
      ),
    )!
    expect(config.data.labels).toEqual([[''], ['fifo'], ['offers']])
    expect(table.rows.map(([name]) => name)).toEqual(['fifo', 'offers'])
    expect(table.rows[0]!.slice(0, 4)).toEqual(['fifo', 16.5, '–', '–'])
  })

  it('is null where every run lost and saved the same', () => {
    expect(
      pipelineLossesChart(experiment([twoSystems], ['oak', 'elm'], () => ({ all: lost }), { headline })),
    ).toBeNull()
  })

  it('is null without pipelines, and if none failed', () => {
    const none = { core_hours_lost_before: 0, core_hours_lost_after: 0, core_hours_saved: 0 }
    expect(pipelineLossesChart(experiment([twoSystems], ['oak'], waitsOf, { headline }))).toBeNull()
    expect(
      pipelineLossesChart(experiment([twoSystems], ['oak'], () => ({ all: none }), { headline })),
    ).toBeNull()
  })
})
