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
import { didYouMean, oneOf } from './nearest.ts'
import type { Path, Report } from './validation.ts'

interface Written {
  readonly hypotheses?: readonly Statement[] | undefined
  readonly checks?: readonly Statement[] | undefined
  readonly headline: Plan['headline']
}

/** The hypotheses and checks of an experiment, in this order; what is wrong with them is reported. */
export function hypothesesOf(
  { hypotheses = [], checks = [], headline }: Written,
  axes: Plan['axes'],
  names: ScopeNames,
  report: Report,
): Hypothesis[] {
  const read = (kind: Hypothesis['kind'], key: string) => (each: Statement, i: number) =>
    hypothesisOf(each, kind, headline, axes, names, (path, words) => report([key, i, ...path], words)) ?? []
  return [...hypotheses.flatMap(read('hypothesis', 'hypotheses')), ...checks.flatMap(read('check', 'checks'))]
}

function hypothesisOf(
  { says, number, of, at = {}, minus, expected, source }: Statement,
  kind: Hypothesis['kind'],
  headline: Plan['headline'],
  axes: Plan['axes'],
  names: ScopeNames,
  report: Report,
): Hypothesis | undefined {
  const what = { number: number ?? headline.number, of: of ?? headline.of }
  checkHeadline(what, names, report, [])
  for (const [name, values] of Object.entries(at))
    for (const value of [values].flat()) checkPlace(name, value, axes, path => ['at', ...path], report)
  for (const [name, value] of Object.entries(minus ?? {}))
    checkPlace(name, value, axes, path => ['minus', ...path], report)
  if (minus !== undefined && Object.entries(minus).every(([name, value]) => isOnly(value, at[name]))) {
    const found = 'the place that at: names already'
    report(['minus'], sentence({ found, expected: 'another one; the difference is always 0' }))
  }
  const definition = [...groupNumbers, ...schedulerNumbers].find(each => each.name === what.number)
  if (definition === undefined) return undefined
  const reading = readExpectation(expected, definition.unit, minus !== undefined)
  if ('found' in reading) {
    report(['expected'], sentence(reading))
    return undefined
  }
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
      sentence({ found: `"${name}"`, expected: `an axis: ${oneOf(known)}`, remedy: didYouMean(name, known) }),
    )
  } else if (!axis.values.includes(value)) {
    const known = axis.values.map(String)
    const remedy = didYouMean(String(value), known)
    report(
      place([name]),
      sentence({ found: describe(value), expected: `a value of ${name}: ${oneOf(known)}`, remedy }),
    )
  }
}
