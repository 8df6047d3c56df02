/**
 * Dominant-resource fairness as its paper works it out (Ghodsi et al., NSDI 2011): one task at a time to the user with the
 * smallest dominant share. Each user is a framework that wants more tasks than there is room for.
 */

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drive } from '../../bench/drive.ts'
import { HOUR, MILLISECOND, NEVER } from '../../sim/engine/time.ts'
import { Machines } from '../../sim/world/machines.ts'
import { Simulation } from '../../systems/simulation.ts'
import { type WrittenJob, workloadOf } from '../support/watched-run.ts'
import { queue, queueWith } from './replications.ts'

interface Demand {
  readonly cpuMilli: number
  readonly memoryMiB: number
}

interface Step {
  readonly gets: string
  /** Dominant share of each user after the step, and used shares of the machine. */
  readonly shares: Readonly<Record<string, number>>
  readonly cpuUsed: number
  readonly memoryUsed: number
}

/** The steps of progressive filling on one machine, users preferred at ties in their order. */
async function fill(total: Demand, demands: Readonly<Record<string, Demand>>): Promise<Step[]> {
  const users = Object.keys(demands)
  // The first decision takes a moment, so that all users stand in line before it is made.
  const think = { default: { perJob: MILLISECOND, perTask: 0 } }
  const system = {
    ...queueWith({ share: 'drf', whenBlocked: 'pass', think }),
    frameworks: users.map(name => ({ ...queue.frameworks[0]!, name, takes: [name] })),
  }
  const jobs: WrittenJob[] = []
  for (const [i, user] of users.entries()) {
    const { cpuMilli, memoryMiB } = demands[user]!
    for (let task = 0; task < 40; task++) {
      jobs.push({ submit: 0, run: NEVER, cores: cpuMilli / 1000, memoryMiB, jobClass: i })
    }
  }
  const spec = {
    system,
    seed: 'oak',
    warmup: 0,
    until: HOUR,
    slices: 1,
    check: true,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
  }
  const machines = new Machines([total.cpuMilli], [total.memoryMiB])
  const simulation = new Simulation(spec, machines, workloadOf(jobs, users))
  const { cluster } = simulation
  const steps: Step[] = []
  cluster.probes.add({
    taskStarted(task) {
      const { usedCpuMilli, usedMemoryMiB } = cluster.frameworks
      const dominant = users.map((user, i) => [
        user,
        Math.max(
          usedCpuMilli[i]! / total.cpuMilli,
          total.memoryMiB > 0 ? usedMemoryMiB[i]! / total.memoryMiB : 0,
        ),
      ])
      steps.push({
        gets: users[cluster.jobs.framework[cluster.tasks.job[task]!]!]!,
        shares: Object.fromEntries(dominant),
        cpuUsed: 1 - machines.freeCpuMilli[0]! / total.cpuMilli,
        memoryUsed: total.memoryMiB > 0 ? 1 - machines.freeMemoryMiB[0]! / total.memoryMiB : 0,
      })
    },
  })
  await drive(simulation)
  return steps
}

const order = (steps: readonly Step[]) => steps.map(({ gets }) => gets).join(' ')

describe('progressive filling', () => {
  it('gives ⟨9 cores, 18 GiB⟩ to A ⟨1, 4⟩ and B ⟨3, 1⟩ as A B A B A: three tasks and two', async () => {
    const demands = { A: { cpuMilli: 1000, memoryMiB: 4096 }, B: { cpuMilli: 3000, memoryMiB: 1024 } }
    const steps = await fill({ cpuMilli: 9000, memoryMiB: 18 * 1024 }, demands)
    // Dominant shares: A 4/18 a task (memory), B 3/9 a task (cores).
    expect(order(steps)).toBe('A B A B A')
    expect(steps.at(-1)!.shares['A']).toBeCloseTo(2 / 3, 12)
    expect(steps.at(-1)!.shares['B']).toBeCloseTo(2 / 3, 12)
  })
})

const CASES = '../shared/conformance/dcos/drf-paper.json'

interface PaperCase {
  readonly id: string
  readonly name: string
  readonly input: {
    readonly policy?: string
    readonly total: Readonly<Record<string, number>>
    readonly demandPerTask: Readonly<Record<string, Readonly<Record<string, number>>>>
    readonly tieBreak?: readonly string[]
  }
  readonly expected: {
    readonly order?: readonly string[]
    readonly tasks?: Readonly<Record<string, number>>
    readonly steps?: readonly {
      readonly gets: string
      readonly dominantShares: Readonly<Record<string, string>>
      readonly cpuUsed: string
      readonly memUsed: string
    }[]
  }
}

/** Two resources of the paper are cores and memory here: the first of a case, and the second if it has one. */
function demandOf(amounts: Readonly<Record<string, number>>): Demand {
  const [first, second = 0] = Object.values(amounts)
  return { cpuMilli: 1000 * first!, memoryMiB: 1024 * second }
}

/** '2/9' to a number. */
function fraction(text: string): number {
  const [above, below = '1'] = text.split('/')
  return Number(above) / Number(below)
}

const cases: PaperCase[] = existsSync(CASES) ? JSON.parse(readFileSync(CASES, 'utf8')).cases : []
/** CEEI and asset fairness are what the paper argues against; Switchyard has neither. */
const drfCases = cases.filter(({ input }) => input.policy === undefined)

describe.skipIf(!existsSync(CASES))('the paper’s examples (conformance/dcos/drf-paper.json)', () => {
  it('are DRF but for CEEI and asset fairness', () => {
    const others = cases.filter(each => !drfCases.includes(each)).map(({ input }) => input.policy)
    expect(new Set(others)).toEqual(new Set(['ceei', 'asset-fairness']))
  })

  it.each(drfCases)('$id: $name', async ({ input, expected }) => {
    const users = input.tieBreak ?? Object.keys(input.demandPerTask)
    const demands = Object.fromEntries(users.map(user => [user, demandOf(input.demandPerTask[user]!)]))
    const steps = await fill(demandOf(input.total), demands)
    if (expected.order !== undefined) expect(order(steps)).toBe(expected.order.join(' '))
    if (expected.tasks !== undefined) {
      const got = Object.fromEntries(
        users.map(user => [user, steps.filter(({ gets }) => gets === user).length]),
      )
      expect(got).toEqual(expected.tasks)
    }
    for (const [i, step] of (expected.steps ?? []).entries()) {
      for (const user of users)
        expect(steps[i]!.shares[user]).toBeCloseTo(fraction(step.dominantShares[user]!), 12)
      expect(steps[i]!.cpuUsed).toBeCloseTo(fraction(step.cpuUsed), 12)
      expect(steps[i]!.memoryUsed).toBeCloseTo(fraction(step.memUsed), 12)
    }
  })
})
