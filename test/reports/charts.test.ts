import { describe, expect, it } from 'vitest'
import { chartDocuments } from '../../reports/charts/charts.ts'
import { intervalChart } from '../../reports/charts/intervals.ts'
import { pipelineLossesChart } from '../../reports/charts/pipeline-losses.ts'
import { utilisationChart } from '../../reports/charts/utilisation.ts'
import { waitDistributionChart } from '../../reports/charts/wait-distribution.ts'
import type { AxisValue, ExperimentResults, RunRecord } from '../../reports/experiment-results.ts'
import type { Distribution, Series } from '../../sim/result.ts'
import { experiment, fourArchitectures } from './example-results.ts'

const headline = { number: 'wait_first_mean_s', of: 'all' }
const twoSystems = { name: 'system', values: ['fifo', 'offers'] }
const twoLoads = { name: 'load', values: [0.5, 0.9] }

/** Waits of three seeds in seconds, by system; at load 0.9 ten times as long. */
const waits: Readonly<Record<string, readonly number[]>> = { fifo: [1, 2, 3], offers: [4, 4, 4] }

function waitsOf({ system, load }: Readonly<Record<string, AxisValue>>, seed: number) {
  return { all: { wait_first_mean_s: waits[String(system)]![seed]! * (load === 0.9 ? 10 : 1) } }
}

/** The results with something else in each run. */
function withEach(
  results: ExperimentResults,
  change: (run: RunRecord) => { series?: Partial<Series>; distributions?: readonly Distribution[] },
): ExperimentResults {
  const runs = results.runs.map(run => {
    const { series, distributions } = change(run)
    const { result } = run
    return {
      ...run,
      result: {
        ...result,
        series: { ...result.series, ...series },
        distributions: distributions ?? result.distributions,
      },
    }
  })
  return { ...results, runs }
}

/** A distribution of first waits over all jobs. */
function allWaits(quantiles: readonly number[], count = 40): Distribution {
  return { scope: 'all', name: '', measure: 'wait_first_s', count, quantiles }
}

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
      { y: 2, yMin: 2, yMax: 4.48414 },
      { y: 100, yMin: 2, yMax: 224.207 },
    ])
    expect(far.config.options['scales']).toMatchObject({
      y: { type: 'logarithmic', unit: 'duration', min: 2, max: 300 },
    })
    expect(far.message).toContain('Whiskers that reach 0 are cut at the foot.')
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
        series: { cpuUsedShare: axes['load'] === 0.9 ? [0.25, seed === 'oak' ? 0.5 : 1] : [0, 0] },
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
        [0, 3600, 0.25, 0.25],
        [3600, 7200, 0.75, 0.75],
      ],
    })
    expect(title).toBe(
      'At load 0.9, the share of all cores held by tasks ranges from 50\u00a0% (fifo) to 62.5\u00a0% (offers)',
    )
  })

  it('draws what offers lock as a dashed line of the same colour, where it is not next to nothing', () => {
    const { config, message } = utilisationChart(
      withEach(base, ({ axes }) => ({
        series: { cpuLockedShare: axes['system'] === 'offers' ? [0.125, 0.25] : [0.0004, 0.0004] },
      })),
    )!
    expect(config.data.datasets.map(({ label, borderDash }) => [label, borderDash])).toEqual([
      ['fifo', []],
      ['offers', []],
      ['offers, locked', [5, 4]],
    ])
    expect(config.data.datasets[2]!['borderColor']).toBe(config.data.datasets[1]!['borderColor'])
    expect(message).toContain('Dashed: cores locked in offers that nobody uses.')
  })

  it('puts runs of different lengths on one grid, on which a run that has ended holds nothing', () => {
    const { table } = utilisationChart(
      withEach(base, ({ seed }) => ({
        series:
          seed === 'oak'
            ? { widthS: 100, cpuUsedShare: [1, 1], cpuLockedShare: [0, 0] }
            : { widthS: 50, cpuUsedShare: [0, 1], cpuLockedShare: [0, 0] },
      })),
    )!
    // Slices of 100 s. Of the second run, the first slice is half 0, half 1, and then it is over.
    expect(table.rows).toEqual([
      [0, 100, 0.75, 0.75],
      [100, 200, 0.5, 0.5],
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

  it('is null without series', () => {
    expect(utilisationChart(withEach(base, () => ({ series: { cpuUsedShare: [] } })))).toBeNull()
    expect(utilisationChart({ ...base, runs: [] })).toBeNull()
  })
})

describe('the chart of waits', () => {
  const base = experiment([twoSystems], ['oak', 'elm'], waitsOf, { headline })

  it('averages quantiles over seeds and begins with the share that did not wait', () => {
    const { config, table, title } = waitDistributionChart(
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
    expect(table.rows[2]).toEqual([0.5, 2, 1])
    // Of five quantiles, the first that 90 % of jobs surely stay below is the last.
    expect(title).toBe(
      'The wait that 90 % of jobs stay below ranges from 1\u00a0s (offers) to 20\u00a0s (fifo)',
    )
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

describe('the charts of an experiment', () => {
  it('come in order, headline first, and without those that have nothing to show', () => {
    expect(chartDocuments(fourArchitectures()).map(({ id }) => id)).toEqual([
      'intervals-wait-first-mean-s-class-batch',
      'utilisation',
      'intervals-busy-share-all',
      'intervals-conflict-ratio-all',
      'pipeline-losses',
    ])
  })

  it('are not drawn twice when the headline is one of them', () => {
    const ids = chartDocuments(fourArchitectures({ headline: { number: 'busy_share', of: 'all' } })).map(
      ({ id }) => id,
    )
    expect(ids.filter(id => id === 'intervals-busy-share-all')).toHaveLength(1)
  })

  it('are plain data: a page can hold them as JSON and read the same again', () => {
    for (const { config } of chartDocuments(fourArchitectures())) {
      expect(JSON.parse(JSON.stringify(config))).toStrictEqual(config)
    }
  })

  it('give a system the same colour in each of them', () => {
    const colours = chartDocuments(fourArchitectures())
      .flatMap(({ config }) => config.data.datasets)
      .filter(({ label }) => label === 'offers')
      .map(({ backgroundColor }) => backgroundColor)
    expect(colours.length).toBeGreaterThan(2)
    expect(new Set(colours)).toEqual(new Set(['#e69f00']))
  })

  it('are none if nothing ran', () => {
    expect(chartDocuments({ ...fourArchitectures(), runs: [] })).toEqual([])
  })
})
