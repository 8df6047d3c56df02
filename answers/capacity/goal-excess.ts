/**
 * How far a run is from keeping a goal: at most 0 on average means that the goal holds.
 */
import type { Goal, NumberGoal, PercentileGoal } from '../../bench/experiment/goals.ts'
import { definitionOf, isBound, measurementsOf, numberIn, scopeKey } from '../../reports/samples.ts'
import { exactMean } from '../../reports/statistics/mean-interval.ts'
import type { Beyond, Limit, Result } from '../../sim/measure/result.ts'
import type { Excess } from './excess.ts'

/** What runs have to count for these goals. */
export function limitsOf(goals: readonly Goal[]): Limit[] {
  return goals.flatMap(goal =>
    goal.kind === 'percentile'
      ? [{ measure: goal.measure, scope: goal.scope, name: goal.name, limit: goal.limit }]
      : [],
  )
}

/** The excess of one goal in each run; runs that had nothing to measure are left out. */
export function excessesOf(goal: Goal, results: readonly Result[], indifference = 0): Excess[] {
  return excessInEach(goal, results, indifference).filter(excess => excess !== undefined)
}

/**
 * The excess of one goal in each run, by position; undefined where it had nothing to measure.
 *
 * - A percentile: jobs beyond the limit, minus the share of all jobs that may be, as a share of the jobs of a mean run. It is right
 *   also where the number of jobs differs from run to run. Jobs cut off by the end before they reached the limit count as late for
 *   showing that the goal holds (`high`), and as in time for showing that it fails (`low`).
 * - A number: its distance beyond the limit. One that is known from below alone leaves the other end open.
 *
 * @param indifference So much more than is allowed does not matter; a share, which only goals about shares take.
 */
export function excessInEach(
  goal: Goal,
  results: readonly Result[],
  indifference = 0,
): (Excess | undefined)[] {
  if (goal.kind === 'number') {
    const slack = isShare(goal) ? indifference : 0
    return results.map(result => numberExcess(goal, result, slack))
  }
  const counts = results.map(result => countOf(goal, result))
  const jobs = exactMean(counts.flatMap(counted => counted?.count ?? []))
  return counts.map(counted => {
    if (counted === undefined) return undefined
    const { count, beyond, unknown } = counted
    const low = beyond - (goal.late + indifference) * count
    return { low: low / jobs, high: (low + unknown) / jobs }
  })
}

function countOf(goal: PercentileGoal, { beyond = [] }: Result): Beyond | undefined {
  const counted = beyond.find(
    ({ measure, scope, name, limit }) =>
      measure === goal.measure && scope === goal.scope && name === goal.name && limit === goal.limit,
  )
  return counted === undefined || counted.count === 0 ? undefined : counted
}

function numberExcess(goal: NumberGoal, result: Result, slack: number): Excess | undefined {
  const measured = measurementsOf(result)
  const of = scopeKey(goal.scope, goal.name)
  const value = numberIn(measured, goal.number, of)
  if (value === null) return undefined
  const excess = (goal.holds === 'at most' ? value - goal.limit : goal.limit - value) - slack
  if (!isBound(measured, goal.number, of)) return { low: excess, high: excess }
  return goal.holds === 'at most'
    ? { low: excess, high: Number.POSITIVE_INFINITY }
    : { low: Number.NEGATIVE_INFINITY, high: excess }
}

/** What a goal is judged by, as people want to read it: the share of jobs beyond the limit, or the number itself. */
export function shown(goal: Goal, result: Result): number | undefined {
  if (goal.kind === 'number')
    return numberIn(measurementsOf(result), goal.number, scopeKey(goal.scope, goal.name)) ?? undefined
  const counted = countOf(goal, result)
  return counted === undefined ? undefined : (counted.beyond + counted.unknown) / counted.count
}

/** Is the goal about a share, of jobs that are late or of anything else? */
export function isShare(goal: Goal): boolean {
  return goal.kind === 'percentile' || definitionOf(goal.number).unit === 'share'
}
