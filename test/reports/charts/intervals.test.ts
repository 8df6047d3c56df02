import { describe, expect, it } from 'vitest'
import { intervalChart } from '../../../reports/charts/intervals.ts'
import { experiment } from '../example-results.ts'
import { headline, twoLoads, twoSystems, waitsOf } from './waiting-systems.ts'

describe('the chart of intervals', () => {
  const results = experiment([twoSystems, twoLoads], ['oak', 'elm', 'ash'], waitsOf, { headline })
  const chart = intervalChart(results)!

  // Of 1, 2 and 3: mean 2, s = 1, half width t(0.975, 2) · 1/√3 = 4.302653 · 0.577350 = 2.484138. So the interval
  // begins below 0, where no wait is: the whisker is cut at the axis.
  it('gives every system a line along the loads, and whiskers where seeds differ', () => {
    expect(chart.config.type).toBe('lineWithErrorBars')
    expect(chart.config.data.datasets.map(({ label, data }) => ({ label, data }))).toEqual([
      {
        label: 'fifo',
        data: [
          { x: 0.5, y: 2, yMin: 0, yMax: 4.48414, cut: true },
          { x: 0.9, y: 20, yMin: 0, yMax: 44.8414, cut: true },
        ],
      },
      {
        label: 'offers',
        data: [
          { x: 0.5, y: 4 },
          { x: 0.9, y: 40 },
        ],
      },
    ])
    // Ends of the axis: 0.05 of the distance of 0.4 beyond the values.
    expect(chart.config.options['scales']).toMatchObject({
      x: { type: 'linear', ticksAt: [0.5, 0.9], min: 0.48, max: 0.92 },
    })
  })

  it('draws lines along a compared axis of numbers too, on a logarithmic axis where they span decades', () => {
    const machines = { name: 'machines', values: [10, 100, 1000] }
    const { config } = intervalChart(
      experiment([machines], ['oak'], axes => ({ all: { busy_share: Number(axes['machines']) / 2000 } }), {
        headline: { number: 'busy_share', of: 'all' },
      }),
    )!
    expect(config.data.datasets.map(({ data }) => data)).toEqual([
      [
        { x: 10, y: 0.5 },
        { x: 100, y: 5 },
        { x: 1000, y: 50 },
      ],
    ])
    expect(config.options['scales']).toMatchObject({
      x: { type: 'logarithmic', title: { text: ['machines, logarithmic axis'] }, ticksAt: [10, 100, 1000] },
      y: { type: 'logarithmic' },
    })
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

  // The differences are 4 − 1, 4 − 2 and 4 − 3 s, ten times that at load 0.9: mean 20, s = 10, t = 20 / (10/√3) = 3.46
  // with 2 degrees of freedom, p = 0.07.
  it('does not say that systems differ which three seeds do not tell apart', () => {
    expect(chart.title).toBe(
      'At load 0.9, no difference in the mean wait of a job for its first task is certain (means from 20 to 40\u00a0s)',
    )
    expect(chart.message).toBe(
      'Points are means over 3 seeds, whiskers their 95 % confidence intervals (Student t). ' +
        'Whiskers that go on beyond the axis are cut there. Lower is better.',
    )
  })

  it('has a logarithmic axis where the means span decades, says so, and cuts whiskers that reach 0', () => {
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
    expect(far.config.data.datasets[0]!['data']).toEqual([
      { x: 0.5, y: 2, yMin: 2, yMax: 4.48414, cut: true },
      { x: 0.9, y: 100, yMin: 2, yMax: 224.207, cut: true },
    ])
    expect(far.config.options['scales']).toMatchObject({
      y: {
        type: 'logarithmic',
        unit: 'duration',
        min: 2,
        max: 300,
        title: { text: ['mean wait of a job for its', 'first task, logarithmic axis'] },
      },
    })
    expect(far.message).toContain('Whiskers that go on beyond the axis are cut there.')
  })

  it('draws marks whole that stand at an end of a logarithmic axis of rows', () => {
    const far = intervalChart(
      experiment([twoSystems], ['oak'], axes => ({
        all: { wait_first_mean_s: axes['system'] === 'fifo' ? 1 : 1200 },
      })),
      'wait_first_mean_s',
      'all',
    )!
    const [{ data, clip, radius }] = far.config.data.datasets as [Record<string, unknown>]
    expect(far.config.options['scales']).toMatchObject({ x: { type: 'logarithmic', min: 1, max: 1200 } })
    expect(data).toMatchObject([{ x: 1 }, { x: 1200 }])
    expect(Number(clip)).toBeGreaterThan(Number(radius))
  })

  // 0 has no logarithm. The lowest value above it is 1 s; a third of it, rounded down to a round duration, is 200 ms.
  it('lets a 0 stand at the edge of a logarithmic axis, and says so', () => {
    const wait = ({ system }: { readonly system?: unknown }) =>
      system === 'fifo' ? 100 : system === 'offers' ? 1 : 0
    const { config, message, table } = intervalChart(
      experiment(
        [{ name: 'system', values: ['fifo', 'offers', 'none'] }],
        ['oak'],
        axes => ({ all: { wait_first_mean_s: wait(axes) } }),
        { headline },
      ),
    )!
    expect(config.data.datasets[0]!['data']).toEqual([
      { x: 100, label: '100 s' },
      { x: 1, label: '1 s' },
      { x: 0.2, zero: true, label: '0 s' },
    ])
    expect(message).toContain('A value of 0 stands at the edge.')
    expect(table.rows[2]!.slice(0, 2)).toEqual(['none', 0])
  })

  it('writes the systems under each other where nothing rises, each with its value, as high as its rows', () => {
    const of = (systems: readonly string[]) =>
      intervalChart(
        experiment(
          [{ name: 'system', values: systems }],
          ['oak', 'elm', 'ash'],
          ({ system }, seed) => ({ all: { wait_first_mean_s: system === 'fifo' ? 1 + seed : 4 } }),
          { headline },
        ),
      )!
    const one = of(['fifo', 'offers'])
    expect(one.config).toMatchObject({
      type: 'barWithErrorBars',
      data: {
        labels: [['fifo'], ['offers']],
        datasets: [
          {
            data: [
              { x: 2, xMin: 0, xMax: 4.48414, cut: true, label: '2.0 ± 2.5 s' },
              { x: 4, label: '4 s' },
            ],
            borderColor: ['#065086', '#ce7e03'],
          },
        ],
      },
      options: { indexAxis: 'y', plugins: { legend: { display: false } } },
    })
    // A row is one line of 20 pixels and a gap of 20.
    expect(of(['fifo', 'a', 'b', 'c']).height! - one.height!).toBe(80)
  })

  it('puts the rows of each step under its heading where the other axis is not of numbers', () => {
    const { config } = intervalChart(
      experiment(
        [twoSystems, { name: 'placement', values: ['first-fit', 'best-fit'] }],
        ['oak'],
        ({ system, placement }) => ({
          all: { wait_first_mean_s: (system === 'fifo' ? 1 : 2) + (placement === 'first-fit' ? 0 : 4) },
        }),
        { headline },
      ),
    )!
    expect(config.data.labels).toEqual([[''], ['fifo'], ['offers'], [''], ['fifo'], ['offers']])
    expect(config.options['plugins']).toMatchObject({
      rowTexts: {
        headings: [
          { row: 0, text: 'placement first-fit' },
          { row: 3, text: 'placement best-fit' },
        ],
      },
    })
    expect(config.data.datasets[0]!['data']).toEqual([
      { x: null },
      { x: 1, label: '1 s', group: 'placement first-fit' },
      { x: 2, label: '2 s', group: 'placement first-fit' },
      { x: null },
      { x: 5, label: '5 s', group: 'placement best-fit' },
      { x: 6, label: '6 s', group: 'placement best-fit' },
    ])
  })

  it('has no whiskers for one seed, and says so', () => {
    const one = intervalChart(experiment([twoSystems, twoLoads], ['oak'], waitsOf, { headline }))!
    expect(one.config.data.datasets[0]!['data']).toEqual([
      { x: 0.5, y: 1 },
      { x: 0.9, y: 10 },
    ])
    expect(one.message).toBe(
      'Points are results of one run each, which gives no confidence interval. Lower is better.',
    )
    expect(one.table.rows[0]).toEqual(['fifo', '0.5', 1, '–', '–', 1])
  })

  it('draws a single system', () => {
    const alone = intervalChart(
      experiment([{ name: 'system', values: ['fifo'] }], ['oak', 'elm', 'ash'], waitsOf, { headline }),
    )!
    expect(alone.title).toBe('The mean wait of a job for its first task is 2\u00a0s under fifo')
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
    expect(config.data.datasets[1]!['data']).toEqual([{ x: 0.9, y: 8 }])
    expect(message).toContain('Where only one seed measured it, there is no whisker.')
  })

  it('is null if nothing was measured, and if all is the same everywhere', () => {
    expect(intervalChart(results, 'busy_share', 'all')).toBeNull()
    const same = experiment(
      [twoSystems, twoLoads],
      ['oak', 'elm'],
      () => ({ all: { busy_share: 0, wait_first_mean_s: 3 } }),
      { headline },
    )
    expect(intervalChart(same, 'busy_share', 'all')).toBeNull()
    expect(intervalChart(same)).toBeNull()
  })

  it('names systems under which another number is 0 in every run, and draws the others', () => {
    const ratio = experiment(
      [twoSystems, twoLoads],
      ['oak'],
      ({ system, load }) => ({ all: { conflict_ratio: system === 'fifo' ? 0 : Number(load) } }),
      { headline },
    )
    const { config, message } = intervalChart(ratio, 'conflict_ratio', 'all')!
    expect(config.data.datasets.map(({ label }) => label)).toEqual(['offers'])
    expect(message).toContain(' It is 0 under fifo.')
  })

  it('is null for another number than the headline of which one value is left', () => {
    const ratio = experiment(
      [twoSystems],
      ['oak'],
      ({ system }) => ({ all: { conflict_ratio: system === 'fifo' ? 0 : 0.1 } }),
      { headline },
    )
    expect(intervalChart(ratio, 'conflict_ratio', 'all')).toBeNull()
  })

  it('draws shares in per cent against the whole', () => {
    const shares = experiment(
      [twoSystems],
      ['oak'],
      ({ system }) => ({ all: { cpu_used_share: system === 'fifo' ? 0.75 : 0.5 } }),
      { headline },
    )
    const { config } = intervalChart(shares, 'cpu_used_share', 'all')!
    expect(config.data.datasets[0]!['data']).toEqual([
      { x: 75, label: '75 %' },
      { x: 50, label: '50 %' },
    ])
    expect(config.options['scales']).toMatchObject({ x: { unit: '%', min: 0, max: 100 } })
  })
})
