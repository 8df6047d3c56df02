/**
 * Which of the values that an experiment compares is best by its headline number.
 */

import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { AxisValue, Plan, PlannedRun } from '../../bench/plan.ts'
import { isExact } from '../../reports/is-exact.ts'
import {
  definitionOf,
  isBound,
  type Measurements,
  measurementsOf,
  numberIn,
  type Setting,
} from '../../reports/samples.ts'
import { bearing } from '../../reports/statistics/bearing.ts'
import { countSpread } from '../../reports/statistics/difference-spread.ts'
import { exactMean, type MeanInterval, meanInterval } from '../../reports/statistics/mean-interval.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { NumberDefinition } from '../../sim/measure/result.ts'
import type { Runs } from '../runs.ts'
import { type Indifference, ownUnit, unitFault } from './indifference.ts'
import { kimNelson, type Selected } from './kim-nelson.ts'
import { chanceOfBest, ocba } from './ocba.ts'

export interface BestRequest {
  readonly file: string
  readonly overrides: Overrides
  /** What a difference must be to matter. */
  readonly indifference: Indifference
  readonly alpha: number
  readonly firstSeeds: number
  readonly mostSeeds: number
  /** So many runs in all, divided by OCBA; absent: Kim and Nelson's procedure decides how many. */
  readonly budget?: number
}

export interface BestAnswer extends Omit<Selected, 'because'> {
  /** Values of the axes that are not compared. */
  readonly axes: Readonly<Record<string, AxisValue>>
  /** The axis that is compared, and its values. */
  readonly axis: string
  readonly values: readonly AxisValue[]
  readonly definition: NumberDefinition
  readonly of: string
  readonly because: Selected['because'] | 'the budget was spent'
  /** In the number's unit; absent under a budget. */
  readonly indifference?: number
  /** The value whose mean the indifference is a share of; absent where it is not. */
  readonly relative?: { readonly share: number; readonly of: AxisValue }
  /** Under a budget: at least this is the chance that the best was found, if means are normal. */
  readonly chance?: number
  /** Runs of each value. */
  readonly counts: readonly number[]
  /** Of each value, its mean over these runs with a 95 % interval. Each stands alone, and knows nothing of when runs ended. */
  readonly intervals: readonly MeanInterval[]
  /** Values some of whose runs know the number from below alone, since jobs were cut off. */
  readonly bounded: readonly AxisValue[]
  /** Others against which the best bears no verdict, since it may be better only because less of it was seen (see `bearing`). */
  readonly withheld: readonly AxisValue[]
  /** Nothing is drawn at random under any value: the answer has no chance in it. */
  readonly exact: boolean
}

/** What was chosen, before it is known what that can bear. */
type Chosen = Omit<
  BestAnswer,
  'axes' | 'axis' | 'values' | 'definition' | 'of' | 'bounded' | 'withheld' | 'exact' | 'intervals'
>

/**
 * The experiment, with one seed.
 *
 * @throws SwitchyardError with every fault of it, or where nothing of it can be best
 */
export async function comparedPlan({
  file,
  overrides,
  indifference,
}: Pick<BestRequest, 'file' | 'overrides'> & Partial<Pick<BestRequest, 'indifference'>>): Promise<Plan> {
  const plan = await readExperiment(file, { ...overrides, seeds: 1 })
  const faults: string[] = []
  const { axis } = plan.baseline
  if (valuesOf(plan).length < 2)
    faults.push(
      `${file}: found one value of ${axis}, expected several to choose the best from; write a list, as in system: [batch-fcfs, batch-easy].`,
    )
  const definition = definitionOf(plan.headline.number)
  if (definition.better === 'neither')
    faults.push(
      `headline: found ${definition.name}, of which neither more nor less is better, expected a number that can be best; \`switchyard list numbers\` says which.`,
    )
  const unit = indifference === undefined ? undefined : unitFault(indifference, definition)
  if (unit !== undefined) faults.push(unit)
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  return plan
}

function valuesOf({ axes, baseline }: Plan): readonly AxisValue[] {
  return axes.find(({ name }) => name === baseline.axis)!.values
}

/** One answer for each combination of the other axes. */
export async function bestOf(request: BestRequest, runs: Runs): Promise<BestAnswer[]> {
  const { indifference, budget, ...read } = request
  const plan = await comparedPlan(budget === undefined ? { ...read, indifference } : read)
  const { axis } = plan.baseline
  const definition = definitionOf(plan.headline.number)
  const settings = new Map<string, PlannedRun[]>()
  for (const run of plan.runs) {
    const { [axis]: _compared, ...others } = run.axes
    const key = JSON.stringify(others)
    settings.set(key, [...(settings.get(key) ?? []), run])
  }
  const answers: BestAnswer[] = []
  for (const [key, planned] of settings)
    answers.push(await bestAt(request, plan, planned, JSON.parse(key), definition, runs))
  return answers
}

async function bestAt(
  request: BestRequest,
  plan: Plan,
  planned: readonly PlannedRun[],
  axes: BestAnswer['axes'],
  definition: NumberDefinition,
  runs: Runs,
): Promise<BestAnswer> {
  const { axis } = plan.baseline
  const values = planned.map(run => run.axes[axis]!)
  const seen = new Map(values.map(each => [each, new Map<string, Measurements>()]))
  const exact = new Set<AxisValue>()
  const { of } = plan.headline
  const value = async (system: number, seed: number): Promise<number> => {
    const run = planned[system]!
    const name = String(seed + 1)
    const [result] = await runs.of(run.id, run.spec, [name])
    const measured = measurementsOf(result!)
    const found = numberIn(measured, definition.name, of)
    if (found === null) {
      throw new SwitchyardError(
        `${values[system]}, seed ${name}: found nothing to measure ${definition.name} of ${of} by, expected a number in every run.`,
      )
    }
    seen.get(values[system]!)!.set(name, measured)
    if (isExact(result!)) exact.add(values[system]!)
    return found
  }
  const chosen = await choose(request, plan, values, definition, value)
  const replicates = [...seen.get(values[chosen.best]!)!.keys()]
  const setting: Setting = { axes, runs: seen, replicates, exact }
  const intervalOf = (found: ReadonlyMap<string, Measurements>, count: number) =>
    meanInterval(
      Array.from({ length: count }, (_, seed) => numberIn(found.get(String(seed + 1)), definition.name, of)!),
    )
  const isBounded = (at: AxisValue) =>
    [...seen.get(at)!.values()].some(measured => isBound(measured, definition.name, of))
  return {
    ...{ axes, axis, values, definition, of },
    ...chosen,
    bounded: values.filter(isBounded),
    withheld: withheldBy(setting, values, chosen, definition, of),
    exact: exact.size === values.length,
    intervals: values.map((each, i) => ({
      ...intervalOf(seen.get(each)!, chosen.counts[i]!),
      ...(exact.has(each) && { exact: true }),
    })),
  }
}

function withheldBy(
  setting: Setting,
  values: readonly AxisValue[],
  { best, means, counts }: Chosen,
  definition: NumberDefinition,
  of: string,
): AxisValue[] {
  const baseline = values[best]!
  return values.filter((value, i) => {
    if (i === best) return false
    const difference = { mean: means[i]! - means[best]!, n: Math.min(counts[i]!, counts[best]!) }
    return bearing(setting, { value, baseline, definition, of, difference }) === 'nothing'
  })
}

async function choose(
  request: BestRequest,
  plan: Plan,
  values: readonly AxisValue[],
  definition: NumberDefinition,
  value: (system: number, seed: number) => Promise<number>,
): Promise<Chosen> {
  if (request.budget !== undefined)
    return spend(values.length, request.budget, request.firstSeeds, definition, value)
  const baseline = Math.max(0, values.indexOf(plan.baseline.value))
  const { indifference: asked } = request
  const indifference = await indifferenceOf(request, baseline, definition, value)
  const selection = {
    indifference,
    alpha: request.alpha,
    firstSeeds: request.firstSeeds,
    lowerIsBetter: definition.better === 'lower',
    unit: definition.unit,
  }
  return {
    ...(await kimNelson(values.length, selection, value, request.mostSeeds)),
    indifference,
    ...(asked.is === 'relative' && { relative: { share: asked.value, of: values[baseline]! } }),
  }
}

async function indifferenceOf(
  { indifference: { is, value: asked }, firstSeeds }: BestRequest,
  baseline: number,
  definition: NumberDefinition,
  value: (system: number, seed: number) => Promise<number>,
): Promise<number> {
  if (is !== 'relative') return asked
  const seeds = Array.from({ length: firstSeeds }, (_, seed) => seed)
  const mean = exactMean(await Promise.all(seeds.map(seed => value(baseline, seed))))
  if (mean === 0) {
    throw new SwitchyardError(
      `--indifference ${asked * 100}%: found a baseline whose mean is 0, of which that is nothing, expected ${ownUnit(definition)}.`,
    )
  }
  return Math.abs(mean) * asked
}

/** Rounds in which a budget is spent, each a tenth of it, so that what was learnt steers the rest. */
const ROUNDS = 10

async function spend(
  systems: number,
  budget: number,
  firstSeeds: number,
  { better, unit }: NumberDefinition,
  value: (system: number, seed: number) => Promise<number>,
): Promise<Chosen> {
  const sign = better === 'lower' ? 1 : -1
  const found: number[][] = Array.from({ length: systems }, () => [])
  const run = async (counts: readonly number[]) => {
    await Promise.all(
      counts.map(async (more, system) => {
        const first = found[system]!.length
        const seeds = Array.from({ length: more }, (_, i) => first + i)
        found[system]!.push(...(await Promise.all(seeds.map(seed => value(system, seed)))))
      }),
    )
  }
  if (budget < systems * firstSeeds) {
    throw new SwitchyardError(
      `--budget ${budget}: found fewer runs than ${systems} × ${firstSeeds} to begin with, expected ${systems * firstSeeds} or more; or give --first-seeds fewer.`,
    )
  }
  await run(found.map(() => firstSeeds))
  const state = () =>
    found.map(values => ({
      mean: sign * exactMean(values),
      variance: countSpread(unit, values),
      runs: values.length,
    }))
  let left = budget - systems * firstSeeds
  const step = Math.max(1, Math.ceil(left / ROUNDS))
  while (left > 0) {
    const now = Math.min(step, left)
    await run(ocba(state(), now))
    left -= now
  }
  const last = state()
  const best = last.reduce((least, { mean }, i) => (mean < last[least]!.mean ? i : least), 0)
  const counts = found.map(({ length }) => length)
  return {
    best,
    surviving: [best],
    same: false,
    because: 'the budget was spent',
    seeds: counts[best]!,
    runs: counts.reduce((sum, count) => sum + count, 0),
    means: found.map(exactMean),
    counts,
    eliminated: [],
    chance: chanceOfBest(last),
  }
}
