/**
 * From the words of the command line to a request: goals, the setting and its range, or every fault of them.
 */
import { sentence } from '../../bench/experiment/faults.ts'
import type { Goal } from '../../bench/experiment/goals.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Runs } from '../runs.ts'
import { type Axis, stepped } from './axis.ts'
import type { CapacityRequest } from './capacity.ts'
import { directionOf } from './direction.ts'
import { isShare } from './goal-excess.ts'
import { goalsOf } from './goals-of.ts'
import { FEWEST_VALUES } from './halls-t.ts'
import { machinesAxis } from './machines-axis.ts'
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
  const faults: string[] = []
  if (asked.goals.length === 0)
    faults.push('plan: found no goal, expected one or more, such as --goal "p95 wait <= 60 s".')
  const goals = goalsOf(asked.goals, faults)
  const { indifference = 0, growths = [], mostGrowth = false } = asked
  if (indifference > 0 && goals.length > 0 && !goals.some(isShare))
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
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  const wanted = {
    ...asked,
    overrides: await withResampling(asked.file, asked.overrides, asked.resample),
  }
  const shared = {
    file: wanted.file,
    overrides: wanted.overrides,
    goals,
    alpha: 1 - wanted.confidence,
    looks: looksOf(wanted.seeds, wanted.upTo),
    searchSeeds: SEARCH_SEEDS,
    indifference,
    growths,
    mostGrowth,
  }
  const { along = 'machines.count' } = wanted
  if (/^machines(\.\d+)?\.count$/.test(along)) {
    return { ...shared, ...(await machinesAxis(along, wanted)) }
  }
  return { ...shared, ...(await otherAxis(along, wanted, goals, runs)) }
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
  const { from, to, step } = key === 'load' ? { from: 0.05, to: 1, step: 0.01, ...defined(wanted) } : wanted
  if (from === undefined || to === undefined || step === undefined || !(from < to) || !(step > 0)) {
    throw new SwitchyardError(
      from === undefined || to === undefined || step === undefined
        ? `--along ${key}: found no range, expected --from, --to and --step, such as --from 10 --to 100 --step 5.`
        : step > 0
          ? `--from ${from}: expected less than --to ${to}.`
          : `--step ${step}: expected a number above 0.`,
    )
  }
  const rising = stepped(key, from, to, step, 'high')
  const easier = await directionOf(rising, wanted, goals, runs)
  const axis = stepped(key, from, to, step, easier)
  return { axis, guess: axis.value(Math.round((axis.hardest + axis.easiest) / 2)) }
}

function defined({ from, to, step }: Wanted): { from?: number; to?: number; step?: number } {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(step === undefined ? {} : { step }),
  }
}
