/**
 * Laws of revocable resources in random runs with failures of machines, of masters and of the network.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drive } from '../../../../bench/drive.ts'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import type { MachineEvent } from '../../../../sim/hardware/machine-events.ts'
import { NONE } from '../../../../sim/world/handles.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { systems } from '../../../../systems/catalogue.ts'
import type { ControllerName, EstimatorName } from '../../../../systems/mesos/oversubscription/spec.ts'
import type { MesosRoot } from '../../../../systems/mesos/root.ts'
import type { MesosSpec } from '../../../../systems/mesos/spec.ts'
import { Simulation } from '../../../../systems/simulation.ts'
import { framework } from '../../../support/small-system.ts'
import { type WrittenJob, workloadOf } from '../../../support/watched-run.ts'

const share = fc.constantFrom(0, 0.25, 0.5, 1)

/** Seconds, whole cores. */
const runs = fc.record({
  era: fc.constantFrom<('1.0' | 'head')[]>('1.0', 'head'),
  resourceEstimator: fc.constantFrom<EstimatorName[]>('fixed', 'threshold', 'slack', 'slack'),
  qosController: fc.constantFrom<ControllerName[]>('none', 'load', 'threshold'),
  loadAverage: fc.constantFrom(0, 0, 20 * SECOND),
  interval: fc.constantFrom(3, 15),
  periods: fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), share, share), { maxLength: 4 }),
  usageInterval: fc.constantFrom(undefined, 7 * SECOND),
  messageCost: fc.constantFrom(0, 0, SECOND / 100),
  masterFailures: fc.constantFrom<number[][]>([], [], [20 * SECOND]),
  partition: fc.constantFrom<[number, number][]>([10, 5], [10, 50], [200, 1]),
  failures: fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 })), {
    maxLength: 2,
  }),
  jobs: fc.array(
    fc.record({
      submit: fc.integer({ min: 0, max: 90 }),
      run: fc.integer({ min: 1, max: 60 }),
      tasks: fc.integer({ min: 1, max: 5 }),
      cores: fc.constantFrom(0.5, 1, 2),
      jobClass: fc.nat({ max: 1 }),
    }),
    { minLength: 3, maxLength: 12 },
  ),
  seed: fc.constantFrom('oak', 'elm', 'ash'),
})
type Run = typeof runs extends fc.Arbitrary<infer R> ? R : never

const retried = {
  onFailure: 'relaunch',
  retries: 0,
  backoff: SECOND / 10,
  cancels: 'nothing',
  weight: 1,
} as const

function simulationOf(run: Run): Simulation {
  const { partition, failures, jobs, seed, periods, usageInterval, interval, ...options } = run
  const { resourceEstimator: estimator, qosController } = options
  let at = 0
  const usage = [
    { at, least: 0.25, most: 0.5 },
    ...periods.map(([after, a, b]) => {
      at += after * SECOND
      return { at, least: Math.min(a, b), most: Math.max(a, b) }
    }),
  ]
  const uses = { usage, ...(usageInterval !== undefined && { usageInterval }) }
  const root: MesosSpec = {
    ...(systems['mesos-1.0']!.root as MesosSpec),
    ...options,
    ...(estimator !== 'slack' && { oversubscribedCpuMilli: 2500 }),
    ...(estimator === 'threshold' && { estimatorLoadThreshold: 0.7 }),
    ...(qosController !== 'none' && { qosLoadThreshold: 0.9 }),
    oversubscribedResourcesInterval: interval * SECOND,
    qosCorrectionInterval: 5 * SECOND,
    agentPingTimeout: 2 * SECOND,
    partitions: [{ at: partition[0] * SECOND, lasts: partition[1] * SECOND, machines: [1] }],
  }
  return new Simulation(
    {
      system: {
        name: 'mesos',
        root,
        frameworks: [
          framework('front', { ...retried, ...uses }),
          framework('back', { ...retried, ...uses, revocable: true }),
        ],
        latency: { scheduler: 1000, machine: 1000, status: 1000 },
        quirks: {},
      },
      seed,
      warmup: 0,
      until: 300 * SECOND,
      slices: 10,
      check: true,
      hardware: {
        meanTimeToFailure: NEVER,
        meanTimeToRepair: NEVER,
        events: failures.flatMap(([from, out]): MachineEvent[] => [
          { at: from * SECOND, machine: 0, event: 'crash' },
          { at: (from + out) * SECOND, machine: 0, event: 'return' },
        ]),
      },
    },
    new Machines([4000, 4000], [4096, 4096]),
    workloadOf([...jobs].sort((a, b) => a.submit - b.submit) as WrittenJob[], ['front', 'back']),
  )
}

/** Cores that tasks of the framework hold on the machine. */
function heldOn({ cluster: { tasks, jobs } }: Simulation, machine: number, owner: number): number {
  let held = 0
  for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task))
    if (jobs.framework[tasks.job[task]!] === owner) held += jobs.cpuMilli[tasks.job[task]!]!
  return held
}

describe('Revocable resources in random runs', () => {
  test('never more of them are launched on than the master was told of', async () => {
    let launches = 0
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        const simulation = simulationOf(run)
        const { cluster } = simulation
        const { engine, machines } = cluster
        const root = cluster.root as MesosRoot
        const { afterEvent } = engine
        const before = new Float64Array(machines.count)
        const over: string[] = []
        engine.afterEvent = () => {
          afterEvent?.()
          for (let machine = 0; machine < machines.count; machine++) {
            const held = heldOn(simulation, machine, 1)
            const grown = held > before[machine]!
            before[machine] = held
            if (!grown) continue
            launches++
            const agents = [...root.leadership.current!.master.allocator.knownAgents]
            const told = agents.find(({ id }) => id === String(machine))!.total.filter(kind => kind.revocable)
            if (held > told.quantities.get('cpus')) over.push(`${held} of ${told.quantities.get('cpus')}`)
          }
        }
        await drive(simulation)
        expect(over).toEqual([])
      }),
      { numRuns: 100 },
    )
    expect(launches).toBeGreaterThan(100)
  })

  test('they are none of the cores of regular tasks: what is free of a machine is what those have left', async () => {
    let launches = 0
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        const simulation = simulationOf(run)
        const { cluster } = simulation
        const { machines } = cluster
        const wrong: string[] = []
        cluster.probes.add({
          taskStarted: task => {
            launches++
            const machine = cluster.tasks.machine[task]!
            const free = machines.freeCpuMilli[machine]!
            const left = 4000 - heldOn(simulation, machine, 0)
            if (machines.up[machine] === 1 && free !== left) wrong.push(`${free} free, ${left} left`)
          },
        })
        await drive(simulation)
        expect(wrong).toEqual([])
      }),
      { numRuns: 40 },
    )
    expect(launches).toBeGreaterThan(100)
  })

  test('what is used is never more than what is held, and is nothing in the end', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        const simulation = simulationOf(run)
        const { rows } = await drive(simulation)
        for (const { scope, numbers } of rows) {
          if (scope === 'scheduler') continue
          const held = numbers['cpu_used_share']! + numbers['cpu_revocable_share']!
          expect(numbers['cpu_busy_share']!).toBeLessThanOrEqual(held + 1e-9)
        }
        for (const { group } of simulation.cluster.recorder.measured())
          if (group.jobsUnfinished === 0) expect(group.busyCpuMilli).toBe(0)
      }),
      { numRuns: 40 },
    )
  })
})
