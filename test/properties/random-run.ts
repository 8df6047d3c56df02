/**
 * Small random experiments: any system of the house on a handful of machines, with a handful of jobs that all fit.
 */

import fc from 'fast-check'
import { drive } from '../../bench/drive.ts'
import type { Workload } from '../../sim/contracts.ts'
import { MILLISECOND, NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import type { MachineEvent } from '../../sim/hardware/machine-events.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import { Machines } from '../../sim/world/machines.ts'
import { rootKinds } from '../../systems/catalogue.ts'
import type { PolicyMakers } from '../../systems/generic/named-policies.ts'
import type { FrameworkSpec, OffersSpec, RootSpec, SystemSpec } from '../../systems/generic/spec.ts'
import { Simulation, type SimulationSpec, type StepSpec } from '../../systems/simulation.ts'
import { controllers } from './random-controllers.ts'
import { frameworks, latency } from './random-system.ts'

/** Times in milliseconds, amounts as the tables hold them. */
export interface RandomJob {
  readonly submit: number
  readonly run: number
  readonly estimateFactor: number
  readonly tasks: number
  readonly cpuMilli: number
  readonly memoryMiB: number
  readonly jobClass: number
  readonly gang: boolean
  readonly priority: number
  readonly meanTimeToFailure: number
  /** So many launches fail after a tenth of a second in any case. */
  readonly failingLaunches: number
}

/** A chain or diamond of stages, each with the numbers of its parents. */
export interface RandomPipeline {
  readonly submit: number
  readonly stages: readonly { readonly job: RandomJob; readonly parents: readonly number[] }[]
}

export interface RandomRun {
  readonly seed: string
  readonly machines: readonly { readonly cpuMilli: number; readonly memoryMiB: number }[]
  readonly machinesFail: boolean
  /** Start-up steps of every machine. */
  readonly startUp: readonly StepSpec[]
  /** How late crashes are noticed and tasks given up, in milliseconds. */
  readonly noticed: readonly [detection: number, eviction: number]
  /** What is done to machines besides, in milliseconds; machines by number, modulo their count. */
  readonly events: readonly { at: number; machine: number; event: MachineEvent['event'] }[]
  readonly system: SystemSpec
  readonly jobs: readonly RandomJob[]
  readonly pipelines: readonly RandomPipeline[]
}

export const CLASSES = ['batch', 'short', 'pipeline'] as const

/** A machine is closed or crashes, and returns within 2 s. */
const machineEvents: fc.Arbitrary<RandomRun['events']> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 6000 }),
      lasts: fc.integer({ min: 0, max: 2000 }),
      machine: fc.nat({ max: 3 }),
      event: fc.constantFrom<MachineEvent['event'][]>('cordon', 'drain', 'crash'),
    }),
    { maxLength: 3 },
  )
  .map(each =>
    each.flatMap(({ at, lasts, machine, event }) => [
      { at, machine, event },
      { at: at + lasts, machine, event: 'return' as const },
    ]),
  )

/** What a machine may have to do before a task runs. */
const steps: readonly StepSpec[] = [
  { name: 'image', takes: { kind: 'exponential', mean: 150 * MILLISECOND } },
  { name: 'network', takes: { kind: 'constant', value: 20 * MILLISECOND } },
]

const milliseconds = (min: number, max: number) => fc.integer({ min, max })

/** Every task fits the smallest machine, 2 cores and 256 MiB, also beside two hosted schedulers. */
const job: fc.Arbitrary<RandomJob> = fc.record({
  submit: milliseconds(0, 5000),
  run: milliseconds(0, 3000),
  estimateFactor: fc.constantFrom(1, 1, 0.5, 3),
  tasks: fc.integer({ min: 1, max: 4 }),
  cpuMilli: fc.constantFrom(0, 500, 1000, 1000, 2000),
  memoryMiB: fc.constantFrom(0, 0, 100, 256),
  jobClass: fc.constantFrom(0, 0, 1),
  gang: fc.boolean(),
  priority: fc.integer({ min: 0, max: 2 }),
  meanTimeToFailure: fc.constantFrom(NEVER, NEVER, 5000, 10_000),
  failingLaunches: fc.constantFrom(0, 0, 0, 1, 3),
})

const pipeline: fc.Arbitrary<RandomPipeline> = fc
  .array(fc.tuple(job, fc.array(fc.nat({ max: 3 }), { maxLength: 2 })), {
    minLength: 1,
    maxLength: 4,
  })
  .chain(stages =>
    milliseconds(0, 5000).map(submit => ({
      submit,
      stages: stages.map(([each, back], i) => ({
        job: { ...each, submit, jobClass: 2 },
        parents: [...new Set(back.map(b => i - 1 - b).filter(p => p >= 0))].sort(),
      })),
    })),
  )

const isOffers = (root: RootSpec): root is OffersSpec => root.kind === 'offers'

/** What a root can start together, so that no gang waits for what will never be. */
function withoutHopelessGangs(run: RandomRun): RandomRun {
  const { root } = run.system
  const [rule] = root.rules
  const perMachine = rule !== undefined && 'count' in rule ? rule.count : Number.POSITIVE_INFINITY
  const avoided =
    rule !== undefined && 'fraction' in rule ? Math.floor(run.machines.length * rule.fraction) : 0
  const { startsGangs } = rootKinds[root.kind]!
  // Frameworks that are offered a machine each time starve each other's gangs, unless offers are held together or taken back. One
  // framework alone that has gangs gets its machines together, once the jobs of the others are over.
  const apart = isOffers(root) && root.slice === 'machine' && root.gangHold === 0 && root.offerTimeout === 0
  const start = (each: RandomJob): RandomJob => {
    const { tasks, cpuMilli, memoryMiB } = each
    const isAlone = root.kind === 'mesos' || (apart && each.jobClass !== 0)
    const machines = isAlone ? 1 : run.machines.length - avoided
    const fits = (machines > 1 && avoided === 0) || (tasks * cpuMilli <= 2000 && tasks * memoryMiB <= 256)
    return { ...each, gang: each.gang && startsGangs && tasks <= perMachine * machines && fits }
  }
  return {
    ...run,
    jobs: run.jobs.map(start),
    pipelines: run.pipelines.map(each => ({
      ...each,
      stages: each.stages.map(stage => ({ ...stage, job: start(stage.job) })),
    })),
  }
}

/** A random run under a random root; see the fields for what is drawn. */
export const randomRun = (root: fc.Arbitrary<RootSpec>): fc.Arbitrary<RandomRun> =>
  fc
    .record({
      seed: fc.constantFrom('oak', 'elm', 'ash', 'fir', 'yew'),
      machines: fc.array(
        fc.record({ cpuMilli: fc.constantFrom(2200, 4200), memoryMiB: fc.constantFrom(256, 512) }),
        { minLength: 1, maxLength: 4 },
      ),
      machinesFail: fc.boolean(),
      startUp: fc.constantFrom<readonly StepSpec[]>([], [], steps),
      noticed: fc.constantFrom<readonly [number, number]>([0, 0], [0, 0], [400, 0], [300, 700], [0, 500]),
      events: fc.oneof(fc.constant([]), machineEvents),
      root,
      frameworks,
      latency,
      jobs: fc.array(job, { maxLength: 8 }),
      pipelines: fc.array(pipeline, { maxLength: 2 }),
      controllers,
    })
    .map(({ root, frameworks: drawn, latency, controllers, ...rest }) => {
      const frameworks = frameworksOn(root, drawn, controllers)
      return withoutHopelessGangs({
        ...rest,
        system: { name: 'random', root, frameworks, latency, quirks: {} },
      })
    })

/** Under Mesos weights are of roles; on Kubernetes controllers may manage pods, unless the framework hosts or is hosted. */
function frameworksOn(
  root: RootSpec,
  drawn: readonly FrameworkSpec[],
  controllers: ((short: FrameworkSpec) => FrameworkSpec) | null,
): readonly FrameworkSpec[] {
  if (root.kind === 'mesos') return drawn.map(each => ({ ...each, role: each.name }))
  const isManaged = root.kind === 'kubernetes' && drawn.every(({ hosting }) => hosting === undefined)
  if (!isManaged || controllers === null) return drawn
  return drawn.map(each => (each.name === 'short' ? controllers(each) : each))
}

/** The jobs and pipelines as a workload, in order of submission. */
export function workloadOfRun({ jobs, pipelines }: RandomRun): Workload {
  const arrivals = [
    ...jobs.map(each => ({ submit: each.submit, stages: [{ job: each, parents: [] as readonly number[] }] })),
    ...pipelines,
  ].sort((a, b) => a.submit - b.submit)
  let read = false
  return {
    name: 'random',
    classes: CLASSES,
    read(batch: JobBatch) {
      batch.clear()
      if (read) return 0
      read = true
      for (const [number, { stages }] of arrivals.entries()) {
        const first = batch.count
        for (const { job: each, parents } of stages) {
          const row = batch.add(each.submit * MILLISECOND, each.run * MILLISECOND)
          batch.estimate[row] = Math.round(each.run * each.estimateFactor) * MILLISECOND
          batch.tasks[row] = each.tasks
          batch.cpuMilli[row] = each.cpuMilli
          batch.memoryMiB[row] = each.memoryMiB
          batch.jobClass[row] = each.jobClass
          batch.gang[row] = each.gang ? 1 : 0
          batch.priority[row] = each.priority
          batch.meanTimeToFailure[row] = each.meanTimeToFailure * MILLISECOND
          batch.failingLaunches[row] = each.failingLaunches
          batch.failsAfter[row] = 100 * MILLISECOND
          if (each.jobClass === 2) batch.pipeline[row] = number
          for (const parent of parents) batch.addParent(first + parent)
        }
      }
      return batch.count
    },
  }
}

/** More events than any such run needs: a run that has handled them goes round in circles. */
const TOO_MANY = 300_000

export interface Outcome {
  readonly simulation: Simulation
  readonly result: Result
}

/** The run as a simulation that has not begun; it throws when it goes round in circles. */
export function simulationOf(
  run: RandomRun,
  options: Partial<SimulationSpec> = {},
  policies: PolicyMakers = {},
): Simulation {
  const hosted = run.system.frameworks.some(({ hosting }) => hosting !== undefined)
  const spec: SimulationSpec = {
    system: run.system,
    seed: run.seed,
    warmup: 0,
    // Hosted schedulers are services, which never end.
    until: hosted ? 3600 * SECOND : NEVER,
    slices: 10,
    check: true,
    hardware: {
      ...(run.machinesFail
        ? { meanTimeToFailure: 15 * SECOND, meanTimeToRepair: SECOND }
        : { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }),
      ...(run.startUp.length > 0 && {
        startUp: [{ machines: run.machines.length, steps: run.startUp }],
      }),
      detection: run.noticed[0] * MILLISECOND,
      eviction: run.noticed[1] * MILLISECOND,
      events: run.events.map(({ at, machine, event }) => ({
        at: at * MILLISECOND,
        machine: machine % run.machines.length,
        event,
      })),
    },
    ...options,
  }
  const machines = new Machines(
    run.machines.map(({ cpuMilli }) => cpuMilli),
    run.machines.map(({ memoryMiB }) => memoryMiB),
  )
  const simulation = new Simulation(spec, machines, workloadOfRun(run), policies)
  const { engine } = simulation.cluster
  const { afterEvent } = engine
  engine.afterEvent = () => {
    afterEvent?.()
    if (engine.events > TOO_MANY) {
      throw new Error(`The run goes round in circles at ${engine.now / SECOND} s.`)
    }
  }
  return simulation
}

export async function simulate(run: RandomRun, options: Partial<SimulationSpec> = {}): Promise<Outcome> {
  const simulation = simulationOf(run, options)
  return { simulation, result: await drive(simulation) }
}

/** Lets everything that is still under way, messages, offers, timers, come to its end. */
export function drain({ cluster }: Simulation, time: Time = 60 * SECOND): void {
  cluster.engine.afterEvent = null
  cluster.engine.run(cluster.now + time)
}
