/**
 * From the words of the command line to a request: goals, the setting and its range, or every fault of them.
 */
import { sentence } from '../../bench/experiment/faults.ts'
import type { Goal } from '../../bench/experiment/goals.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { gathered } from '../gathered.ts'
import type { Runs } from '../runs.ts'
import { type Axis, stepped } from './axis.ts'
import type { CapacityRequest } from './capacity.ts'
import { directionOf } from './direction.ts'
import { isShare } from './goal-excess.ts'
import { goalsOf } from './goals-of.ts'
import { FEWEST_VALUES } from './halls-t.ts'
import { countFaults, machinesAxis } from './machines-axis.ts'
import { Plans } from './plans.ts'
import { type Resample, withResampling } from './replication.ts'

export interface Wanted {
  readonly file: string
  readonly overrides: Overrides
  readonly goals: readonly string[]
  /** A setting by dotted key; absent: the machines. */
  readonly along?: string
  readonly from?: number
  readonly to?: number
  readonly step?: number
  /** Such as 0.95. */
  readonly confidence: number
  readonly seeds: number
  /** Seeds may be doubled up to so many. */
  readonly upTo?: number
  /** Per cent of jobs that may be late beyond what a goal allows, as a share. */
  readonly indifference?: number
  readonly growths?: readonly number[]
  readonly mostGrowth?: boolean
  readonly resample?: Resample
}

const SEARCH_SEEDS = 5

/** @throws SwitchyardError with every fault, one a line. */
export async function capacityRequest(asked: Wanted, runs: Runs): Promise<CapacityRequest> {
  const { goals, overrides } = await checkedWords(asked)
  const wanted = { ...asked, overrides }
  const { indifference = 0, growths = [], mostGrowth = false } = asked
  const shared = {
    file: wanted.file,
    overrides,
    goals,
    alpha: 1 - wanted.confidence,
    looks: looksOf(wanted.seeds, wanted.upTo),
    searchSeeds: SEARCH_SEEDS,
    indifference,
    growths,
    mostGrowth,
  }
  const { along = MACHINES } = wanted
  if (countsMachines(along)) return { ...shared, ...(await machinesAxis(along, wanted)) }
  return { ...shared, ...(await otherAxis(along, wanted, goals, runs)) }
}

/**
 * The goals, and the experiment with what a seed draws anew of its log. Nothing runs yet. Goals undefined: others are told of them.
 *
 * @param isRefused something else is wrong already, so that nothing will run, and what the first run would tell is told here
 *
 * @throws SwitchyardError with every fault of the words and of the experiment, one a line.
 */
export async function checkedWords(
  asked: Omit<Wanted, 'goals'> & { readonly goals: readonly string[] | undefined },
  isRefused = false,
): Promise<{ goals: Goal[]; overrides: Overrides }> {
  const faults: string[] = []
  const goals = goalsOf(asked.goals ?? [], faults)
  if (asked.goals?.length === 0)
    faults.push('plan: found no goal, expected one or more, such as --goal "p95 wait <= 60 s".')
  if ((asked.indifference ?? 0) > 0 && goals.length > 0 && !goals.some(isShare))
    faults.push(
      '--indifference: found no goal about a share, expected a percentile or a number such as availability; write another limit instead.',
    )
  if (asked.seeds < FEWEST_VALUES)
    faults.push(
      `--seeds ${asked.seeds}: ${sentence({ found: `${asked.seeds} seeds`, expected: `at least ${FEWEST_VALUES}`, remedy: 'with fewer the test claims more than it knows' })}.`,
    )
  if (asked.upTo !== undefined && asked.upTo < asked.seeds)
    faults.push(
      `--up-to ${asked.upTo}: found fewer than the ${asked.seeds} seeds of the first look, expected more.`,
    )
  const { along: key = MACHINES } = asked
  const ofRange = countsMachines(key) ? countFaults(asked) : rangeFaults(key, rangeOf(key, asked))
  faults.push(...ofRange)
  const resampled = () => withResampling(asked.file, asked.overrides, asked.resample)
  const overrides = (await gathered(faults, resampled)) ?? asked.overrides
  const { from } = rangeOf(key, asked)
  if ((isRefused || faults.length > 0) && ofRange.length === 0 && from !== undefined && !countsMachines(key))
    await gathered(faults, () => new Plans({ file: asked.file, overrides, axis: { key } }).at(from))
  if (faults.length > 0) throw new SwitchyardError([...new Set(faults.join('\n').split('\n'))].join('\n'))
  return { goals, overrides }
}

const MACHINES = 'machines.count'

function countsMachines(key: string): boolean {
  return /^machines(\.\d+)?\.count$/.test(key)
}

/** The numbers of seeds after which a goal is looked at: doubled up to the most. */
function looksOf(seeds: number, upTo = seeds): number[] {
  const looks = [seeds]
  while (looks.at(-1)! < upTo) looks.push(Math.min(looks.at(-1)! * 2, upTo))
  return looks
}

async function otherAxis(
  key: string,
  wanted: Wanted,
  goals: readonly Goal[],
  runs: Runs,
): Promise<{ axis: Axis; guess: number }> {
  const { from, to, step } = rangeOf(key, wanted) as Required<Range>
  const rising = stepped(key, from, to, step, 'high')
  const easier = await directionOf(rising, wanted, goals, runs)
  const axis = stepped(key, from, to, step, easier)
  return { axis, guess: axis.value(Math.round((axis.hardest + axis.easiest) / 2)) }
}

interface Range {
  readonly from?: number
  readonly to?: number
  readonly step?: number
}

/** Where the setting may stand: a load has a range of its own. */
function rangeOf(key: string, { from, to, step }: Range): Range {
  return {
    ...(key === 'load' ? { from: 0.05, to: 1, step: 0.01 } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(step === undefined ? {} : { step }),
  }
}

function rangeFaults(key: string, { from, to, step }: Range): string[] {
  const faults: string[] = []
  if (from === undefined || to === undefined || step === undefined)
    faults.push(
      `--along ${key}: found no range, expected --from, --to and --step, such as --from 10 --to 100 --step 5.`,
    )
  if (from !== undefined && to !== undefined && !(from < to))
    faults.push(`--from ${from}: expected less than --to ${to}.`)
  if (step !== undefined && !(step > 0)) faults.push(`--step ${step}: expected a number above 0.`)
  return faults
}
