/**
 * From the words of the command line to a request: goals, the setting and its range, or every fault of them.
 */
import { sentence } from '../../bench/experiment/faults.ts'
import { type Goal, readGoal } from '../../bench/experiment/goals.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { Plan } from '../../bench/plan.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Runs } from '../runs.ts'
import { type Axis, counted, stepped } from './axis.ts'
import type { CapacityRequest } from './capacity.ts'
import { directionOf } from './direction.ts'

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
}

/** Fewer seeds make Hall's test say too much (planning page: 20 or more). */
export const FEWEST_SEEDS = 20
const SEARCH_SEEDS = 5
/** Machines are looked for up to so many times what the experiment has, unless `to` says more. */
const MOST_TIMES = 32

/** @throws SwitchyardError with every fault, one a line. */
export async function capacityRequest(wanted: Wanted, runs: Runs): Promise<CapacityRequest> {
  const faults: string[] = []
  const goals = goalsOf(wanted.goals, faults)
  if (wanted.seeds < FEWEST_SEEDS)
    faults.push(
      `--seeds ${wanted.seeds}: ${sentence({ found: `${wanted.seeds} seeds`, expected: `at least ${FEWEST_SEEDS}`, remedy: 'with fewer the test claims more than it knows' })}.`,
    )
  if (wanted.upTo !== undefined && wanted.upTo < wanted.seeds)
    faults.push(
      `--up-to ${wanted.upTo}: found fewer than the ${wanted.seeds} seeds of the first look, expected more.`,
    )
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  const shared = {
    file: wanted.file,
    overrides: wanted.overrides,
    goals,
    alpha: 1 - wanted.confidence,
    looks: looksOf(wanted.seeds, wanted.upTo),
    searchSeeds: SEARCH_SEEDS,
  }
  const { along = 'machines.count' } = wanted
  if (/^machines(\.\d+)?\.count$/.test(along)) {
    const { axis, guess } = await machinesAxis(along, wanted)
    return { ...shared, axis, guess }
  }
  const { axis, guess } = await otherAxis(along, wanted, goals, runs)
  return { ...shared, axis, guess }
}

function goalsOf(texts: readonly string[], faults: string[]): Goal[] {
  if (texts.length === 0)
    faults.push('plan: found no goal, expected one or more, such as --goal "p95 wait <= 60 s".')
  return texts.flatMap(text => {
    const goal = readGoal(text)
    if ('kind' in goal) return [goal]
    const { found, expected, remedy } = goal
    const told = `--goal ${found}: expected ${expected}${remedy === undefined ? '' : `; ${remedy}`}`
    faults.push(told.endsWith('?') ? told : `${told}.`)
    return []
  })
}

/** The numbers of seeds after which a goal is looked at: doubled up to the most. */
function looksOf(seeds: number, upTo = seeds): number[] {
  const looks = [seeds]
  while (looks.at(-1)! < upTo) looks.push(Math.min(looks.at(-1)! * 2, upTo))
  return looks
}

async function machinesAxis(
  key: string,
  { file, overrides, from = 1, to, step }: Wanted,
): Promise<{ axis: Axis; guess: number }> {
  checkCounts({ from, to, step })
  const plan = await readExperiment(file, { ...overrides, seeds: 1, alone: true })
  const groups = plan.runs[0]!.spec.hardware.machines
  const group = /^machines\.(\d+)/.exec(key)?.[1]
  if (group === undefined && groups.length > 1) {
    const found = `${groups.length} groups of machines`
    const remedy = `say which is to vary: --along machines.0.count to machines.${groups.length - 1}.count`
    throw new SwitchyardError(`${file}: machines: ${sentence({ found, expected: 'one', remedy })}.`)
  }
  const guess = groups[Number(group ?? 0)]!.count
  const most = to ?? guess * MOST_TIMES
  if (from > most) {
    const expected =
      to === undefined ? `at most ${most}, ${MOST_TIMES} times what the experiment has` : `at most --to ${to}`
    throw new SwitchyardError(
      `--from ${from}: expected ${expected}${to === undefined ? '; or say where the range ends, with --to' : ''}.`,
    )
  }
  const axis = counted(key, 'machine', from, most)
  checkSteadyJobs(plan, file, guess)
  return { axis, guess }
}

/** Machines are tried one by one, and there are no halves of them. */
function checkCounts({
  from,
  to,
  step,
}: {
  from: number
  to?: number | undefined
  step?: number | undefined
}) {
  const faults = Object.entries({ from, to }).flatMap(([option, value]) =>
    value === undefined || (Number.isSafeInteger(value) && value >= 1)
      ? []
      : [`--${option} ${value}: expected a whole number of machines, 1 or more.`],
  )
  if (step !== undefined && step !== 1)
    faults.push(`--step ${step}: machines are counted one by one, expected 1; leave it out.`)
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
}

/** Jobs that follow the machines would never be too many for them. */
function checkSteadyJobs({ runs }: Plan, file: string, guess: number): void {
  const follows = runs.some(({ spec: { workload } }) => {
    return workload.kind === 'mix' && workload.load !== undefined && workload.loadOfCpuMilli === undefined
  })
  if (!follows) return
  const found = 'a load that is a share of the machines that vary'
  const remedy = `say of which it is: load: { is: 80%, of: ${guess} machines }`
  throw new SwitchyardError(
    `${file}: load: ${sentence({ found, expected: 'jobs that stay the same', remedy })}.`,
  )
}

async function otherAxis(
  key: string,
  wanted: Wanted,
  goals: readonly Goal[],
  runs: Runs,
): Promise<{ axis: Axis; guess: number }> {
  const { from, to, step } = key === 'load' ? { from: 0.05, to: 1, step: 0.01, ...defined(wanted) } : wanted
  if (from === undefined || to === undefined || step === undefined || !(from < to) || !(step > 0)) {
    const expected = '--from, --to and --step, such as --from 10 --to 100 --step 5'
    throw new SwitchyardError(`--along ${key}: found no range, expected ${expected}.`)
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
