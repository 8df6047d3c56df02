import { describe, expect, it } from 'vitest'
import { utilisationChart } from '../../../reports/charts/utilisation.ts'
import { experiment } from '../example-results.ts'
import { headline, twoLoads, twoSystems, withEach } from './waiting-systems.ts'

describe('the chart of utilisation', () => {
  const base = experiment(
    [twoSystems, twoLoads],
    ['oak', 'elm'],
    ({ system }) => ({ all: { cpu_used_share: system === 'fifo' ? 0.5 : 0.625 } }),
    { headline },
  )

  it('draws the mean over seeds in the middle of each slice, at the highest load', () => {
    const { config, table, title } = utilisationChart(
      withEach(base, ({ axes, seed }) => ({
        series: {
          cpuUsedShare:
            axes['load'] !== 0.9
              ? [0, 0]
              : axes['system'] === 'fifo'
                ? [0.25, seed === 'oak' ? 0.5 : 1]
                : [0.5, 0.5],
        },
      })),
    )!
    // Two slices of an hour; the second has 0.5 under one seed and 1 under the other. The axis counts minutes.
    expect(config.data.datasets).toHaveLength(2)
    expect(config.data.datasets[0]!['data']).toEqual([
      { x: 0.5, y: 25 },
      { x: 1.5, y: 75 },
    ])
    expect(table).toEqual({
      headers: ['start_s', 'end_s', 'fifo cpu_used_share', 'offers cpu_used_share'],
      rows: [
        [0, 3600, 0.25, 0.5],
        [3600, 7200, 0.75, 0.5],
      ],
    })
    expect(title).toBe(
      'At load 0.9, the share of all cores held by tasks is higher under offers (62.5\u00a0%) than under fifo (50\u00a0%)',
    )
  })

  it('draws what offers lock as a thin line of the same colour, where it is not next to nothing', () => {
    const { config, message } = utilisationChart(
      withEach(base, ({ axes }) => ({
        series: { cpuLockedShare: axes['system'] === 'offers' ? [0.125, 0.25] : [0.0004, 0.0004] },
      })),
    )!
    expect(config.data.datasets.map(({ label, borderWidth }) => [label, borderWidth])).toEqual([
      ['fifo', 2.25],
      ['offers', 2.25],
      ['offers, locked', 1],
    ])
    expect(config.data.datasets[2]!['borderColor']).toBe(config.data.datasets[1]!['borderColor'])
    expect(message).toContain('Thin: cores locked in offers that nobody uses.')
  })

  it('has ticks at whole steps of time, also where the run ends a little after one', () => {
    const { config } = utilisationChart(
      withEach(base, ({ axes }) => ({
        series: { widthS: 3600.5, cpuUsedShare: axes['system'] === 'fifo' ? [0.25, 0.5] : [0.5, 0.5] },
      })),
    )!
    // 7201 s are 2.00028 h.
    expect(config.options['scales']).toMatchObject({ x: { ticksAt: [0, 1, 2], max: 2.00028 } })
  })

  it('puts runs of different lengths on one grid, on which a run that has ended holds nothing', () => {
    const { table } = utilisationChart(
      withEach(base, ({ seed }) => ({
        endS: seed === 'oak' ? 200 : 100,
        series:
          seed === 'oak'
            ? { widthS: 100, cpuUsedShare: [1, 1], cpuLockedShare: [0, 0] }
            : { widthS: 50, cpuUsedShare: [0, 1], cpuLockedShare: [0, 0] },
      })),
    )!
    // Slices of 100 s. Of the second run, the first slice is half 0, half 1, and then it is over. Both systems are the
    // same, so there is one line.
    expect(table.rows).toEqual([
      [0, 100, 0.75],
      [100, 200, 0.5],
    ])
  })

  it('ends where the first run was cut off: it had not ended there, so it does not fall to 0', () => {
    const { table } = utilisationChart(
      withEach({ ...base, provenance: { ...base.provenance, untilS: 200 } }, ({ seed }) => ({
        endS: seed === 'oak' ? 200 : 201,
        series: { widthS: 100, cpuUsedShare: seed === 'oak' ? [1, 1] : [1, 0.5, 0.5], cpuLockedShare: [] },
      })),
    )!
    expect(table.rows).toEqual([
      [0, 100, 1],
      [100, 200, 0.75],
    ])
  })

  it('shades the warm-up', () => {
    const { provenance } = base
    const { config, message } = utilisationChart({ ...base, provenance: { ...provenance, warmupS: 1800 } })!
    expect(config.options['plugins']).toMatchObject({
      annotation: { annotations: { warmup: { xMin: 0, xMax: 0.5 } } },
    })
    expect(message).toContain('Shaded: warm-up')
  })

  it('is one line where all systems are the same at every moment', () => {
    const { config } = utilisationChart(base)!
    expect(config.data.datasets.map(({ label }) => label)).toEqual(['all 2, which are the same'])
    expect(config.options['plugins']).toMatchObject({ legend: { display: true } })
  })

  it('is null if nothing was ever used', () => {
    expect(utilisationChart(withEach(base, () => ({ series: { cpuUsedShare: [0, 0] } })))).toBeNull()
  })

  it('is null without series', () => {
    expect(utilisationChart(withEach(base, () => ({ series: { cpuUsedShare: [] } })))).toBeNull()
    expect(utilisationChart({ ...base, runs: [] })).toBeNull()
  })
})
