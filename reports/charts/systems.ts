/**
 * The compared systems of a chart, with the runs that a chart of one setting speaks of.
 */
import type { AxisValue, ExperimentResults, RunRecord } from '../experiment-results.ts'
import { axisWords, valueWords } from '../labels.ts'
import { comparedValues, mainSetting } from '../samples.ts'
import { shortened } from './lines.ts'

/** One value of the compared axis. */
export interface System {
  readonly value: AxisValue
  /** What it is called where nothing beside it says which axis is compared: 'offers', 'refuse-seconds 5'; see `valueNames`. */
  readonly name: string
  /** The name as a legend has room for it. */
  readonly label: string
  /** Number of its style, see palette.ts; the same in every chart of a report. */
  readonly style: number
  /** Its runs at the main setting, in the order of the results. */
  readonly runs: readonly RunRecord[]
}

/** All compared systems, the baseline first; `runs` are those at the main setting (see `mainSetting`). */
export function systemsOf(results: ExperimentResults): System[] {
  const axes = Object.entries(mainSetting(results)?.axes ?? {})
  const values = comparedValues(results)
  const names = valueNames(results.baseline.axis, values)
  return values.map((value, style) => {
    const name = names[style]!
    return {
      value,
      name,
      label: shortened(name, values.length > 4 ? 28 : 40),
      style,
      runs: results.runs.filter(
        run =>
          (run.axes[results.baseline.axis] ?? results.baseline.value) === value &&
          axes.every(([axis, at]) => (run.axes[axis] ?? at) === at),
      ),
    }
  })
}

/** Characters of all names together that fit on one line of a legend, and on two of a telephone. */
const ONE_LINE = 60

/**
 * Values of an axis as they stand in a legend or beside bars: 'offers', 'fifo', but 'refuse-seconds 5' and 'refuse-seconds 120', for
 * a number does not say what it is of, nor does 'never' among numbers. Where that is too long for all, the first says it, as in
 * titles.
 */
export function valueNames(axis: string, values: readonly AxisValue[]): string[] {
  const words = values.map(valueWords)
  if (axis === 'system' || values.every(value => typeof value === 'string' && !/^\d/.test(value)))
    return words
  const named = values.map(value => axisWords(axis, value))
  return named.join('').length <= ONE_LINE ? named : [named[0]!, ...words.slice(1)]
}
