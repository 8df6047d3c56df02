/**
 * What an experiment expects before its first run.
 */
import type { Hypothesis } from '../../reports/experiment-results.ts'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import type { AxisValue, Plan } from '../plan.ts'
import { checkHeadline, type ScopeNames } from './comparison.ts'
import { readExpectation } from './expectation.ts'
import { describe, sentence } from './faults.ts'
import type { Statement } from './hypothesis-schema.ts'
import { didYouMean, oneOfMany } from './nearest.ts'
import type { Path, Report } from './validation.ts'

/** A statement as far as it can be read; what is left out of it has a fault that is told already. */
type Readable = Partial<Statement>

interface Written {
  readonly hypotheses: readonly Readable[]
  readonly checks: readonly Readable[]
  /** Undefined where it has a fault. */
  readonly headline: Plan['headline'] | undefined
}

/** The hypotheses and checks of an experiment, in this order; what is wrong with them is reported. */
export function hypothesesOf(
  { hypotheses, checks, headline }: Written,
  axes: Plan['axes'],
  names: ScopeNames,
  report: Report,
): Hypothesis[] {
  const read = (kind: Hypothesis['kind'], key: string) => (each: Readable, i: number) =>
    hypothesisOf(each, kind, headline, axes, names, (path, words) => report([key, i, ...path], words)) ?? []
  return [...hypotheses.flatMap(read('hypothesis', 'hypotheses')), ...checks.flatMap(read('check', 'checks'))]
}

function hypothesisOf(
  written: Readable,
  kind: Hypothesis['kind'],
  headline: Plan['headline'] | undefined,
  axes: Plan['axes'],
  names: ScopeNames,
  report: Report,
): Hypothesis | undefined {
  const { says, at = {}, minus, expected, source } = written
  const what = aboutOf(written, headline)
  if (what !== undefined) checkHeadline(what, names, report, [])
  for (const [name, values] of Object.entries(at))
    for (const value of [values].flat()) checkPlace(name, value, axes, path => ['at', ...path], report)
  for (const [name, value] of Object.entries(minus ?? {}))
    checkPlace(name, value, axes, path => ['minus', ...path], report)
  if (minus !== undefined && Object.entries(minus).every(([name, value]) => isOnly(value, at[name]))) {
    const found = 'the place that at: names already'
    report(['minus'], sentence({ found, expected: 'another one; the difference is always 0' }))
  }
  if (expected === undefined) return undefined
  const definition = definitions.find(({ name }) => name === what?.number)
  // Of which number it is, is told to be wrong: what no number can be is told beside it.
  const readings = (definition === undefined ? units : [definition.unit]).map(unit =>
    readExpectation(expected, unit, minus !== undefined || !('minus' in written)),
  )
  const reading = readings.find(each => !('found' in each)) ?? readings[0]!
  if ('found' in reading) {
    report(['expected'], sentence(definition === undefined ? { ...reading, ...ANY } : reading))
    return undefined
  }
  if (what === undefined || definition === undefined || says === undefined) return undefined
  return {
    kind,
    says,
    ...what,
    at,
    ...(minus === undefined ? {} : { minus }),
    expected: reading,
    ...(source === undefined ? {} : { source }),
  }
}

/** Of a number that nobody knows. */
const ANY = { expected: 'a value such as "at most 1 s", "10% to 20%" or "12"' }

const definitions = [...groupNumbers, ...schedulerNumbers]
const units = [...new Set(definitions.map(({ unit }) => unit))]

/** The number that a statement is about, and whose; undefined where it cannot be read. */
function aboutOf(written: Readable, headline: Plan['headline'] | undefined): Plan['headline'] | undefined {
  if (!('number' in written) || !('of' in written)) return undefined
  const number = written.number ?? headline?.number
  return number === undefined ? undefined : { number, of: written.of ?? headline?.of ?? 'all' }
}

/** Whether nothing but this value is meant. */
function isOnly(value: AxisValue, at: AxisValue | readonly AxisValue[] | undefined): boolean {
  return at !== undefined && [at].flat().every(each => each === value)
}

function checkPlace(
  name: string,
  value: AxisValue,
  axes: Plan['axes'],
  place: (path: Path) => Path,
  report: Report,
): void {
  const axis = axes.find(each => each.name === name)
  if (axis === undefined) {
    const known = axes.map(each => each.name)
    report(
      place([name]),
      sentence({
        found: `"${name}"`,
        expected: `an axis: ${oneOfMany(name, known, 'axes')}`,
        remedy: didYouMean(name, known),
      }),
    )
  } else if (!axis.values.includes(value)) {
    const known = axis.values.map(String)
    const remedy = didYouMean(String(value), known)
    report(
      place([name]),
      sentence({
        found: describe(value),
        expected: `a value of ${name}: ${oneOfMany(String(value), known, 'values')}`,
        remedy,
      }),
    )
  }
}
