/**
 * Small results made by hand, so that every mean, interval and sentence of a report can be checked on paper.
 */
import type { Axis, AxisValue, ExperimentResults, RunRecord } from '../../reports/experiment-results.ts'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import type { Numbers, Result, ResultRow } from '../../sim/measure/result.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'

/** Numbers of one run by scope key ('all', 'class:batch'); what is not named is null, as in a run that measured nothing. */
export type Measured = Readonly<Record<string, Numbers>>

/** A result with these numbers, two slices of series, one distribution and one reason. */
export function resultOf(measured: Measured): Result {
  const rows = Object.entries(measured).map(([of, numbers]): ResultRow => {
    const at = of.indexOf(':')
    const scope = (at < 0 ? 'all' : of.slice(0, at)) as ResultRow['scope']
    const defined =
      scope === 'all'
        ? [...groupNumbers, ...schedulerNumbers]
        : scope === 'scheduler'
          ? schedulerNumbers
          : groupNumbers
    const nothing = Object.fromEntries(defined.map(each => [each.name, null]))
    return { scope, name: at < 0 ? '' : of.slice(at + 1), numbers: { ...nothing, ...numbers } }
  })
  return {
    endS: 7200,
    windowS: [0, 7200],
    events: 1000,
    rows,
    series: {
      startS: 0,
      widthS: 3600,
      cpuUsedShare: [0.5, 0.75],
      memoryUsedShare: [0.25, 0.125],
      cpuLockedShare: [0, 0],
      pendingTasks: [2, 0.5],
    },
    distributions: [
      { scope: 'class', name: 'batch', measure: 'wait_first_s', count: 40, quantiles: [0, 1.5, 9] },
    ],
    steadiness: [],
    reasons: [{ reason: 'no machine has enough cores', count: 12 }],
  }
}

/** Results for every combination of the axes and every seed, with the numbers that `measure` gives. */
export function experiment(
  axes: readonly Axis[],
  seeds: readonly string[],
  measure: (axes: Readonly<Record<string, AxisValue>>, seed: number) => Measured,
  extra: Partial<ExperimentResults> = {},
): ExperimentResults {
  let points: Record<string, AxisValue>[] = [{}]
  for (const axis of axes)
    points = points.flatMap(point => axis.values.map(value => ({ ...point, [axis.name]: value })))
  const runs = points.flatMap(point =>
    seeds.map(
      (seed, i): RunRecord => ({
        id: [...Object.values(point), seed].join('-'),
        axes: point,
        seed,
        result: resultOf(measure(point, i)),
      }),
    ),
  )
  return {
    name: 'two-loads',
    question: 'Which architecture starts batch jobs soonest?',
    axes,
    seeds,
    baseline: { axis: axes[0]!.name, value: axes[0]!.values[0]! },
    headline: { number: 'wait_first_mean_s', of: 'class:batch' },
    provenance: {
      version: '0.1.0',
      inputs: { 'two-loads.yaml': 'a'.repeat(64) },
      seeds,
      warmupS: 0,
      untilS: 7200,
    },
    runs,
    ...extra,
  }
}

const architectures = ['monolithic', 'offers', 'shared-state', 'sampling']

/** Mean waits of a batch job at load 0.5, by system; at load 0.9 they are four times as long. */
const waits: Readonly<Record<string, number>> = { monolithic: 2, offers: 3, 'shared-state': 1.5, sampling: 2 }

/** What each of four seeds adds to every system alike, and what it adds to all but the baseline. */
const common = [-0.25, 0, 0, 0.25]
const own = [-0.125, 0.125, 0.125, -0.125]

/**
 * Four architectures at two loads with four seeds. Within a pair what is `common` cancels out: the differences of
 * offers at load 0.9 are 4 × (1 + own), so their mean is 4 and their half width t(0.975, 3) · 4 · 0.144338 / 2 =
 * 0.918693. Failures of pipelines cost the same in every seed.
 */
export function fourArchitectures(extra: Partial<ExperimentResults> = {}): ExperimentResults {
  const measure = ({ system, load }: Readonly<Record<string, AxisValue>>, seed: number): Measured => {
    const name = String(system)
    const stretch = load === 0.9 ? 4 : 1
    const wait = stretch * (waits[name]! + common[seed]! + (name === 'monolithic' ? 0 : own[seed]!))
    const at = architectures.indexOf(name)
    return {
      all: {
        jobs_unfinished: 0,
        cpu_used_share: Number(load) - 0.02 * at + 0.01 * common[seed]!,
        pipelines_failed: 3,
        pipeline_response_mean_s: 600 * stretch + 12 * at + 40 * common[seed]!,
        tasks_cancelled: 40 - at,
        tasks_doomed: at,
        core_hours_lost_before: 12.5,
        core_hours_lost_after: 0.25 * at,
        core_hours_saved: 30,
        cancel_delay_mean_s: 0.002 * (at + 1),
        busy_share: 0.1 * stretch * (1 + common[seed]!),
        conflict_ratio: name === 'shared-state' ? 0.05 * stretch : name === 'monolithic' ? 0 : null,
        cpu_locked_share: name === 'offers' ? 0.125 : 0,
      },
      'class:batch': {
        wait_first_mean_s: wait,
        wait_first_p99_s: 20 * wait,
        bounded_slowdown_mean: 1 + wait / 10,
      },
    }
  }
  const axes = [
    { name: 'system', values: architectures },
    { name: 'load', values: [0.5, 0.9] },
  ]
  return experiment(axes, ['oak', 'elm', 'ash', 'yew'], measure, extra)
}
