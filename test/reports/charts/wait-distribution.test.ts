import { describe, expect, it } from 'vitest'
import { waitDistributionChart } from '../../../reports/charts/wait-distribution.ts'
import type { Distribution } from '../../../sim/measure/result.ts'
import { experiment } from '../example-results.ts'
import { headline, twoSystems, waitsOf, withEach } from './waiting-systems.ts'

/** A distribution of first waits over all jobs. */
function allWaits(quantiles: readonly number[], count = 40): Distribution {
  return { scope: 'all', name: '', measure: 'wait_first_s', count, quantiles }
}

describe('the chart of waits', () => {
  const base = experiment([twoSystems], ['oak', 'elm'], waitsOf, { headline })

  it('averages quantiles over seeds and begins with the share that did not wait', () => {
    const { config, table, title, message } = waitDistributionChart(
      withEach(base, ({ axes, seed }) => ({
        distributions: [
          allWaits(axes['system'] === 'fifo' ? [0, 0, 2, seed === 'oak' ? 4 : 8, 20] : [1, 1, 1, 1, 1]),
        ],
      })),
    )!
    // fifo, mean over seeds: 0, 0, 2, 6, 20 s at 0, 25, 50, 75 and 100 %. The axis begins at the shortest wait, 1 s.
    expect(config.data.datasets[0]!['data']).toEqual([
      { x: 1, y: 25 },
      { x: 2, y: 50 },
      { x: 6, y: 75 },
      { x: 20, y: 100 },
    ])
    expect(config.data.datasets[1]!['data']).toEqual([{ x: 1, y: 100 }])
    expect(config.options['scales']).toMatchObject({ x: { type: 'logarithmic', min: 1, max: 20 } })
    expect(message).toContain('Waits below 1 s stand at the left edge.')
    expect(table.rows[2]).toEqual([0.5, 2, 1])
    // The title compares the 90th percentile of every run, seed by seed; these runs did not measure it.
    expect(title).toBe('The wait that 90 % of jobs stay below was not measured')
  })

  it('stops where knowledge stops, and says ≥ beyond', () => {
    const { config, table, title, message } = waitDistributionChart(
      withEach(base, ({ axes }) => ({
        distributions: [
          axes['system'] === 'fifo'
            ? { ...allWaits([1, 2, 4, 8, 16]), atMost: [1, 2, 16, null, null] }
            : allWaits([1, 1, 1, 1, 2]),
        ],
        rows: [
          axes['system'] === 'fifo'
            ? { scope: 'all', name: '', numbers: { wait_first_p90_s: 16 }, atLeast: ['wait_first_p90_s'] }
            : { scope: 'all', name: '', numbers: { wait_first_p90_s: 2 } },
        ],
      })),
    )!
    // 1 and 2 are known. The third may be anything from 4 to 16 s, beyond the fourth: the curve ends with the second.
    expect(config.data.datasets[0]!['data']).toEqual([
      { x: 1, y: 0 },
      { x: 2, y: 25 },
    ])
    expect(table.rows[1]).toEqual([0.25, 2, 1])
    expect(table.rows[2]).toEqual([0.5, '≥ 4', 1])
    expect(title).toContain('than under fifo (≥\u00a016\u00a0s)')
    expect(message).not.toContain('left edge')
    expect(message).toContain('A curve stops where jobs that had not started when the run ended')
  })

  it('does not draw a curve of which nothing is known, and says so', () => {
    // The first value may be anything from 1 to 16 s, beyond the second.
    const unknown = { ...allWaits([1, 2, 4, 8, 16]), atMost: [16, 16, null, null, null] }
    const chart = (known: string) =>
      waitDistributionChart(
        withEach(base, ({ axes }) => ({
          distributions: [axes['system'] === known ? allWaits([1, 1, 1, 1, 2]) : unknown],
        })),
      )
    const { config, table, message } = chart('offers')!
    expect(config.data.datasets.map(({ label }) => label)).toEqual(['offers'])
    expect(message).toContain('Under fifo no part of the curve is known: so many jobs had not started')
    expect(table.rows[0]).toEqual([0.1, '≥ 2', 1])
    expect(chart('none')).toBeNull()
  })

  it('leaves out systems without jobs', () => {
    const { config } = waitDistributionChart(
      withEach(base, ({ axes }) => ({
        distributions: [axes['system'] === 'fifo' ? allWaits([0, 1]) : allWaits([], 0)],
      })),
    )!
    expect(config.data.datasets.map(({ label }) => label)).toEqual(['fifo'])
  })

  it('is null if nobody was measured or nobody waited', () => {
    expect(waitDistributionChart(base)).toBeNull()
    expect(waitDistributionChart(withEach(base, () => ({ distributions: [allWaits([0, 0])] })))).toBeNull()
  })
})
