/**
 * How much of a setting an experiment needs so that goals hold: for each combination of its axes, an answer with confidence.
 */

import { sentence } from '../../bench/experiment/faults.ts'
import type { Goal } from '../../bench/experiment/goals.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { misfits } from '../../bench/experiment/sizes.ts'
import type { AxisValue, Plan, PlannedRun } from '../../bench/plan.ts'
import { exactMean, type MeanInterval } from '../../reports/statistics/mean-interval.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Runs } from '../runs.ts'
import type { Axis } from './axis.ts'
import { Combination } from './combination.ts'
import { type Cost, costOf } from './cost.ts'
import { type Found, hardestShown, type Tested } from './fixed-sequence.ts'
import { type Headroom, headroomOf } from './headroom.ts'
import type { MachineType } from './machine-types.ts'
import { Plans } from './plans.ts'
import { type Replication, replicationOf } from './replication.ts'
import { whyUnreachable } from './unreachable.ts'

export interface CapacityRequest {
  /** The experiment file, and what the command line changes of it. */
  readonly file: string
  readonly overrides: Overrides
  readonly goals: readonly Goal[]
  readonly axis: Axis
  /** The value where the search begins. */
  readonly guess: number
  /** Types of machines, each of which gets an answer; absent: the machines are those of the experiment. */
  readonly types?: readonly MachineType[]
  /** Why the hardest value is none harder: what is wrong with the experiment there; absent: the range ends. */
  readonly floor?: string
  readonly alpha: number
  /** Seeds of the tests at each look, rising. */
  readonly looks: readonly number[]
  readonly searchSeeds: number
  /** So much more than a goal allows does not matter: a share, of goals about shares. */
  readonly indifference: number
  /** Growths of the workload that the answer is to be tested with. */
  readonly growths: readonly number[]
  /** Whether the largest growth is wanted that the answer holds. */
  readonly mostGrowth: boolean
}

/** Where to begin the tests above what the search found (planning page: three, doubled while the first test fails). */
const MARGIN = 3

/** A position that was tested, with what people want to read of it. */
export interface Shown extends Tested {
  readonly value: number
  /** Of each goal: the share of jobs beyond its limit, or its number, with a 95 % interval over the seeds. */
  readonly means: readonly MeanInterval[]
  /** What it costs an hour, and the wait of each seed in seconds or null, where machines have prices. */
  readonly cost?: number
  readonly waits?: readonly (number | null)[]
}

/** The easiest value that was looked at, where none was found. */
export interface Easiest {
  readonly value: number
  readonly means: readonly MeanInterval[]
  /** Of each goal whether it holds there on average, as the search saw it. */
  readonly holds: readonly boolean[]
  /** Sentences that say why the goals do not hold there, as far as its runs show it. */
  readonly why: readonly string[]
}

export interface CapacityAnswer extends Omit<Found, 'tested' | 'harder'> {
  /** Values of the axes of the experiment. */
  readonly axes: Readonly<Record<string, AxisValue>>
  /** The value of the setting that was found; undefined where no value could be shown. */
  readonly value: number | undefined
  /** Whose tasks fit none of the machines, so that nothing was looked for; absent: nobody's. */
  readonly misfits?: readonly string[]
  /** By position. */
  readonly tested: readonly Shown[]
  readonly harder: Shown | undefined
  /** Where nothing was found: the easiest value that was looked at, and what the goals showed there. */
  readonly easiest: Easiest | undefined
  /** Nothing is drawn at random: every run of a value is the same, and the answer has no chance in it. */
  readonly exact: boolean
  /** What a seed draws anew of the jobs. */
  readonly replication: Replication
  /** What the value does under a larger workload; absent: nobody asked, or there is none. */
  readonly headroom?: Headroom
  /** Absent: machines have no price, or nothing was found. */
  readonly cost?: Cost
}

/** @throws SwitchyardError where the workload grows along an axis already. */
function checkGrowth({ growths, mostGrowth, axis }: CapacityRequest, { axes }: Plan): void {
  if (growths.length === 0 && !mostGrowth) return
  if (axis.key !== 'growth' && !axes.some(({ name }) => name === 'growth')) return
  const option = growths.length > 0 ? '--growth' : '--most-growth'
  const found =
    axis.key === 'growth' ? 'growth as the setting that varies' : 'growth as an axis of the experiment'
  throw new SwitchyardError(
    `${option}: ${sentence({ found, expected: 'one or the other', remedy: `leave ${option} out` })}.`,
  )
}

/** The answer of each combination of the axes, in the order of the experiment. */
export async function capacityOf(request: CapacityRequest, runs: Runs): Promise<CapacityAnswer[]> {
  const answers: CapacityAnswer[] = []
  for (const type of request.types ?? [undefined]) {
    const plans = new Plans({ ...request, ...(type !== undefined && { type }) })
    const guess = type?.guess ?? request.guess
    const atGuess = await plans.at(guess)
    checkGrowth(request, atGuess)
    for (const [index, run] of atGuess.runs.entries()) {
      // An experiment whose tasks fit nowhere was refused; a type of its machines alone may still be too small.
      const unfit = type === undefined ? [] : misfits(run.spec)
      answers.push(
        unfit.length > 0
          ? tooSmall(run, unfit)
          : await answerOf({ ...request, guess }, plans, runs, index, run),
      )
    }
  }
  return answers
}

function tooSmall({ axes, spec }: PlannedRun, misfits: readonly string[]): CapacityAnswer {
  return {
    ...{ axes, misfits, tested: [], anomalies: [], exact: false, replication: replicationOf(spec) },
    ...{ answer: undefined, searched: undefined, seedsToTell: undefined },
    ...{ value: undefined, harder: undefined, easiest: undefined },
  }
}

async function answerOf(
  request: CapacityRequest,
  plans: Plans,
  runs: Runs,
  index: number,
  { axes, spec }: PlannedRun,
): Promise<CapacityAnswer> {
  const { goals, axis, growths, mostGrowth } = request
  const combination = new Combination(request, plans, runs, index)
  const placeOf = (position: number) => ({ value: axis.value(position) })
  let easiestSeen = Number.NEGATIVE_INFINITY
  const setting = {
    goals: goals.length,
    searchSeeds: request.searchSeeds,
    looks: request.looks,
    alpha: request.alpha,
    margin: MARGIN,
  }
  const found = await hardestShown({
    ...setting,
    hardest: axis.hardest,
    easiest: axis.easiest,
    guess: axis.position(request.guess),
    excess: (position, family, seeds) => {
      easiestSeen = Math.max(easiestSeen, position)
      return combination.excess(placeOf(position), family, seeds)
    },
    ...(axis.noun === 'machine' && {
      hasRoom: (position: number) => combination.hasRoom(placeOf(position), request.searchSeeds),
    }),
  })

  const tested: Shown[] = []
  for (const each of [...found.tested].sort((a, b) => a.position - b.position)) {
    const place = placeOf(each.position)
    const means = await combination.means(place, 'test', each.seeds)
    const cost = costOf(await combination.hardware(place))
    const waits = cost === undefined ? {} : { waits: await combination.waits(place, each.seeds) }
    tested.push({ ...each, ...place, means, ...(cost !== undefined && { cost: cost.perHour, ...waits }) })
  }
  const easiest =
    found.answer === undefined ? await easiestOf(request, combination, placeOf(easiestSeen)) : undefined
  const value = found.answer === undefined ? undefined : axis.value(found.answer)
  const asksForGrowth = growths.length > 0 || mostGrowth
  const cost = await costAt(combination, tested, value)
  return {
    ...found,
    axes,
    ...(cost !== undefined && { cost }),
    value,
    tested,
    harder: tested.find(({ position }) => position === found.harder?.position),
    easiest,
    exact: combination.exact,
    replication: replicationOf(spec),
    ...(asksForGrowth &&
      value !== undefined && {
        headroom: await headroomOf(combination, value, growths, mostGrowth, setting),
      }),
  }
}

/** What the answer costs, and the least that it can. */
async function costAt(
  combination: Combination,
  tested: readonly Shown[],
  value: number | undefined,
): Promise<Cost | undefined> {
  const cost = value === undefined ? undefined : costOf(await combination.hardware({ value }))
  if (cost === undefined) return undefined
  const failing = tested.filter(each => each.side === 'above' && each.value < value!).at(-1)
  const least =
    failing === undefined ? undefined : costOf(await combination.hardware({ value: failing.value + 1 }))
  return { ...cost, least: value === 1 ? cost.perHour : least?.perHour }
}

async function easiestOf(
  { goals, axis, searchSeeds }: CapacityRequest,
  combination: Combination,
  place: { readonly value: number },
): Promise<Easiest> {
  const excess = await combination.excess(place, 'search', searchSeeds)
  return {
    ...place,
    means: await combination.means(place, 'search', searchSeeds),
    holds: excess.map(runs => exactMean(runs.map(({ high }) => high)) <= 0),
    why: whyUnreachable(goals, axis, place.value, await combination.results(place, 'search', searchSeeds)),
  }
}
