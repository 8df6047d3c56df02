/**
 * The results as CSV files: every number of every run, with all its digits, for whoever wants to compute further.
 *
 * Numbers are written as the shortest text that reads back as the same double; what was not measured is empty.
 */
import type { Distribution, Result } from '../sim/measure/result.ts'
import { type Cell, csvText } from './csv-text.ts'
import type { AxisValue, ExperimentResults, Places } from './experiment-results.ts'
import { judgements } from './hypotheses/judge.ts'
import { isExact } from './is-exact.ts'
import { valueWords } from './labels.ts'
import { definitionOf, numbersOf, otherAxes } from './samples.ts'
import { type Comparison, compareAll } from './statistics/comparison.ts'

export interface CsvFile {
  /** File name without a folder. */
  readonly name: string
  readonly text: string
}

/**
 * Columns of each file after the ones that say which run: `run`, one column an axis, `seed`. In `comparisons.csv`,
 * which is about pairs of runs, only the axes that are not compared stand before them.
 */
export const csvColumns = {
  /**
   * One row a scope of a run; `exact` is true where nothing was drawn at random, so that its seed is that of all, and
   * `at_least` holds the names of the numbers that are known from below alone, with spaces between them. The numbers
   * follow in the order of the catalogue, those of users' metrics last.
   */
  runs: ['exact', 'scope', 'name', 'at_least'],
  /**
   * Differences are value minus baseline, in `unit`; `effect` is better, worse or empty. Where neither side has chance in
   * it, `exact` is true and intervals and p are empty.
   */
  comparisons: [
    'scope',
    'name',
    'number',
    'unit',
    'compared_axis',
    'baseline',
    'value',
    'pairs',
    'pairs_excluded',
    'exact',
    'baseline_mean',
    'value_mean',
    'difference_mean',
    'difference_low',
    'difference_high',
    'relative_mean',
    'relative_low',
    'relative_high',
    'p',
    'p_holm',
    'compared_at_once',
    'verdict',
    'bearing',
    'effect',
  ],
  /** Time-weighted means over one slice of the run. */
  series: [
    'slice',
    'start_s',
    'width_s',
    'cpu_used_share',
    'memory_used_share',
    'cpu_locked_share',
    'pending_tasks',
  ],
  /**
   * One row a distribution; its unit is in the name of the measure. Its quantiles follow, from `quantile_0`, the
   * smallest, over `quantile_0.5`, the median, to `quantile_1`, the largest (two hundred rows for each would be ten
   * times the bytes).
   */
  distributions: ['scope', 'name', 'measure', 'count', 'bound'],
  /** How often a task could not be placed or a claim was refused, and why. */
  reasons: ['reason', 'count'],
  /** What a root counts besides; `labels` as in `queue="active"`. The file is there where some root counts any. */
  metrics: ['metric', 'labels', 'value'],
  /** One row a place at which a hypothesis or check is judged; the file is there where some were written down. */
  hypotheses: [
    'kind',
    'says',
    'scope',
    'name',
    'number',
    'unit',
    'place',
    'minus',
    'expected',
    'found_mean',
    'found_low',
    'found_high',
    'replicates',
    'known',
    'outcome',
  ],
} as const

/** All files, each with its header row: runs, comparisons, series, distributions, reasons, and hypotheses where there are some. */
export function csvFiles(results: ExperimentResults): CsvFile[] {
  return [
    runsFile(results),
    comparisonsFile(results),
    seriesFile(results),
    distributionsFile(results),
    reasonsFile(results),
    ...(results.runs.some(({ result }) => result.metrics !== undefined) ? [metricsFile(results)] : []),
    ...(results.hypotheses === undefined ? [] : [hypothesesFile(results)]),
  ]
}

/**
 * The axes' columns, in the order of the experiment: the axis's name in snake_case, with `axis_` before it where a
 * fixed column or a number has that name already.
 */
export function axisColumns(results: ExperimentResults): string[] {
  const taken = new Set<string>(['run', 'seed', ...Object.values(csvColumns).flat(), ...numbersOf(results)])
  return results.axes.map(({ name }) => {
    const column = name
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .replace(/[^A-Za-z0-9]+/g, '_')
      .toLowerCase()
    return taken.has(column) ? `axis_${column}` : column
  })
}

function runsFile(results: ExperimentResults): CsvFile {
  const numbers = numbersOf(results)
  return perRun(results, 'runs.csv', [...csvColumns.runs, ...numbers], result =>
    result.rows.map(row => [
      isExact(result),
      row.scope,
      row.name,
      (row.atLeast ?? []).join(' '),
      ...numbers.map(number => row.numbers[number] ?? null),
    ]),
  )
}

function seriesFile(results: ExperimentResults): CsvFile {
  return perRun(results, 'series.csv', csvColumns.series, ({ series }) =>
    series.cpuUsedShare.map((cpuUsed, slice) => [
      slice,
      series.startS + slice * series.widthS,
      series.widthS,
      cpuUsed,
      series.memoryUsedShare[slice]!,
      series.cpuLockedShare[slice]!,
      series.pendingTasks[slice]!,
    ]),
  )
}

function distributionsFile(results: ExperimentResults): CsvFile {
  const all = results.runs.flatMap(run => run.result.distributions)
  const probabilities = [...new Set(all.flatMap(each => probabilitiesOf(each)))].sort((a, b) => a - b)
  const columns = [...csvColumns.distributions, ...probabilities.map(each => `quantile_${each}`)]
  return perRun(results, 'distributions.csv', columns, ({ distributions }) =>
    distributions.flatMap(each => {
      const { scope, name, measure, count, atMost } = each
      const row = (bound: string, values: readonly (number | null)[]): Cell[] => {
        const at = new Map(probabilitiesOf(each).map((probability, i) => [probability, values[i]!]))
        const cells = probabilities.map(probability => at.get(probability) ?? null)
        return [scope, name, measure, count, bound, ...cells]
      }
      if (atMost === undefined) return [row('exact', each.quantiles)]
      return [row('at least', each.quantiles), row('at most', atMost)]
    }),
  )
}

function probabilitiesOf({ quantiles }: Distribution): number[] {
  return quantiles.map((_, i) => i / Math.max(1, quantiles.length - 1))
}

function reasonsFile(results: ExperimentResults): CsvFile {
  return perRun(results, 'reasons.csv', csvColumns.reasons, ({ reasons }) =>
    reasons.map(({ reason, count }) => [reason, count]),
  )
}

function metricsFile(results: ExperimentResults): CsvFile {
  const labelText = (labels: Readonly<Record<string, string>>) =>
    String(Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`))
  return perRun(results, 'metrics.csv', csvColumns.metrics, ({ metrics = [] }) =>
    metrics.map(({ name, labels, value }) => [name, labelText(labels), value]),
  )
}

function comparisonsFile(results: ExperimentResults): CsvFile {
  const compared = results.axes.findIndex(axis => axis.name === results.baseline.axis)
  const columns = axisColumns(results).filter((_, i) => i !== compared)
  const rows = compareAll(results).map(each => [
    ...otherAxes(results).map(axis => each.axes[axis.name]!),
    ...comparisonCells(each, results.baseline.axis),
  ])
  return file('comparisons.csv', [...columns, ...csvColumns.comparisons], rows)
}

function comparisonCells(comparison: Comparison, axis: string): Cell[] {
  const { definition, difference, exact, relative, of } = comparison
  const colon = of.indexOf(':')
  return [
    colon < 0 ? of : of.slice(0, colon),
    colon < 0 ? '' : of.slice(colon + 1),
    definition.name,
    definition.unit,
    axis,
    comparison.baseline,
    comparison.value,
    difference.n,
    comparison.excluded,
    exact,
    comparison.baselineMean,
    comparison.valueMean,
    difference.mean,
    exact ? null : difference.low,
    exact ? null : difference.high,
    relative?.mean ?? null,
    exact ? null : (relative?.low ?? null),
    exact ? null : (relative?.high ?? null),
    comparison.p,
    comparison.adjustedP,
    comparison.comparedAtOnce,
    comparison.verdict,
    comparison.bearing,
    comparison.better === null ? '' : comparison.better ? 'better' : 'worse',
  ]
}

function hypothesesFile(results: ExperimentResults): CsvFile {
  const rows = judgements(results).flatMap(({ hypothesis, places }) => {
    const { kind, says, number, of, at, minus = {}, expected } = hypothesis
    const colon = of.indexOf(':')
    return places.map(({ axes, found, known, outcome }): Cell[] => [
      kind,
      says,
      colon < 0 ? of : of.slice(0, colon),
      colon < 0 ? '' : of.slice(colon + 1),
      number,
      definitionOf(number).unit,
      valuesText({ ...at, ...axes }),
      valuesText(minus),
      expected.written,
      found.mean,
      found.low,
      found.high,
      found.n,
      known,
      outcome,
    ])
  })
  return file('hypotheses.csv', csvColumns.hypotheses, rows)
}

/** 'system offers, load 0.9'. */
function valuesText(values: Places): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        `${name} ${[value]
          .flat()
          .map(each => valueWords(each))
          .join(' or ')}`,
    )
    .join(', ')
}

/** A file of rows that each belong to a run: run, axes, seed, then what `rowsOf` gives for `columns`. */
function perRun(
  results: ExperimentResults,
  name: string,
  columns: readonly string[],
  rowsOf: (result: Result) => Cell[][],
): CsvFile {
  const rows = results.runs.flatMap(run => {
    const values: (AxisValue | null)[] = results.axes.map(axis => run.axes[axis.name] ?? null)
    return rowsOf(run.result).map(cells => [run.id, ...values, run.seed, ...cells])
  })
  return file(name, ['run', ...axisColumns(results), 'seed', ...columns], rows)
}

function file(name: string, header: readonly string[], rows: readonly Cell[][]): CsvFile {
  return { name, text: csvText([header, ...rows]) }
}
