/**
 * Machines as the setting of a capacity answer: which group of them, from how few to how many.
 */
import { ExperimentError, sentence } from '../../bench/experiment/faults.ts'
import { MOST_MACHINES } from '../../bench/experiment/limits.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { Plan } from '../../bench/plan.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { type Axis, counted } from './axis.ts'
import { type MachineType, typesOf } from './machine-types.ts'
import { Plans } from './plans.ts'

/** Machines are looked for up to so many times what the experiment has, unless `to` says more. */
const MOST_TIMES = 32

export interface MachineRange {
  readonly file: string
  readonly overrides: Overrides
  readonly from?: number
  readonly to?: number
  readonly step?: number
}

/** @throws SwitchyardError where the range is none, or the experiment has no such machines */
export async function machinesAxis(
  key: string,
  { file, overrides, from = 1, to }: MachineRange,
): Promise<{ axis: Axis; guess: number; floor?: string; types?: readonly MachineType[] }> {
  const plan = await readExperiment(file, { ...overrides, seeds: 1, alone: true })
  const groups = plan.runs[0]!.spec.hardware.machines
  const group = /^machines\.(\d+)/.exec(key)?.[1]
  const types = group === undefined ? typesOf(plan) : []
  if (types.length > 0) {
    const guess = Math.max(...types.map(type => type.guess))
    checkSteadyJobs(plan, file, guess)
    return {
      axis: counted('machines', 'machine', from, Math.max(to ?? guess * MOST_TIMES, from)),
      guess,
      types,
    }
  }
  if (group === undefined && groups.length > 1) {
    const found = `${groups.length} groups of machines`
    const remedy = `say which is to vary: --along machines.0.count to machines.${groups.length - 1}.count, or give every group a price, and each is planned alone and all as they are mixed`
    throw new SwitchyardError(`${file}: machines: ${sentence({ found, expected: 'one', remedy })}.`)
  }
  const guess = groups[Number(group ?? 0)]!.count
  const most = to ?? guess * MOST_TIMES
  if (from > most)
    throw new SwitchyardError(
      `--from ${from}: expected at most ${most}, ${MOST_TIMES} times what the experiment has; or say where the range ends, with --to.`,
    )
  checkSteadyJobs(plan, file, guess)
  const { hardest, floor } = await roomiest(new Plans({ file, overrides, axis: { key } }), from, guess)
  return { axis: counted(key, 'machine', hardest, most), guess, ...(floor !== undefined && { floor }) }
}

/** The fewest machines on which the experiment can be run at all, and what is wrong with one less: a job that has no room. */
async function roomiest(
  plans: Plans,
  from: number,
  guess: number,
): Promise<{ hardest: number; floor?: string }> {
  const faultAt = async (value: number): Promise<string | undefined> => {
    try {
      await plans.at(value)
      return undefined
    } catch (error) {
      if (error instanceof ExperimentError) return error.message
      throw error
    }
  }
  let floor = from < guess ? await faultAt(from) : undefined
  if (floor === undefined) return { hardest: from }
  let [fails, runs] = [from, guess]
  while (runs - fails > 1) {
    const middle = Math.floor((fails + runs) / 2)
    const fault = await faultAt(middle)
    if (fault === undefined) runs = middle
    else [fails, floor] = [middle, fault]
  }
  return { hardest: runs, floor }
}

/** What is wrong with a range: machines are tried one by one, and there are no halves of them. */
export function countFaults({ from = 1, to, step }: Pick<MachineRange, 'from' | 'to' | 'step'>): string[] {
  const faults = Object.entries({ from, to }).flatMap(([option, value]) =>
    value === undefined || (Number.isSafeInteger(value) && value >= 1 && value <= MOST_MACHINES)
      ? []
      : [`--${option} ${value}: expected a whole number of machines from 1 to ${MOST_MACHINES}.`],
  )
  if (to !== undefined && from > to) faults.push(`--from ${from}: expected at most --to ${to}.`)
  if (step !== undefined && step !== 1)
    faults.push(`--step ${step}: machines are counted one by one, expected 1; leave it out.`)
  return faults
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
