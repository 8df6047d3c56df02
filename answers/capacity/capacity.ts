/**
 * How much of a setting an experiment needs so that goals hold: for each combination of its axes, an answer with confidence.
 */

import { sentence } from '../../bench/experiment/faults.ts'
import type { Goal } from '../../bench/experiment/goals.ts'
import { didYouMean, oneOf } from '../../bench/experiment/nearest.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { AxisValue, Plan, PlannedRun } from '../../bench/plan.ts'
import { isExact } from '../../reports/is-exact.ts'
import { type MeanInterval, meanInterval } from '../../reports/statistics/mean-interval.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { Runs } from '../runs.ts'
import type { Axis } from './axis.ts'
import { type Excess, type Found, hardestShown, type Tested } from './fixed-sequence.ts'
import { excessesOf, limitsOf, shown } from './goal-excess.ts'

export interface CapacityRequest {
  /** The experiment file, and what the command line changes of it. */
  readonly file: string
  readonly overrides: Overrides
  readonly goals: readonly Goal[]
  readonly axis: Axis
  /** The value where the search begins. */
  readonly guess: number
  readonly alpha: number
  /** Seeds of the tests at each look, rising. */
  readonly looks: readonly number[]
  readonly searchSeeds: number
}

/** Where to begin the tests above what the search found (planning page: three, doubled while the first test fails). */
const MARGIN = 3

/** A position that was tested, with what people want to read of it. */
export interface Shown extends Tested {
  readonly value: number
  /** Of each goal: the share of jobs beyond its limit, or its number, with a 95 % interval over the seeds. */
  readonly means: readonly MeanInterval[]
}

export interface CapacityAnswer extends Omit<Found, 'tested' | 'harder'> {
  /** Values of the axes of the experiment. */
  readonly axes: Readonly<Record<string, AxisValue>>
  /** The value of the setting that was found; undefined where no value could be shown. */
  readonly value: number | undefined
  /** By position. */
  readonly tested: readonly Shown[]
  readonly harder: Shown | undefined
  /** Where nothing was found: the easiest value that was looked at, and what the goals showed there. */
  readonly easiest: { readonly value: number; readonly means: readonly MeanInterval[] } | undefined
  /** Nothing is drawn at random: every run of a value is the same, and the answer has no chance in it. */
  readonly exact: boolean
  /** Jobs of a log without chance in them: the answer is about them alone. */
  readonly fixedJobs: boolean
}

/** The answer of each combination of the axes, in the order of the experiment. */
export async function capacityOf(request: CapacityRequest, runs: Runs): Promise<CapacityAnswer[]> {
  const plans = new Map<number, Promise<Plan>>()
  // An experiment may name a long log, which is read for its hash each time that it is planned.
  const planOf = (value: number) => {
    const plan = plans.get(value) ?? planAt(request, value)
    plans.set(value, plan)
    return plan
  }
  const atGuess = await planOf(request.guess)
  const answers: CapacityAnswer[] = []
  for (const [index, run] of atGuess.runs.entries())
    answers.push(await answerOf(request, planOf, runs, index, run))
  return answers
}

async function answerOf(
  request: CapacityRequest,
  planOf: (value: number) => Promise<Plan>,
  runs: Runs,
  index: number,
  run: PlannedRun,
): Promise<CapacityAnswer> {
  const { goals, axis } = request
  const limits = limitsOf(goals)
  let easiestSeen = Number.NEGATIVE_INFINITY
  let exact = true

  const resultsAt = async (position: number, family: string, seeds: number) => {
    const value = axis.value(position)
    const { spec } = (await planOf(value)).runs[index]!
    easiestSeen = Math.max(easiestSeen, position)
    const names = Array.from({ length: seeds }, (_, i) => `${family} ${i + 1}`)
    const results = await runs.of(JSON.stringify([index, value]), { ...spec, limits }, names)
    checkScopes(goals, results[0]!)
    exact &&= results.every(isExact)
    return results
  }
  const excess = async (position: number, family: 'search' | 'test', seeds: number): Promise<Excess[][]> => {
    const results = await resultsAt(position, family, seeds)
    return goals.map(goal => excessesOf(goal, results))
  }
  const meansAt = async (position: number, family: string, seeds: number) => {
    const results = await resultsAt(position, family, seeds)
    return goals.map(goal => meanInterval(results.flatMap(result => shown(goal, result) ?? [])))
  }
  const found = await hardestShown({
    goals: goals.length,
    hardest: axis.hardest,
    easiest: axis.easiest,
    guess: axis.position(request.guess),
    searchSeeds: request.searchSeeds,
    looks: request.looks,
    alpha: request.alpha,
    margin: MARGIN,
    excess,
  })

  const tested: Shown[] = []
  for (const each of [...found.tested].sort((a, b) => a.position - b.position)) {
    tested.push({
      ...each,
      value: axis.value(each.position),
      means: await meansAt(each.position, 'test', each.seeds),
    })
  }
  const easiest =
    found.answer === undefined
      ? {
          value: axis.value(easiestSeen),
          means: await meansAt(easiestSeen, 'search', request.searchSeeds),
        }
      : undefined
  return {
    ...found,
    axes: run.axes,
    value: found.answer === undefined ? undefined : axis.value(found.answer),
    tested,
    harder: tested.find(({ position }) => position === found.harder?.position),
    easiest,
    exact,
    fixedJobs: run.spec.workload.kind === 'swf' && run.spec.workload.resample === undefined,
  }
}

/** The experiment with the setting at a value, and one seed. */
export async function planAt(
  { file, overrides, axis }: Pick<CapacityRequest, 'file' | 'overrides' | 'axis'>,
  value: number,
): Promise<Plan> {
  const set = { ...overrides.set, [axis.key]: String(value) }
  return readExperiment(file, { ...overrides, set, seeds: 1, alone: true })
}

/** @throws SwitchyardError where a goal is about a class or a framework that no run has. */
function checkScopes(goals: readonly Goal[], { rows }: Result): void {
  const faults = goals.flatMap(({ text, scope, name }) => {
    const known = rows.filter(row => row.scope === scope).map(row => row.name)
    if (known.includes(name)) return []
    const found = `the ${scope} ${JSON.stringify(name)}`
    const remedy = didYouMean(name, known)
    return [
      `--goal ${JSON.stringify(text)}: ${sentence({ found, expected: `a ${scope} of the experiment: ${oneOf(known)}`, remedy })}.`,
    ]
  })
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
}
