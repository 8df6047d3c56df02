/**
 * How well a workload packs: on how few of its machines it fits, and how much more of it fits on all of them.
 *
 * After Borg (Verma, Korupolu and Wilkes, CLUSTER 2014; Verma et al., EuroSys 2015): in each of several trials the machines are put
 * into a random order, and a search finds the fewest of them, from the first on, on which the workload fits when it is packed from
 * scratch (compaction); or the largest growth with which it fits on all of them (inflation). Where the cluster is too small as it
 * is, copies of it follow. Of the trials the 90th percentile is the answer, for whoever wants to be fairly sure.
 */
import { sentence } from '../../bench/experiment/faults.ts'
import type { Goal } from '../../bench/experiment/goals.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import { capacityOf } from '../../bench/offered.ts'
import type { AxisValue, PlannedRun, RunSpec } from '../../bench/plan.ts'
import { NEVER } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Limit, Result } from '../../sim/measure/result.ts'
import type { KubernetesSpec } from '../../systems/kubernetes/spec.ts'
import { counted, stepped } from '../capacity/axis.ts'
import type { Excess } from '../capacity/excess.ts'
import { search } from '../capacity/fixed-sequence.ts'
import { excessesOf, limitsOf } from '../capacity/goal-excess.ts'
import { Plans } from '../capacity/plans.ts'
import { machineOrder, machinesOf, ordered } from '../machine-order.ts'
import type { Runs } from '../runs.ts'
import { SHARE } from './defaults.ts'

export interface PackingRequest {
  readonly file: string
  readonly overrides: Overrides
  /** What it is to fit; none: jobs of which a task still waits at the end are at most `picky` of all. */
  readonly goals: readonly Goal[]
  readonly trials: number
  readonly picky: number
}

/** Borg copies a cluster that is too small; this many times in all. */
export const COPIES = 4
/** Growth is looked for up to eleven times the workload, by the per cent. */
export const MOST_GROWTH = 10
export const GROWTH_STEP = 0.01
const GUESS = 0.1
/** Longer than any run: who has not started by then has not started at all. */
const EVER_S = 1e12

/** What trials found, each undefined where nothing fits. */
export interface Trials {
  /** In order of the trials. */
  readonly found: readonly (number | undefined)[]
  /** What holds in 90 % of them; undefined: it does not fit in so many. */
  readonly answer: number | undefined
}

export interface Packing {
  readonly axes: Readonly<Record<string, AxisValue>>
  /** Machines that the experiment has. */
  readonly machines: number
  /** The fewest machines; absent: they are Nodes, which have names that pods are bound to. */
  readonly compaction?: Trials
  /** The largest growth, as a share. */
  readonly inflation: Trials
}

/** One for each combination of the experiment's axes. */
export async function packingsOf(request: PackingRequest, runs: Runs): Promise<Packing[]> {
  const plans = new Plans({ ...request, axis: { key: 'growth' } })
  await checkRequest(request)
  const { runs: combinations } = await plans.at(0)
  const packings: Packing[] = []
  for (const [index, run] of combinations.entries())
    packings.push(await packingOf(request, plans, runs, index, run))
  return packings
}

/** @throws SwitchyardError where the workload grows along an axis, or everything fits some day. */
async function checkRequest({ file, overrides, goals }: PackingRequest): Promise<void> {
  const { axes, runs } = await readExperiment(file, { ...overrides, seeds: 1, alone: true })
  const faults: string[] = []
  if (axes.some(({ name }) => name === 'growth')) {
    const expected = 'a workload as it is written, which is then grown'
    faults.push(
      `${file}: growth: ${sentence({ found: 'growth as an axis', expected, remedy: 'leave it out' })}.`,
    )
  }
  if (goals.length === 0 && runs.some(({ spec }) => spec.until === NEVER)) {
    const found = 'a run that goes on until all jobs have started'
    const remedy = 'set until, or say what fits, such as --goal "p95 wait <= 10 min"'
    faults.push(`${file}: until: ${sentence({ found, expected: 'an end, at which jobs may wait', remedy })}.`)
  }
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
}

async function packingOf(
  request: PackingRequest,
  plans: Plans,
  runs: Runs,
  index: number,
  { axes, spec }: PlannedRun,
): Promise<Packing> {
  const machines = machinesOf(spec.hardware)
  const named = hasNodes(spec)
  const names = Array.from({ length: request.trials }, (_, i) => `trial ${i + 1}`)
  const axis = stepped('growth', 0, MOST_GROWTH, GROWTH_STEP, 'low')

  const fits = async (trial: string, count: number | undefined, growth: number): Promise<Excess[][]> => {
    const planned = (await plans.at(growth)).runs[index]!.spec
    const order = machineOrder(trial, machines, COPIES).slice(0, count ?? machines)
    const hardware = named ? planned.hardware : ordered(planned.hardware, order)
    const limits = request.goals.length > 0 ? limitsOf(request.goals) : [waiting]
    const name = JSON.stringify([index, trial, count, growth])
    const results = await runs.of(name, { ...steady(planned), hardware, limits }, [trial])
    return request.goals.length > 0
      ? request.goals.map(goal => excessesOf(goal, results))
      : [results.map(result => waitingExcess(result, request.picky))]
  }
  const fewest = (trial: string) =>
    hardest(counted('machines', 'machine', 1, machines * COPIES), machines, count => fits(trial, count, 0))
  const largest = (trial: string) => hardest(axis, GUESS, growth => fits(trial, undefined, growth))

  const inflation = await inTurn(names, largest)
  return {
    axes,
    machines,
    ...(!named && { compaction: trialsOf(await inTurn(names, fewest), 'fewest') }),
    inflation: trialsOf(inflation, 'most'),
  }
}

async function hardest(
  axis: ReturnType<typeof counted>,
  guess: number,
  excess: (value: number) => Promise<Excess[][]>,
): Promise<number | undefined> {
  const position = await search({
    hardest: axis.hardest,
    easiest: axis.easiest,
    guess: axis.position(guess),
    searchSeeds: 1,
    excess: place => excess(axis.value(place)),
  })
  return position === undefined ? undefined : axis.value(position)
}

async function inTurn<T>(names: readonly string[], of: (name: string) => Promise<T>): Promise<T[]> {
  return Promise.all(names.map(of))
}

/** What holds in 90 % of the trials: where fewer are better the value of that rank, else that of the rank from the other end. */
export function trialsOf(found: readonly (number | undefined)[], better: 'fewest' | 'most'): Trials {
  const none = better === 'fewest' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  const sorted = found.map(value => value ?? none).sort((a, b) => (better === 'fewest' ? a - b : b - a))
  // 0.9 × 10 is 9, whatever its last binary digit.
  const rank = Math.ceil(Number((SHARE * sorted.length).toPrecision(12)))
  const value = sorted[rank - 1]!
  return { found, answer: Number.isFinite(value) ? value : undefined }
}

/** Jobs whose last task has not started by the end are those that nobody knows of. */
const waiting: Limit = { measure: 'wait_last_s', scope: 'all', name: '', limit: EVER_S }

function waitingExcess({ beyond = [] }: Result, picky: number): Excess {
  const { count = 0, unknown = 0 } = beyond[0] ?? {}
  const excess = count === 0 ? 0 : unknown / count - picky
  return { low: excess, high: excess }
}

/** With a load that stays that of all machines, when there are fewer. */
function steady(spec: RunSpec): RunSpec {
  const { workload, hardware } = spec
  if (workload.kind !== 'mix' || workload.load === undefined || workload.loadOfCpuMilli !== undefined)
    return spec
  return { ...spec, workload: { ...workload, loadOfCpuMilli: capacityOf(hardware).cpuMilli } }
}

/** Are the machines Nodes of manifests? */
function hasNodes({ system: { root } }: RunSpec): boolean {
  return root.kind === 'kubernetes' && ((root as KubernetesSpec).written?.nodes.length ?? 0) > 0
}
