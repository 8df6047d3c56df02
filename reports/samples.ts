/**
 * Reads numbers out of results: one number of one scope, over the seeds of one point of the experiment.
 */
import { groupNumbers, schedulerNumbers } from '../sim/measure/numbers.ts'
import type { NumberDefinition, Numbers, Result } from '../sim/measure/result.ts'
import type { AxisValue, ExperimentResults } from './experiment-results.ts'

/** The numbers of one run by scope: 'all', 'class:batch', 'framework:x', 'scheduler:y'. */
export type Measurements = ReadonlyMap<string, Numbers>

/** The runs that differ only in the compared axis and the seed. */
export interface Setting {
  /** Values of the axes that are not compared, in the order of the experiment; empty if there is no other axis. */
  readonly axes: Readonly<Record<string, AxisValue>>
  /** By compared value, then by seed. */
  readonly runs: ReadonlyMap<AxisValue, ReadonlyMap<string, Measurements>>
}

const definitions = new Map([...groupNumbers, ...schedulerNumbers].map(each => [each.name, each]))

/**
 * The catalogue's definition of a number. A number of a user's own metric is not in it: its unit is read from the
 * end of its name (`_s`, `_share`, `_core_hours`, else a plain ratio), and no direction is better.
 */
export function definitionOf(name: string): NumberDefinition {
  const unit = name.endsWith('_s')
    ? 's'
    : name.endsWith('_share')
      ? 'share'
      : name.endsWith('_core_hours')
        ? 'core-hours'
        : 'ratio'
  return (
    definitions.get(name) ?? { name, unit, better: 'neither', meaning: 'Measured by a metric of the user.' }
  )
}

/** One number of one scope of a run; null if it was not measured, is not finite, or the run is missing. */
export function numberIn(run: Measurements | undefined, number: string, of: string): number | null {
  const value = run?.get(of)?.[number] ?? null
  return value !== null && Number.isFinite(value) ? value : null
}

/** The numbers of a result by scope. */
export function measurementsOf(result: Result): Measurements {
  return new Map(result.rows.map(row => [scopeKey(row.scope, row.name), row.numbers]))
}

/** How a scope is written in an experiment: 'all', 'class:batch', 'framework:x', 'scheduler:y'. */
export function scopeKey(scope: string, name: string): string {
  return scope === 'all' ? 'all' : `${scope}:${name}`
}

/** Every scope of any run, in order of first appearance. */
export function scopesOf(results: ExperimentResults): string[] {
  const keys = new Set<string>()
  for (const run of results.runs) for (const row of run.result.rows) keys.add(scopeKey(row.scope, row.name))
  return [...keys]
}

/** Every number of the catalogue in its order, measured or not, then those of users' metrics by name. */
export function numbersOf(results: ExperimentResults): string[] {
  const own = new Set<string>()
  for (const run of results.runs)
    for (const row of run.result.rows)
      for (const name of Object.keys(row.numbers)) if (!definitions.has(name)) own.add(name)
  return [...definitions.keys(), ...[...own].sort()]
}

/** The axes that are not compared. */
export function otherAxes(results: ExperimentResults): ExperimentResults['axes'] {
  return results.axes.filter(axis => axis.name !== results.baseline.axis)
}

/** Values of the compared axis, the baseline first and the others in the order of the experiment. */
export function comparedValues(results: ExperimentResults): AxisValue[] {
  const { axis, value } = results.baseline
  const values = results.axes.find(each => each.name === axis)?.values ?? [value]
  return [value, ...values.filter(each => each !== value)]
}

/**
 * Every combination of the other axes' values that has runs; the last axis turns fastest. A run that does not know an
 * axis stands at all its values.
 */
export function settingsOf(results: ExperimentResults): Setting[] {
  let points: Record<string, AxisValue>[] = [{}]
  for (const { name, values } of otherAxes(results))
    points = points.flatMap(point => values.map(value => ({ ...point, [name]: value })))
  const measured = results.runs.map(run => ({ ...run, measurements: measurementsOf(run.result) }))
  return points.flatMap(axes => {
    const runs = new Map<AxisValue, Map<string, Measurements>>()
    for (const run of measured) {
      if (!Object.entries(axes).every(([name, value]) => (run.axes[name] ?? value) === value)) continue
      const value = run.axes[results.baseline.axis] ?? results.baseline.value
      const bySeed = runs.get(value) ?? new Map<string, Measurements>()
      runs.set(value, bySeed.set(run.seed, run.measurements))
    }
    return runs.size > 0 ? [{ axes, runs }] : []
  })
}

/**
 * The setting that a report speaks of when it speaks of one: the highest value of every axis of numbers (where a
 * cluster is under most strain) and the first value of every other axis. Fixed before the results are known, so that
 * it cannot be picked for its outcome. Undefined if nothing ran.
 */
export function mainSetting(results: ExperimentResults): Setting | undefined {
  const settings = settingsOf(results)
  const wanted = otherAxes(results).map(axis => {
    const numeric = axis.values.every(value => typeof value === 'number')
    const main = numeric ? Math.max(...(axis.values as readonly number[])) : axis.values[0]
    return [axis.name, main] as const
  })
  return settings.find(each => wanted.every(([name, value]) => each.axes[name] === value)) ?? settings.at(-1)
}

/** The number's values at one compared value, one a seed that has it, in the order of the seeds. */
export function sampleOf(
  setting: Setting,
  value: AxisValue,
  number: string,
  of: string,
  seeds: readonly string[],
): number[] {
  const bySeed = setting.runs.get(value)
  return seeds.flatMap(seed => numberIn(bySeed?.get(seed), number, of) ?? [])
}
