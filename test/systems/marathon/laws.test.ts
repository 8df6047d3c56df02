import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { HostingSpec } from '../../../systems/generic/spec.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import type { UnreachableStrategy } from '../../../systems/marathon/unreachable.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../systems/mesos/spec.ts'
import { Simulation } from '../../../systems/simulation.ts'
import { workloadOf } from '../../support/watched-run.ts'

const END = 900

/** Seconds, whole cores. */
const runs = fc.record({
  name: fc.constantFrom<('dcos-1.8' | 'marathon-head')[]>('dcos-1.8', 'marathon-head'),
  offerTimeout: fc.constantFrom(0, SECOND / 20, 10 * SECOND),
  messageCost: fc.constantFrom(0, 0, SECOND / 100),
  agentRemovalInterval: fc.constantFrom(0, 30 * SECOND),
  masterFailures: fc.constantFrom<number[][]>([], [20 * SECOND], [15 * SECOND, 40 * SECOND]),
  partition: fc.constantFrom<[number, number][]>([10, 5], [10, 50], [200, 1], [12, 110], [30, 400]),
  /** At head: the first is its default, the others are replaced and expunged late, waited for, or both. */
  unreachable: fc.constantFrom<UnreachableStrategy[]>(
    { inactiveAfter: 0, expungeAfter: 0 },
    { inactiveAfter: 0, expungeAfter: 450 * SECOND },
    { inactiveAfter: 40 * SECOND, expungeAfter: 60 * SECOND },
    'disabled',
  ),
  latency: fc.constantFrom(0, 1000, 30_000),
  hosted: fc.boolean(),
  marathon: fc.record({
    maxInstancesPerOffer: fc.constantFrom(1, 2, 100),
    launchTokens: fc.constantFrom(1, 3, 100),
    matchTime: fc.constantFrom(0, 0, SECOND / 50, SECOND / 2),
    deploymentCost: fc.constantFrom(0, 0, SECOND),
    minimumHealthCapacity: fc.constantFrom(0, 0.5, 1),
    maximumOverCapacity: fc.constantFrom(0, 0.3, 1),
    killSelection: fc.constantFrom<('YOUNGEST_FIRST' | 'OLDEST_FIRST')[]>('YOUNGEST_FIRST', 'OLDEST_FIRST'),
    killGrace: fc.constantFrom(0, 3 * SECOND),
    constraints: fc.constantFrom<string[][][]>([], [['rack', 'GROUP_BY', '2']], [['rack', 'LIKE', 'a|b']]),
    dependencies: fc.constantFrom<Record<string, string[]>[]>({}, { web: ['db'] }),
    failing: fc.constantFrom(0, 0, 0.4),
    scale: fc.constantFrom<{ at: number; to: number }[][]>(
      [],
      [{ at: 35 * SECOND, to: 1 }],
      [
        { at: 15 * SECOND, to: 4 },
        { at: 60 * SECOND, to: 2 },
      ],
      [{ at: 90 * SECOND, to: 1 }],
    ),
    upgrades: fc.constantFrom<{ at: number; failing?: number }[][]>(
      [],
      [{ at: 30 * SECOND }],
      [
        { at: 12 * SECOND, failing: 0.5 },
        { at: 50 * SECOND, failing: 0 },
      ],
      [{ at: 100 * SECOND }],
    ),
  }),
  isChecked: fc.boolean(),
  isResident: fc.constantFrom(false, false, true),
  failures: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 }), fc.nat({ max: 3 })),
    { maxLength: 3 },
  ),
  jobs: fc.array(
    fc.record({
      submit: fc.integer({ min: 0, max: 60 }),
      tasks: fc.integer({ min: 1, max: 3 }),
      meanTimeToFailure: fc.constantFrom(NEVER, NEVER, 400),
      jobClass: fc.nat({ max: 1 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  seed: fc.constantFrom('oak', 'elm', 'ash'),
})

type Run = typeof runs extends fc.Arbitrary<infer R> ? R : never

const check = { grace: 3 * SECOND, interval: 2 * SECOND, timeout: SECOND, maxConsecutiveFailures: 1 }
const hosting: HostingSpec = {
  hostedBy: 'marathon',
  cpuMilli: 500,
  memoryMiB: 10,
  meanTimeToFailure: 100 * SECOND,
  reconciliation: SECOND,
  failoverTimeout: 1000 * SECOND,
}

function simulationOf(run: Run): Simulation {
  const {
    name,
    partition,
    unreachable,
    latency,
    hosted,
    marathon,
    isChecked,
    failures,
    jobs,
    seed,
    ...more
  } = run
  const { isResident, ...options } = more
  const base = systems[name]!
  const root: MesosSpec = {
    ...(base.root as MesosSpec),
    ...options,
    agentPingTimeout: 2 * SECOND,
    maxAgentPingTimeouts: 3,
    agentReregisterTimeout: 15 * SECOND,
    partitions: [{ at: partition[0] * SECOND, lasts: partition[1] * SECOND, machines: [3] }],
  }
  const spec: MarathonSpec & MesosFrameworkSpec = {
    ...(base.frameworks[0] as MarathonSpec),
    ...marathon,
    ...(name === 'marathon-head' && { unreachable }),
    ...(isChecked
      ? { healthCheck: check, readinessCheck: { interval: SECOND }, readyAfter: SECOND / 2 }
      : // Without checks nobody fails them, and a Marathon where somebody should is refused.
        { failing: 0, upgrades: marathon.upgrades.map(({ at }) => ({ at })) }),
    ...(isResident && { role: 'web', volumes: [{ sizeMiB: 100 }], maximumOverCapacity: 0 }),
    takes: hosted ? ['scheduler'] : ['web', 'db'],
  }
  // A second Marathon has the apps, and the first runs it.
  const { dependencies: _, ...alone } = spec
  const frameworks: MarathonSpec[] = hosted
    ? [
        { ...alone, dependencies: {}, scale: [], upgrades: [] },
        { ...spec, name: 'second', takes: ['web', 'db'], hosting },
      ]
    : [spec]
  const machines = new Machines(
    [4000, 4000, 4000, 4000],
    [1024, 1024, 1024, 1024],
    [{ name: 'disk', amounts: [1_000_000, 1_000_000, 1_000_000, 1_000_000] }],
  )
  for (const [machine, rack] of ['a', 'a', 'b', 'b'].entries()) machines.attributes.set(machine, 'rack', rack)
  const simulation = new Simulation(
    {
      system: {
        name,
        root,
        frameworks,
        latency: { scheduler: latency, machine: latency, status: latency },
        quirks: {},
      },
      seed,
      warmup: 0,
      until: END * SECOND,
      slices: 10,
      check: true,
      hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
    },
    machines,
    workloadOf(
      [...jobs].sort((a, b) => a.submit - b.submit).map(job => ({ ...job, run: NEVER })),
      ['web', 'db'],
    ),
  )
  const { cluster } = simulation
  const fails = cluster.engine.on(machine => {
    if (cluster.machines.up[machine] === 1) cluster.machineDown(machine)
  })
  const comesUp = cluster.engine.on(machine => {
    if (cluster.machines.up[machine] === 0) cluster.machineUp(machine)
  })
  for (const [at, lasts, machine] of failures) {
    cluster.engine.at(at * SECOND, fails, machine, 0)
    cluster.engine.at((at + lasts) * SECOND, comesUp, machine, 0)
  }
  return simulation
}

/** One resident instance without delays, which an upgrade that waited for it kills at the moment that it starts. */
const killedAsItStarts: Run = {
  name: 'dcos-1.8',
  offerTimeout: 0,
  messageCost: 0,
  agentRemovalInterval: 0,
  masterFailures: [],
  partition: [10, 5],
  unreachable: { inactiveAfter: 0, expungeAfter: 0 },
  latency: 0,
  hosted: false,
  marathon: {
    maxInstancesPerOffer: 1,
    launchTokens: 1,
    matchTime: 0,
    deploymentCost: 0,
    minimumHealthCapacity: 0,
    maximumOverCapacity: 0,
    killSelection: 'YOUNGEST_FIRST',
    killGrace: 0,
    constraints: [],
    dependencies: {},
    failing: 0,
    scale: [],
    upgrades: [{ at: 12 * SECOND, failing: 0.5 }],
  },
  isChecked: false,
  isResident: true,
  failures: [],
  jobs: [{ submit: 0, tasks: 1, meanTimeToFailure: NEVER, jobClass: 0 }],
  seed: 'oak',
}
/** The same, running from 1 s on and lost with its agent at 2 s: the upgrade launches another when Marathon hears that it is gone. */
const lostBeforeTheUpgrade: Run = {
  ...killedAsItStarts,
  marathon: { ...killedAsItStarts.marathon, launchTokens: 3 },
  failures: [[2, 1, 2]],
}
/** An instance that fails its checks is killed behind the partition of 30 s, and unreachable before Marathon hears that it is gone. */
const killedForItsHealthBehindAPartition: Run = {
  ...killedAsItStarts,
  name: 'marathon-head',
  masterFailures: [20 * SECOND],
  partition: [30, 400],
  marathon: { ...killedAsItStarts.marathon, failing: 0.4, upgrades: [] },
  isChecked: true,
  isResident: false,
  jobs: [
    { submit: 0, tasks: 1, meanTimeToFailure: NEVER, jobClass: 0 },
    { submit: 14, tasks: 2, meanTimeToFailure: NEVER, jobClass: 0 },
  ],
}
/** An upgrade is ordered between two changes of size, while an instance is inactive behind the partition. */
const upgradedBetweenChangesOfSize: Run = {
  ...killedAsItStarts,
  name: 'marathon-head',
  masterFailures: [15 * SECOND, 40 * SECOND],
  partition: [30, 400],
  latency: 30_000,
  marathon: {
    ...killedAsItStarts.marathon,
    scale: [
      { at: 15 * SECOND, to: 4 },
      { at: 60 * SECOND, to: 2 },
    ],
    upgrades: [{ at: 30 * SECOND }],
  },
  isResident: false,
  jobs: [{ submit: 14, tasks: 2, meanTimeToFailure: NEVER, jobClass: 0 }],
  seed: 'ash',
}
/** An instance that fails its checks is being killed when the upgrade comes to its app, behind the app that it depends on. */
const upgradedWhileOneIsKilled: Run = {
  ...killedAsItStarts,
  name: 'marathon-head',
  masterFailures: [15 * SECOND, 40 * SECOND],
  marathon: {
    ...killedAsItStarts.marathon,
    killGrace: 3 * SECOND,
    constraints: [['rack', 'GROUP_BY', '2']],
    dependencies: { web: ['db'] },
    failing: 0.4,
    upgrades: [{ at: 30 * SECOND }],
  },
  isChecked: true,
  isResident: false,
  failures: [
    [22, 32, 1],
    [14, 26, 0],
    [54, 17, 1],
  ],
  jobs: [
    { submit: 6, tasks: 3, meanTimeToFailure: NEVER, jobClass: 1 },
    { submit: 7, tasks: 2, meanTimeToFailure: NEVER, jobClass: 0 },
  ],
}
/** When the upgrade begins the app has no instance but one that was replaced, and is dead behind its partition. */
const upgradedWithoutInstances: Run = {
  ...killedAsItStarts,
  name: 'marathon-head',
  partition: [12, 110],
  marathon: {
    ...killedAsItStarts.marathon,
    constraints: [['rack', 'GROUP_BY', '2']],
    upgrades: [{ at: 100 * SECOND }],
  },
  isResident: false,
  failures: [
    [4, 11, 0],
    [19, 1, 3],
  ],
  seed: 'ash',
}

describe('Marathon in random runs with failures, upgrades and changes of size', () => {
  test('goes through, and in the end has exactly the instances that it is to have', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        // Nothing fails any more for a while before the end, so that all can be well.
        const jobs = run.jobs.map(job => ({ ...job, meanTimeToFailure: NEVER }))
        const calm = {
          ...run,
          jobs,
          hosted: false,
          offerTimeout: run.offerTimeout === SECOND / 20 ? 0 : run.offerTimeout,
        }
        const simulation = simulationOf(calm)
        await drive(simulation)
        const { cluster } = simulation
        for (let job = 0; job < cluster.jobs.rows.used; job++) {
          const { tasks, wanted } = cluster.jobs
          expect([cluster.jobs.count(job, TaskState.Running), tasks[job]]).toEqual([wanted[job], wanted[job]])
        }
      }),
      {
        numRuns: 60,
        seed: 1888,
        examples: [
          [killedAsItStarts],
          [lostBeforeTheUpgrade],
          [killedForItsHealthBehindAPartition],
          [upgradedBetweenChangesOfSize],
          [upgradedWhileOneIsKilled],
          [upgradedWithoutInstances],
        ],
      },
    )
  })

  test('holds together whatever fails, also where one Marathon runs another', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        await drive(simulationOf(run))
      }),
      { numRuns: 60, seed: 1889 },
    )
  })
})
