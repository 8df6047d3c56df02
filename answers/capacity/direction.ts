/**
 * Which way a setting makes goals easier, as a few runs across its range show it.
 */
import type { Goal } from '../../bench/experiment/goals.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { exactMean } from '../../reports/statistics/mean-interval.ts'
import { pairedP } from '../../reports/statistics/paired-p.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { Runs } from '../runs.ts'
import type { Axis } from './axis.ts'
import { excessInEach, limitsOf } from './goal-excess.ts'
import { Plans } from './plans.ts'

/** Values that are looked at, the ends among them, and runs at each. */
const VALUES = 5
const SEEDS = 5
/** A step in the wrong direction is chance unless it is less likely than this. */
const SIGNIFICANCE = 0.01

/**
 * At which end of the axis goals are easier.
 *
 * @throws SwitchyardError where a goal does not rise or fall along the whole axis, or goals disagree
 */
export async function directionOf(
  axis: Axis,
  { file, overrides }: { readonly file: string; readonly overrides: Overrides },
  goals: readonly Goal[],
  runs: Runs,
): Promise<'low' | 'high'> {
  const last = axis.easiest
  const values = [
    ...new Set(Array.from({ length: VALUES }, (_, i) => axis.value(Math.round((i * last) / (VALUES - 1))))),
  ]
  const seeds = Array.from({ length: SEEDS }, (_, i) => `direction ${i + 1}`)
  const limits = limitsOf(goals)
  const plans = new Plans({ file, overrides, axis })
  const results: Result[][] = []
  for (const value of values) {
    const plan = await plans.at(value)
    const all = plan.runs.map(async ({ spec }, index) =>
      runs.of(JSON.stringify(['direction', index, value]), { ...spec, limits }, seeds),
    )
    results.push((await Promise.all(all)).flat())
  }
  const found = goals.map(goal => {
    const courses: Course[] = results.map(each => excessInEach(goal, each).map(excess => excess?.low))
    return { goal, ends: [courses[0]!, courses.at(-1)!] as const, courses }
  })
  const unmeasured = found.find(({ ends }) => differences(ends[1], ends[0]).length === 0)
  if (unmeasured !== undefined)
    throw new SwitchyardError(
      `--along ${axis.key}: found nothing to measure "${unmeasured.goal.text}" by at ${values[0]} and at ${values.at(-1)} in the same seeds, expected it at both ends; narrow the range with --from and --to.`,
    )
  const ways = found.map(({ goal, ends, courses }) => {
    const change = differences(ends[1], ends[0])
    const rises = exactMean(change) > 0
    // Where no value keeps the goal and none does better than chance, a heavier load is the harder one all the same.
    if (axis.key === 'load' && courses.every(missed) && !((pairedP(change) ?? 1) < SIGNIFICANCE)) return 'low'
    const wrong = courses.slice(1).findIndex((course, i) => {
      const step = differences(course, courses[i]!)
      const mean = exactMean(step)
      return mean !== 0 && mean > 0 !== rises && (pairedP(step) ?? 1) < SIGNIFICANCE
    })
    if (wrong >= 0) {
      throw new SwitchyardError(
        `--along ${axis.key}: found that "${goal.text}" does not ${rises ? 'get harder' : 'get easier'} all the way: from ${values[wrong]} to ${values[wrong + 1]} it turns, expected a setting along which it goes one way; narrow it with --from and --to.`,
      )
    }
    return rises ? 'low' : 'high'
  })
  const flat = found.find(
    ({ ends, courses }) =>
      !(axis.key === 'load' && courses.every(missed)) &&
      differences(ends[1], ends[0]).every(value => value === 0),
  )
  if (flat !== undefined) {
    throw new SwitchyardError(
      `--along ${axis.key}: found that "${flat.goal.text}" is the same from ${values[0]} to ${values.at(-1)}, expected a setting that changes it.`,
    )
  }
  if (new Set(ways).size > 1) {
    throw new SwitchyardError(
      `--along ${axis.key}: found goals that pull in different ways, expected goals that all get easier with ${axis.key}, or all harder; plan for each alone.`,
    )
  }
  return ways[0]!
}

/** The excess of each run, by position; undefined where it had nothing to measure. */
type Course = readonly (number | undefined)[]

function missed(course: Course): boolean {
  return exactMean(course.filter(excess => excess !== undefined)) > 0
}

/** Run by run, where both had something to measure: they met the same seed. */
function differences(left: Course, right: Course): number[] {
  return left.flatMap((value, i) => {
    const other = right[i]
    return value === undefined || other === undefined ? [] : [value - other]
  })
}
