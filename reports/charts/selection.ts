/**
 * Which runs a chart speaks of: the compared values, the axis that rises, and one setting of everything else.
 */
import type { Axis, AxisValue, ExperimentResults, RunRecord } from '../experiment-results.ts'

/** One value for some axes. */
export type Setting = Readonly<Record<string, AxisValue>>

/** The values of the compared axis, in the order of the experiment; the baseline alone where nothing is compared. */
export function comparedValues(results: ExperimentResults): readonly AxisValue[] {
  const axis = results.axes.find(({ name }) => name === results.baseline.axis)
  return axis === undefined || axis.values.length === 0 ? [results.baseline.value] : axis.values
}

/** The axis along which a chart may rise: beside the compared one, the first of numbers, else the first; with two values at least. */
export function risingAxis(results: ExperimentResults): Axis | null {
  const others = otherAxes(results).filter(axis => axis.values.length > 1)
  return others.find(isNumeric) ?? others[0] ?? null
}

/** One value for each axis that is not compared: the largest number (the highest load), or the first value otherwise. */
export function heaviestSetting(results: ExperimentResults): Setting {
  const setting: Record<string, AxisValue> = {}
  for (const axis of otherAxes(results)) {
    const first = axis.values[0]
    if (first !== undefined)
      setting[axis.name] = isNumeric(axis) ? Math.max(...axis.values.map(Number)) : first
  }
  return setting
}

/** 'load 0.9, machines 100', of the axes that have other values too; '' when there is no choice. */
export function settingWords(results: ExperimentResults, setting: Setting): string {
  return results.axes
    .filter(axis => axis.values.length > 1 && setting[axis.name] !== undefined)
    .map(axis => `${axis.name} ${setting[axis.name]}`)
    .join(', ')
}

/** The runs of one compared value at a setting, in order; a run that does not know an axis counts for all its values. */
export function runsAt(results: ExperimentResults, compared: AxisValue, setting: Setting): RunRecord[] {
  const wanted: Setting = { ...setting, [results.baseline.axis]: compared }
  return results.runs.filter(run =>
    Object.entries(wanted).every(([axis, value]) => (run.axes[axis] ?? value) === value),
  )
}

/** One number of one scope ('all', 'class:batch', 'framework:x') from each run that measured it. */
export function numbersOf(runs: readonly RunRecord[], number: string, of: string): number[] {
  const colon = of.indexOf(':')
  const scope = colon < 0 ? of : of.slice(0, colon)
  const name = colon < 0 ? '' : of.slice(colon + 1)
  const values: number[] = []
  for (const { result } of runs) {
    const row = result.rows.find(row => row.scope === scope && row.name === name)
    const value = row?.numbers[number]
    if (value !== undefined && value !== null) values.push(value)
  }
  return values
}

function otherAxes(results: ExperimentResults): Axis[] {
  return results.axes.filter(({ name }) => name !== results.baseline.axis)
}

function isNumeric(axis: Axis): boolean {
  return axis.values.every(value => typeof value === 'number')
}
