/**
 * Small results made by hand, so that every mean, interval and sentence of a report can be checked on paper.
 */
import type { Axis, AxisValue, ExperimentResults, RunRecord } from '../../reports/experiment-results.ts'
import { groupNumbers, schedulerNumbers } from '../../sim/catalogue.ts'
import type { Numbers, Result, ResultRow } from '../../sim/result.ts'

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
