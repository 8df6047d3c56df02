/**
 * The compared systems of a chart, with the runs that a chart of one setting speaks of.
 */
import type { AxisValue, ExperimentResults, RunRecord } from '../experiment-results.ts'
import { valueWords } from '../labels.ts'
import { comparedValues, mainSetting } from '../samples.ts'
import { shortened } from './lines.ts'

/** One value of the compared axis. */
export interface System {
  readonly value: AxisValue
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
  return values.map((value, style) => {
    const name = valueWords(value)
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
