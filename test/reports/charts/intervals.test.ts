import { describe, expect, it } from 'vitest'
import { intervalChart } from '../../../reports/charts/intervals.ts'
import { experiment } from '../example-results.ts'
import { headline, twoLoads, twoSystems, waitsOf } from './waiting-systems.ts'

describe('the chart of intervals', () => {
  const results = experiment([twoSystems, twoLoads], ['oak', 'elm', 'ash'], waitsOf, { headline })
  const chart = intervalChart(results)!

  // Of 1, 2 and 3: mean 2, s = 1, half width t(0.975, 2) · 1/√3 = 4.302653 · 0.577350 = 2.484138.
  it('gives every system a bar at every load, and whiskers where seeds differ', () => {
    expect(chart.config.type).toBe('barWithErrorBars')
    expect(chart.config.data.labels).toEqual(['0.5', '0.9'])
    expect(chart.config.data.datasets.map(({ label, data }) => ({ label, data }))).toEqual([
      {
        label: 'fifo',
        data: [
          { y: 2, yMin: -0.484138, yMax: 4.48414 },
          { y: 20, yMin: -4.84138, yMax: 44.8414 },
        ],
      },
      { label: 'offers', data: [{ y: 4 }, { y: 40 }] },
    ])
  })

  it('keeps all digits in its table', () => {
    const [first, , third] = chart.table.rows
    expect(chart.table.headers).toEqual([
      'system',
      'load',
      'wait_first_mean_s mean',
      '95 % interval from',
      'to',
      'seeds',
    ])
    expect(first!.slice(0, 3)).toEqual(['fifo', '0.5', 2])
    expect(first![3]).toBeCloseTo(2 - 4.302652729749464 / Math.sqrt(3), 12)
    expect(third).toEqual(['offers', '0.5', 4, 4, 4, 3])
  })

  it('says in its title how far the systems are apart at the highest load', () => {
    expect(chart.title).toBe(
      'At load 0.9, the mean wait of a job for its first task ranges from 20\u00a0s (fifo) to 40\u00a0s (offers)',
    )
    expect(chart.message).toBe(
      'Bars are means over 3 seeds, whiskers their 95 % confidence intervals (Student t). Lower is better.',
    )
  })

  it('becomes points on a logarithmic axis where bars would vanish, and cuts whiskers that reach 0', () => {
    const far = intervalChart(
      experiment(
        [twoSystems, twoLoads],
        ['oak', 'elm', 'ash'],
        (axes, seed) => ({
          all: {
            wait_first_mean_s: waitsOf(axes, seed).all.wait_first_mean_s * (axes['load'] === 0.9 ? 5 : 1),
          },
        }),
        { headline },
      ),
    )!
    // Means 2, 100, 4 and 200. The only whiskers are those of fifo, and both reach below 0: the axis begins at the
    // lowest mean, 2 s, which is where the whiskers end.
    expect(far.config.type).toBe('lineWithErrorBars')
    expect(far.config.data.datasets[0]!['data']).toEqual([
      { y: 2, yMin: 2, yMax: 4.48414, cut: true },
      { y: 100, yMin: 2, yMax: 224.207, cut: true },
    ])
    expect(far.config.options['scales']).toMatchObject({
      y: { type: 'logarithmic', unit: 'duration', min: 2, max: 300 },
    })
    expect(far.message).toContain('Whiskers that go on below the axis are cut there.')
  })

  it('stands the systems side by side where nothing rises', () => {
    const one = intervalChart(experiment([twoSystems], ['oak', 'elm', 'ash'], waitsOf, { headline }))!
    expect(one.config.data).toMatchObject({
      labels: [['fifo'], ['offers']],
      datasets: [{ data: [{ y: 2 }, { y: 4 }], backgroundColor: ['#0072b2', '#e69f00'] }],
    })
    expect(one.config.options['plugins']).toMatchObject({ legend: { display: false } })
    expect(one.title).toBe(
      'The mean wait of a job for its first task ranges from 2\u00a0s (fifo) to 4\u00a0s (offers)',
    )
  })

  it('has no whiskers for one seed, and says so', () => {
    const one = intervalChart(experiment([twoSystems, twoLoads], ['oak'], waitsOf, { headline }))!
    expect(one.config.data.datasets[0]!['data']).toEqual([{ y: 1 }, { y: 10 }])
    expect(one.message).toBe(
      'Bars are results of one seed, too few for a confidence interval. Lower is better.',
    )
    expect(one.table.rows[0]).toEqual(['fifo', '0.5', 1, '–', '–', 1])
  })

  it('draws a single system', () => {
    const alone = intervalChart(
      experiment([{ name: 'system', values: ['fifo'] }], ['oak', 'elm', 'ash'], waitsOf, { headline }),
    )!
    expect(alone.title).toBe('The mean wait of a job for its first task is 2\u00a0s (fifo)')
    expect(alone.table.rows).toHaveLength(1)
  })

  it('leaves a gap where a system measured nothing, and says which cells have one seed', () => {
    const partly = experiment(
      [twoSystems, twoLoads],
      ['oak', 'elm'],
      ({ system, load }, seed) => ({
        all: { wait_first_mean_s: system === 'fifo' ? 3 + seed : load === 0.5 || seed > 0 ? null : 8 },
      }),
      { headline },
    )
    const { config, message } = intervalChart(partly)!
    expect(config.data.datasets[1]!['data']).toEqual([{ y: null }, { y: 8 }])
    expect(message).toContain('Where only one seed measured it, there is no whisker.')
  })

  it('is null if nothing was measured, or only zeros of another number than the headline', () => {
    expect(intervalChart(results, 'busy_share', 'all')).toBeNull()
    const idle = experiment([twoSystems], ['oak'], () => ({ all: { busy_share: 0, wait_first_mean_s: 0 } }), {
      headline,
    })
    expect(intervalChart(idle, 'busy_share', 'all')).toBeNull()
    expect(intervalChart(idle)!.title).toBe(
      'The mean wait of a job for its first task is 0\u00a0s everywhere',
    )
  })

  it('draws shares in per cent against the whole', () => {
    const shares = experiment([twoSystems], ['oak'], () => ({ all: { cpu_used_share: 0.75 } }), { headline })
    const { config } = intervalChart(shares, 'cpu_used_share', 'all')!
    expect(config.data.datasets[0]!['data']).toEqual([{ y: 75 }, { y: 75 }])
    expect(config.options['scales']).toMatchObject({ y: { unit: '%', max: 100 } })
  })
})
