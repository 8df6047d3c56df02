import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { MachineEvent } from '../../../sim/hardware/machine-events.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { BatchSpec } from '../../../systems/generic/spec.ts'
import type { MesosRoot } from '../../../systems/mesos/root.ts'
import type { InverseAnswer, MesosSpec } from '../../../systems/mesos/spec.ts'
import { Simulation } from '../../../systems/simulation.ts'
import { framework } from '../../support/small-system.ts'
import { type WrittenJob, workloadOf } from '../../support/watched-run.ts'

/** Seconds, whole cores. */
const runs = fc.record({
  era: fc.constantFrom<('1.0' | 'head')[]>('1.0', 'head'),
  suppress: fc.boolean(),
  revive: fc.boolean(),
  offerTimeout: fc.constantFrom(0, 0, SECOND / 20, 10 * SECOND),
  messageCost: fc.constantFrom(0, 0, SECOND / 100),
  agentRemovalInterval: fc.constantFrom(0, 30 * SECOND),
  masterFailures: fc.constantFrom<number[][]>([], [20 * SECOND], [15 * SECOND, 40 * SECOND]),
  partition: fc.constantFrom<[number, number][]>([10, 5], [10, 50], [200, 1]),
  /** When a window is posted, begins and is over, of machine 1. */
  window: fc.constantFrom<number[][]>([], [5, 25, 20], [30, 31, 60]),
  answers: fc.constantFrom<(InverseAnswer | undefined)[]>(undefined, 'accept', 'decline'),
  /** How long the other framework waits for unreachable tasks, at head. */
  waits: fc.constantFrom<(number | undefined)[]>(undefined, 5 * SECOND, 30 * SECOND),
  /** Does the framework in front keep offers that it cannot use? */
  keeps: fc.constantFrom(false, false, true),
  /** Of the framework in front, at head. */
  roles: fc.constantFrom<(readonly string[] | undefined)[]>(
    undefined,
    ['front', 'more'],
    ['front/a', 'front'],
  ),
  guaranteed: fc.constantFrom(0, 0, 3),
  reserved: fc.constantFrom(0, 0, 1),
  scheduler: fc.constantFrom(0, 1000, 30_000),
  /** When machines fail, and for how long. */
  failures: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 }), fc.nat({ max: 3 })),
    { maxLength: 3 },
  ),
  jobs: fc.array(
    fc.record({
      submit: fc.integer({ min: 0, max: 60 }),
      run: fc.integer({ min: 1, max: 30 }),
      tasks: fc.integer({ min: 1, max: 4 }),
      cores: fc.constantFrom(0.5, 1, 2),
      memoryMiB: fc.constantFrom(0, 100, 400),
      jobClass: fc.nat({ max: 1 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  seed: fc.constantFrom('oak', 'elm', 'ash'),
})

type Run = typeof runs extends fc.Arbitrary<infer R> ? R : never

const retried: Pick<BatchSpec, 'onFailure' | 'retries' | 'backoff' | 'cancels' | 'weight'> = {
  onFailure: 'relaunch',
  retries: 0,
  backoff: SECOND / 10,
  cancels: 'nothing',
  weight: 1,
}

function simulationOf(run: Run): Simulation {
  const { partition, guaranteed, reserved, scheduler, failures, jobs, seed, ...more } = run
  const { window, answers, roles, keeps, waits, ...options } = more
  const [posted, start, lasts] = window.map(each => each * SECOND)
  const root: MesosSpec = {
    ...(systems['mesos-1.0']!.root as MesosSpec),
    ...options,
    agentPingTimeout: 2 * SECOND,
    agentReregisterTimeout: 15 * SECOND,
    masterMeanTimeToFailure: NEVER,
    partitions: [{ at: partition[0] * SECOND, lasts: partition[1] * SECOND, machines: [3] }],
    maintenance: start === undefined ? [] : [{ posted: posted!, start, lasts: lasts!, machines: [1] }],
    guarantees: guaranteed > 0 ? { front: { cpuMilli: 1000 * guaranteed } } : {},
    reservations: reserved > 0 ? [{ role: 'front', cpuMilli: 1000 * reserved, memoryMiB: 100 }] : [],
  }
  const simulation = new Simulation(
    {
      system: {
        name: 'mesos',
        root,
        frameworks: [
          framework('front', {
            kind: 'services',
            ...retried,
            ...(roles !== undefined && run.era === 'head'
              ? { roles }
              : { role: 'front', keepsOffers: keeps }),
          }),
          framework('back', {
            ...retried,
            ...(answers !== undefined && { inverseOffers: answers }),
            ...(waits !== undefined && run.era === 'head' && { waitForUnreachable: waits }),
          }),
        ],
        latency: { scheduler, machine: 1000, status: 1000 },
        quirks: {},
      },
      seed,
      warmup: 0,
      until: 250 * SECOND,
      slices: 10,
      check: true,
      hardware: {
        meanTimeToFailure: NEVER,
        meanTimeToRepair: NEVER,
        events: failures.flatMap(([at, out, machine]): MachineEvent[] => [
          { at: at * SECOND, machine, event: 'crash' },
          { at: (at + out) * SECOND, machine, event: 'return' },
        ]),
      },
    },
    new Machines([4000, 4000, 4000, 4000], [1024, 1024, 1024, 1024]),
    workloadOf([...jobs].sort((a, b) => a.submit - b.submit) as WrittenJob[], ['front', 'back']),
  )
  return simulation
}

const rootOf = ({ cluster }: Simulation) => cluster.root as MesosRoot

describe('Mesos in random runs with failures', () => {
  test('what the allocator holds is what runs, what is on its way back, and what is offered', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        const simulation = simulationOf(run)
        const { cluster } = simulation
        const { engine, tasks, jobs } = cluster
        const root = rootOf(simulation)
        const { afterEvent } = engine
        const wrong: string[] = []
        let audits = 0
        engine.afterEvent = () => {
          afterEvent?.()
          const leader = root.leadership.current
          if (leader === null || engine.events % 41 !== 0) return
          audits++
          const offered = new Map<string, number>()
          for (const { agent, resources } of leader.master.offers.all())
            offered.set(agent, (offered.get(agent) ?? 0) + resources.quantities.get('cpus'))
          // Tasks that are over and that the master has not heard of are held, too.
          const over = new Map<string, number>()
          for (let task = 0; task < tasks.rows.used; task++) {
            if (tasks.state[task] !== TaskState.Ended) continue
            const agent = String(tasks.machine[task]!)
            over.set(agent, (over.get(agent) ?? 0) + jobs.cpuMilli[tasks.job[task]!]!)
          }
          for (const agent of leader.master.allocator.knownAgents) {
            const machine = Number(agent.id)
            let alive = offered.get(agent.id) ?? 0
            for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task))
              alive += jobs.cpuMilli[tasks.job[task]!]!
            const held = agent.held.quantities.get('cpus')
            const all = agent.total.quantities.get('cpus')
            if (held < alive || held > alive + (over.get(agent.id) ?? 0) || held > all)
              wrong.push(
                `${engine.now}: agent ${agent.id} holds ${held} of ${all}, and ${alive} run or are offered`,
              )
          }
        }
        await drive(simulation)
        expect(wrong).toEqual([])
        expect(audits).toBeGreaterThan(0)
      }),
      { numRuns: 12, seed: 1887 },
    )
  })

  test('every end is heard of and every job is over, and nothing is held at the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        // Nobody is to wait for what a guarantee keeps, or think for longer than offers last.
        runs.filter(({ guaranteed, offerTimeout }) => guaranteed === 0 && offerTimeout !== SECOND / 20),
        async run => {
          const simulation = simulationOf(run)
          const { cluster } = simulation
          const result = await drive(simulation)
          expect(result.rows[0]!.numbers['jobs_unfinished']).toBe(0)
          expect(cluster.tasks.rows.live).toBe(0)
          const { updates, agents } = rootOf(simulation)
          expect(agents.updatesKept).toBe(0)
          expect(updates.acknowledged).toBeGreaterThan(0)
        },
      ),
      { numRuns: 15, seed: 1887 },
    )
  })
})
