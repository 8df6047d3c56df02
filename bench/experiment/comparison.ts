/**
 * What an experiment compares: the baseline among its axes, and the number that the finding speaks of.
 */
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import type { AxisValue, Plan } from '../plan.ts'
import { sentence } from './faults.ts'
import { didYouMean, nearest, oneOfMany } from './nearest.ts'
import { numberDefinitions, numberOf } from './number-words.ts'
import type { About } from './schema.ts'
import type { Path, Report } from './validation.ts'

/** The axis and value that all runs are compared with; by default the first value of the first axis that has several. */
export function baselineOf(wanted: About['baseline'], axes: Plan['axes'], report: Report): Plan['baseline'] {
  const usual = axes.find(axis => axis.values.length > 1) ?? axes[0]!
  const fallback = { axis: usual.name, value: usual.values[0]! }
  if (wanted === undefined) return fallback
  if (typeof wanted === 'object') {
    const names = axes.map(({ name }) => name)
    const axis = axes.find(({ name }) => name === wanted.axis)
    if (axis?.values.includes(wanted.value)) return wanted
    if (axis === undefined) {
      report(
        ['baseline', 'axis'],
        sentence({
          found: `"${wanted.axis}"`,
          expected: `an axis: ${oneOfMany(wanted.axis, names, 'axes')}`,
          remedy: didYouMean(wanted.axis, names),
        }),
      )
    } else report(['baseline', 'value'], noValue(wanted.value, [axis]))
    return fallback
  }
  const holding = axes.filter(({ values }) => values.includes(wanted))
  if (holding.length === 1) return { axis: holding[0]!.name, value: wanted }
  if (holding.length === 0) report(['baseline'], noValue(wanted, axes))
  else {
    const found = `${JSON.stringify(wanted)}, a value of ${holding.map(({ name }) => name).join(' and of ')}`
    report(
      ['baseline'],
      sentence({
        found,
        expected: 'one axis',
        remedy: `write { axis: ${holding[0]!.name}, value: ${wanted} }`,
      }),
    )
  }
  return fallback
}

function noValue(value: AxisValue, axes: Plan['axes']): string {
  const known = axes.map(axis => `${axis.name} (${axis.values.join(', ')})`).join('; ')
  const words = axes.flatMap(axis => axis.values.map(String))
  return sentence({
    found: JSON.stringify(value),
    expected: `a value of an axis: ${known}`,
    remedy: didYouMean(String(value), words) ?? `write another, as in --set baseline=${words[0]}`,
  })
}

/** Names that a scope can have in this experiment; schedulers are named by the root and not checked. */
export interface ScopeNames {
  readonly class: readonly string[]
  readonly framework: readonly string[]
}

/** Reports what is wrong with a number and its scope, which stand below the keys `at`. */
export function checkHeadline(
  { number, of }: About['headline'],
  names: ScopeNames,
  report: Report,
  at: Path = ['headline'],
): void {
  const [scope, name] = of.includes(':')
    ? [of.slice(0, of.indexOf(':')), of.slice(of.indexOf(':') + 1)]
    : [of, undefined]
  const known = numbersOf(scope).map(definition => definition.name)
  const path = [...at, 'of']
  if (known.length === 0 || (scope === 'all') !== (name === undefined) || name === '') {
    const groups = (['class', 'framework'] as const).flatMap(kind => names[kind].map(one => `${kind}:${one}`))
    const meant = groups.find(group => group.endsWith(`:${of}`)) ?? nearest(of, ['all', ...groups])
    const expected = 'all, class:<name>, framework:<name> or scheduler:<name>'
    const remedy = meant === undefined ? undefined : `did you mean "${meant}"?`
    report(path, sentence({ found: `"${of}"`, expected, remedy }))
    checkNumber(number, undefined, report, at)
    return
  }
  if (scope === 'class' || scope === 'framework') {
    const possible = names[scope]
    if (possible.length > 0 && !possible.includes(name!)) {
      const remedy = didYouMean(name!, possible)
      const full = possible.map(one => `${scope}:${one}`)
      report(
        path,
        sentence({
          found: `"${of}"`,
          expected: oneOfMany(of, full, scope === 'class' ? 'classes' : 'frameworks'),
          remedy,
        }),
      )
    }
  }
  checkNumber(number, scope, report, at)
}

/** `scope` undefined: it cannot be read, and what is a number of any will do. */
function checkNumber(number: string, scope: string | undefined, report: Report, at: Path): void {
  const known = (scope === undefined ? numberDefinitions : numbersOf(scope)).map(({ name }) => name)
  if (known.includes(number)) return
  const elsewhere = numberDefinitions.some(definition => definition.name === number)
  // Goals are written in words, so people write headlines in them too.
  const meant = numberOf(number.toLowerCase(), number)
  const where = scope === undefined || scope === 'all' ? 'the result' : `a ${scope}`
  const expected = `a number of ${where}; \`switchyard list numbers\` shows them`
  report(
    [...at, 'number'],
    sentence({
      found: `"${number}"`,
      expected,
      remedy: elsewhere
        ? 'set of: all'
        : typeof meant === 'string' && known.includes(meant)
          ? `write ${meant}`
          : didYouMean(number, known),
    }),
  )
}

function numbersOf(scope: string) {
  if (scope === 'all') return [...groupNumbers, ...schedulerNumbers]
  if (scope === 'class' || scope === 'framework') return groupNumbers
  return scope === 'scheduler' ? schedulerNumbers : []
}
