/**
 * Values, goals and what they showed, in words.
 */
import type { Goal, NumberGoal, PercentileGoal } from '../../bench/experiment/goals.ts'
import { fixed, intervalTexts, quantity } from '../../reports/quantities.ts'
import { definitionOf } from '../../reports/samples.ts'
import type { MeanInterval } from '../../reports/statistics/mean-interval.ts'
import { possibleMean, possibleShare } from '../../reports/statistics/possible-ends.ts'
import type { Axis } from './axis.ts'

/** `28 machines`, `1 machine`, `load = 0.83`. */
export function valueWords({ key, noun }: Axis, value: number): string {
  if (noun === '') return `${key} = ${value}`
  return `${fixed(value, 0)} ${noun}${value === 1 ? '' : 's'}`
}

/** What a goal showed: `3.9 % of jobs (3.5 to 4.3) beyond 60 s, and 5 % may be`. */
export function goalWords(goal: Goal, mean: MeanInterval): string {
  if (mean.n === 0) return `${goal.text}: nothing to measure`
  if (goal.kind === 'percentile') {
    const { mean: share, range } = intervalTexts(possibleShare(mean), 100, fixed)
    const interval = range === null ? '' : ` (${range})`
    return `${share} %${interval} of ${lateThings(goal)} are beyond ${limitWords(goal)}, and ${trimmed(goal.late * 100)} % may be`
  }
  const definition = definitionOf(goal.number)
  const factor = definition.unit === 'share' ? 100 : 1
  const sign = signOf(goal)
  const { mean: value, range } = intervalTexts(possibleMean(mean, definition), factor, fixed)
  return `${goal.number} is ${value}${sign}${range === null ? '' : ` (${range})`}, and may be ${goal.holds} ${trimmed(goal.limit * factor)}${sign}`
}

/** What stands behind the values of a number: ' %' of a share, ' s', or nothing. */
export function signOf({ number }: NumberGoal): string {
  const { unit } = definitionOf(number)
  return unit === 'share' ? ' %' : unit === 's' ? ' s' : ''
}

/** The limit of a percentile, with its unit. */
export function limitWords({ measure, limit }: PercentileGoal): string {
  return measure.endsWith('_s') ? quantity(limit, 's') : String(limit)
}

/** What is counted that may be late: `jobs`, `pipelines of class reports`. */
export function lateThings({ measure, scope, name }: PercentileGoal): string {
  const what =
    measure === 'pipeline_response_s' ? 'pipelines' : measure === 'relaunch_s' ? 'relaunches' : 'jobs'
  return scope === 'all' ? what : `${what} of ${scope} ${name}`
}

/** 0.56 as 56, and not as 56.00000000000001. */
export function inPerCent(share: number): number {
  return Number((share * 100).toPrecision(12))
}

/** Without digits that come of binary fractions. */
export function trimmed(value: number): string {
  return String(Number(value.toPrecision(6)))
}
