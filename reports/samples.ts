/**
 * Reads numbers out of results: one number of one scope, over the seeds of one point of the experiment.
 */
import { groupNumbers } from '../sim/measure/numbers.ts'
import type { NumberDefinition, Numbers, Result } from '../sim/measure/result.ts'
import { schedulerNumbers } from '../sim/measure/scheduler-numbers.ts'
import type { AxisValue, ExperimentResults } from './experiment-results.ts'
import { isExact } from './is-exact.ts'
import { valueWords } from './labels.ts'
import { replicatesOf } from './replicate-names.ts'
import { exactMean } from './statistics/mean-interval.ts'

/** What one run measured. */
export interface Measurements {
  /** Its numbers by scope: 'all', 'class:batch', 'framework:x', 'scheduler:y'. */
  readonly numbers: ReadonlyMap<string, Numbers>
  /** Names of the numbers that are known from below alone, by scope. */
  readonly atLeast: ReadonlyMap<string, readonly string[]>
  /** The runs behind it: one, or several where a mean over other things than seeds is taken. */
  readonly results: readonly Result[]
}

/** The runs that differ only in the compared axis and the seed. */
export interface Setting {
  /** Values of the axes that are not compared, in the order of the experiment; empty if there is no other axis. */
  readonly axes: Readonly<Record<string, AxisValue>>
  /** By compared value, then by replicate: by seed, or by value of the axis that means are over. */
  readonly runs: ReadonlyMap<AxisValue, ReadonlyMap<string, Measurements>>
  /** What means are over, in order. */
  readonly replicates: readonly string[]
  /** Compared values under which nothing is drawn at random: the one run of each is that of every seed. */
  readonly exact: ReadonlySet<AxisValue>
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

/** Does every run measure this number, or does a metric of the user? */
export function isOfCatalogue(name: string): boolean {
  return definitions.has(name)
}

/** One number of one scope of a run; null if it was not measured, is not finite, or the run is missing. */
export function numberIn(run: Measurements | undefined, number: string, of: string): number | null {
  const value = run?.numbers.get(of)?.[number] ?? null
  return value !== null && Number.isFinite(value) ? value : null
}

/** The numbers of a result by scope. */
export function measurementsOf(result: Result): Measurements {
  const keyed = result.rows.map(row => [scopeKey(row.scope, row.name), row] as const)
  return {
    numbers: new Map(keyed.map(([of, { numbers }]) => [of, numbers])),
    atLeast: new Map(keyed.map(([of, { atLeast = [] }]) => [of, atLeast])),
    results: [result],
  }
}

/** Is only this known of the number, that it is not smaller? */
export function isBound(run: Measurements | undefined, number: string, of: string): boolean {
  return run?.atLeast.get(of)?.includes(number) === true
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

/** The axes that are neither compared nor averaged. */
export function otherAxes(
  results: Pick<ExperimentResults, 'axes' | 'baseline' | 'meanOver'>,
): ExperimentResults['axes'] {
  return results.axes.filter(({ name }) => name !== results.baseline.axis && name !== results.meanOver)
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
  const replicates = replicatesOf(results)
  const measured = results.runs.map(run => ({ ...run, measurements: measurementsOf(run.result) }))
  return points.flatMap(axes => {
    const runs = new Map<AxisValue, Map<string, Measurements[]>>()
    const exact = new Set<AxisValue>()
    for (const run of measured) {
      if (!Object.entries(axes).every(([name, value]) => (run.axes[name] ?? value) === value)) continue
      const value = run.axes[results.baseline.axis] ?? results.baseline.value
      const own = results.meanOver === undefined ? undefined : run.axes[results.meanOver]
      if (own === undefined && isExact(run.result)) exact.add(value)
      const replicate = own === undefined ? run.seed : valueWords(own)
      const found = runs.get(value) ?? new Map<string, Measurements[]>()
      runs.set(value, found.set(replicate, [...(found.get(replicate) ?? []), run.measurements]))
    }
    if (runs.size === 0) return []
    const merged = [...runs].map(
      ([value, found]) =>
        [value, new Map([...found].map(([name, all]) => [name, meanOfMeasurements(all)]))] as const,
    )
    return [{ axes, runs: new Map(merged), replicates, exact }]
  })
}

/**
 * The setting that a report speaks of when it speaks of one: the highest value of every axis of numbers (where a
 * cluster is under most strain) and the first value of every other axis. Fixed before the results are known, so that
 * it cannot be picked for its outcome. Undefined if nothing ran.
 */
export function mainSetting(results: ExperimentResults): Setting | undefined {
  const settings = settingsOf(results)
  const wanted = Object.entries(mainValues(results))
  return settings.find(each => wanted.every(([name, value]) => each.axes[name] === value)) ?? settings.at(-1)
}

/** The values of the other axes at the main setting, by axis, known before anything ran. */
export function mainValues(
  results: Pick<ExperimentResults, 'axes' | 'baseline' | 'meanOver'>,
): Readonly<Record<string, AxisValue>> {
  return Object.fromEntries(
    otherAxes(results).map(({ name, values }) => {
      const numeric = values.every(value => typeof value === 'number')
      return [name, numeric ? Math.max(...(values as readonly number[])) : values[0]!] as const
    }),
  )
}

/** What one replicate measured at one compared value; the same for all where nothing is drawn at random. */
export function replicateAt(setting: Setting, value: AxisValue, replicate: string): Measurements | undefined {
  const found = setting.runs.get(value)
  return setting.exact.has(value) ? found?.values().next().value : found?.get(replicate)
}

/** The number's values at one compared value, one a replicate that has it, in their order; one only where it is exact. */
export function sampleOf(setting: Setting, value: AxisValue, number: string, of: string): number[] {
  const { replicates, exact } = setting
  const wanted = exact.has(value) ? replicates.slice(0, 1) : replicates
  return wanted.flatMap(name => numberIn(replicateAt(setting, value, name), number, of) ?? [])
}

/** Number by number, the mean over those that measured it. */
function meanOfMeasurements(all: readonly Measurements[]): Measurements {
  if (all.length === 1) return all[0]!
  const scopes = [...new Set(all.flatMap(each => [...each.numbers.keys()]))]
  const numbers = scopes.map(of => {
    const names = new Set(all.flatMap(each => Object.keys(each.numbers.get(of) ?? {})))
    const means = [...names].map(name => {
      const values = all.flatMap(each => numberIn(each, name, of) ?? [])
      return [name, values.length === 0 ? null : exactMean(values)] as const
    })
    return [of, Object.fromEntries(means)] as const
  })
  // The mean of a bound and of what is known is a bound.
  const atLeast = scopes.map(
    of => [of, [...new Set(all.flatMap(each => each.atLeast.get(of) ?? []))]] as const,
  )
  return {
    numbers: new Map(numbers),
    atLeast: new Map(atLeast),
    results: all.flatMap(({ results }) => results),
  }
}

/** Is the number a bound in any seed at this compared value? Then its mean is one too. */
export function isBoundAt(setting: Setting, value: AxisValue, number: string, of: string): boolean {
  return [...(setting.runs.get(value)?.values() ?? [])].some(run => isBound(run, number, of))
}
