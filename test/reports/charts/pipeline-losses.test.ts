import { describe, expect, it } from 'vitest'
import { pipelineLossesChart } from '../../../reports/charts/pipeline-losses.ts'
import { experiment } from '../example-results.ts'
import { headline, twoSystems, waitsOf } from './waiting-systems.ts'

describe('the chart of lost work', () => {
  const lost = { core_hours_lost_before: 12.5, core_hours_lost_after: 4, core_hours_saved: 30 }

  it('stacks what was lost, with what was saved beside it and the doomed tasks in the table', () => {
    const { config, table, title } = pipelineLossesChart(
      experiment(
        [twoSystems],
        ['oak', 'elm'],
        ({ system }, seed) => ({
          all: {
            ...lost,
            core_hours_lost_after: system === 'fifo' ? 0 : 4 + seed,
            tasks_doomed: 2,
            pipelines_failed: 3,
          },
        }),
        { headline },
      ),
    )!
    expect(config.data.datasets.map(({ data, stack }) => ({ data, stack }))).toEqual([
      { data: [12.5, 12.5], stack: 'lost' },
      { data: [0, 4.5], stack: 'lost' },
      { data: [30, 30], stack: 'saved' },
    ])
    expect(table.rows).toEqual([
      ['fifo', 12.5, 0, 30, 2, 3],
      ['offers', 12.5, 4.5, 30, 2, 3],
    ])
    expect(title).toBe(
      'The work lost with failed pipelines ranges from 12.5\u00a0core-hours (fifo) to 17\u00a0core-hours (offers)',
    )
  })

  it('leaves out systems that have no pipelines', () => {
    const { table } = pipelineLossesChart(
      experiment([twoSystems], ['oak'], ({ system }) => ({ all: system === 'fifo' ? lost : {} }), {
        headline,
      }),
    )!
    expect(table.rows).toEqual([['fifo', 12.5, 4, 30, '–', '–']])
  })

  it('is null without pipelines, and if none failed', () => {
    const none = { core_hours_lost_before: 0, core_hours_lost_after: 0, core_hours_saved: 0 }
    expect(pipelineLossesChart(experiment([twoSystems], ['oak'], waitsOf, { headline }))).toBeNull()
    expect(
      pipelineLossesChart(experiment([twoSystems], ['oak'], () => ({ all: none }), { headline })),
    ).toBeNull()
  })
})
