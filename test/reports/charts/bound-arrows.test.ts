import { describe, expect, it } from 'vitest'
import { intervalChart } from '../../../reports/charts/intervals.ts'
import { renderSvg } from '../../../reports/charts/render.ts'
import { experiment } from '../example-results.ts'
import { headline, twoLoads, twoSystems, waitsOf } from './waiting-systems.ts'

describe('a value that is a bound', () => {
  /** Bounds at load 0.9. */
  const bounded = (axes: Parameters<typeof experiment>[0]) => {
    const base = experiment(axes, ['oak', 'elm', 'ash'], waitsOf, { headline })
    const runs = base.runs.map(run => {
      if (run.axes['load'] === 0.5) return run
      const rows = run.result.rows.map(row => ({ ...row, atLeast: ['wait_first_mean_s'] }))
      return { ...run, result: { ...run.result, rows } }
    })
    return intervalChart({ ...base, runs })!
  }
  /** Stems and heads of arrows, the only strokes with round ends. */
  const arrows = (svg: string) => [...svg.matchAll(/<path[^>]*stroke-linecap="round"[^>]*>/g)].map(String)

  it('has an arrow on its point, of the colour of its line, and the message says what it means', () => {
    const chart = bounded([twoSystems, twoLoads])
    const colours = chart.config.data.datasets.map(({ borderColor }) => String(borderColor).toUpperCase())
    const drawn = arrows(renderSvg(chart))
    expect(drawn.map(path => /stroke="([^"]*)"/.exec(path)![1]!.toUpperCase())).toEqual(colours)
    // Up by 18 pixels, and a head.
    for (const path of drawn) {
      const [, foot, tip] = /d="M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)M/.exec(path)!
      expect(Number(foot) - Number(tip)).toBeCloseTo(18, 1)
    }
    expect(chart.message).toContain(' Arrow, ≥: jobs that had not started, or not ended,')
    expect(
      arrows(renderSvg(intervalChart(experiment([twoSystems, twoLoads], ['oak'], waitsOf, { headline }))!)),
    ).toEqual([])
  })

  it('has ≥ behind its bar where the chart is rows', () => {
    const chart = bounded([twoSystems])
    expect(chart.config.data.datasets[0]!['data']).toMatchObject([
      { label: '≥ 2.0 ± 2.5 s' },
      { label: '≥ 4 s' },
    ])
    expect(chart.message).toContain(' ≥: jobs that had not started')
    expect(arrows(renderSvg(chart))).toEqual([])
  })

  it('is not the same as a value that is known, though it is as large', () => {
    const same = experiment([twoSystems], ['oak'], () => ({ all: { busy_share: 0.5 } }), { headline })
    const runs = same.runs.map(run => {
      const rows = run.result.rows.map(row => ({ ...row, atLeast: ['busy_share'] }))
      return run.axes['system'] === 'fifo' ? run : { ...run, result: { ...run.result, rows } }
    })
    expect(intervalChart(same, 'busy_share', 'all')).toBeNull()
    expect(intervalChart({ ...same, runs }, 'busy_share', 'all')).not.toBeNull()
  })
})
