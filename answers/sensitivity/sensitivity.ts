/**
 * How the headline comparison of an experiment takes other assumptions: one at a time, and several together.
 */
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { AxisValue, Plan, PlannedRun } from '../../bench/plan.ts'
import { provenanceOf } from '../../bench/run/provenance.ts'
import type { ExperimentResults, RunRecord } from '../../reports/experiment-results.ts'
import { mainSetting } from '../../reports/samples.ts'
import { type Comparison, compareAt } from '../../reports/statistics/comparison.ts'
import { Streams } from '../../sim/chance/random.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Runs } from '../runs.ts'
import { type Assumption, settingsAt } from './assumption.ts'
import { type Effects, effectsOf, type Trajectory, trajectories } from './morris.ts'

export interface SensitivityRequest {
  readonly file: string
  readonly overrides: Overrides
  readonly assumptions: readonly Assumption[]
  /** The experiment as it is written. */
  readonly plan: Plan
  /** Its runs at the setting that the headline is about, of the first seed. */
  readonly at: readonly PlannedRun[]
  readonly trajectories: number
  /** Of the trajectories. */
  readonly seed: string
}

/** An assumption at one end of its range, all others as they are written. */
export interface Alone {
  readonly assumption: Assumption
  readonly end: 'low' | 'high'
  readonly comparison: Comparison
}

/** One compared value against the baseline. */
export interface Sensitivity {
  readonly value: AxisValue
  /** With all assumptions as they are written. */
  readonly written: Comparison
  /** Low and high of every assumption. */
  readonly alone: readonly Alone[]
  /** Of every assumption on the difference to the baseline. */
  readonly effects: readonly Effects[]
  /** The comparison at every point where several assumptions are changed at once. */
  readonly together: readonly Comparison[]
}

export interface SensitivityAnswer {
  /** The experiment as it is written, at the setting that the headline is about. */
  readonly results: ExperimentResults
  readonly compared: readonly Sensitivity[]
}

/** Is the verdict of the one another than that of the other? */
export function turned(one: Comparison, other: Comparison): boolean {
  return one.verdict !== other.verdict
}

/** Where each assumption stands, from 0 to 1; undefined: as it is written. */
type Point = readonly (number | undefined)[]

/** @throws SwitchyardError where a run fails, or a value is not allowed. */
export async function sensitivityOf(request: SensitivityRequest, runs: Runs): Promise<SensitivityAnswer> {
  const { assumptions } = request
  const written = await resultsAt(request, [], runs)
  const base = comparisonsOf(written)
  if (base.every(({ verdict }) => verdict === 'no interval')) {
    throw new SwitchyardError(
      `${request.file}: found no verdict that could turn, with ${request.plan.seeds.length === 1 ? 'one seed' : `${request.plan.seeds.length} seeds`}, expected two seeds or more in which both sides measure ${request.plan.headline.number}; write seeds: 10, or give --seeds 10.`,
    )
  }
  const ends = assumptions.flatMap((_, i) => [
    { i, end: 'low' as const, position: 0 },
    { i, end: 'high' as const, position: 1 },
  ])
  const alone: (Omit<Alone, 'comparison'> & { comparisons: readonly Comparison[] })[] = []
  for (const { i, end, position } of ends) {
    const point = assumptions.map((_, at) => (at === i ? position : undefined))
    const comparisons = comparisonsOf(await resultsAt(request, point, runs))
    alone.push({ assumption: assumptions[i]!, end, comparisons })
  }
  const random = new Streams(request.seed).stream('vary/trajectories')
  const walked = trajectories(assumptions.length, request.trajectories, random)
  const outcomes: Comparison[][][] = []
  for (const { points } of walked) {
    const outcome: Comparison[][] = []
    for (const point of points) outcome.push(comparisonsOf(await resultsAt(request, point, runs)))
    outcomes.push(outcome)
  }
  const compared = base.map(own => sensitivity(own, assumptions.length, alone, walked, outcomes))
  return { results: written, compared }
}

function sensitivity(
  written: Comparison,
  inputs: number,
  alone: readonly (Omit<Alone, 'comparison'> & { readonly comparisons: readonly Comparison[] })[],
  walked: readonly Trajectory[],
  outcomes: readonly (readonly (readonly Comparison[])[])[],
): Sensitivity {
  const own = (comparisons: readonly Comparison[]) => comparisons.find(({ value }) => value === written.value)
  const outputs = outcomes.map(points => points.map(each => own(each)?.difference.mean ?? Number.NaN))
  return {
    value: written.value,
    written,
    alone: alone.flatMap(({ comparisons, ...rest }) => {
      const comparison = own(comparisons)
      return comparison === undefined ? [] : [{ ...rest, comparison }]
    }),
    effects: effectsOf(inputs, walked, outputs),
    together: outcomes.flatMap(points => points.flatMap(each => own(each) ?? [])),
  }
}

function comparisonsOf(results: ExperimentResults): Comparison[] {
  const setting = mainSetting(results)
  const { number, of } = results.headline
  return setting === undefined ? [] : compareAt(results, setting, number, of)
}

/** The experiment at a point: only the runs of the setting that the headline is about, each system with its own values. */
async function resultsAt(request: SensitivityRequest, point: Point, runs: Runs): Promise<ExperimentResults> {
  const { plan, file, overrides, assumptions, at } = request
  const changed = assumptions.flatMap((assumption, i) =>
    point[i] === undefined ? [] : settingsAt(assumption, point[i]),
  )
  const placed = changed.map(({ path, value }) => ({ path, value }))
  const asked = { ...overrides, seeds: 1, placed }
  const planned = changed.length === 0 ? at : (await readExperiment(file, asked)).runs
  const records = await Promise.all(
    at.map(async ({ id, axes }): Promise<RunRecord[]> => {
      const run = planned.find(each => sameAxes(each.axes, axes))!
      // What other systems are set to is nothing to this one: it is run once for all of that.
      const own = changed.filter(({ system }) => system === undefined || system === axes['system'])
      const name = JSON.stringify([id, own.map(({ path, value }) => [path, value])])
      const results = await runs.of(name, run.spec, plan.seeds)
      return results.map((result, i) => ({ id: `${id} ${i}`, axes, seed: plan.seeds[i]!, result }))
    }),
  )
  const { runs: _, inputs: __, options: ___, ...about } = plan
  return { ...about, provenance: provenanceOf(plan), runs: records.flat() }
}

function sameAxes(one: PlannedRun['axes'], other: PlannedRun['axes']): boolean {
  return Object.entries(other).every(([name, value]) => one[name] === value)
}
