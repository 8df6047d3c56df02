import { Streams } from '../chance/random.ts'
import { Engine } from '../engine/engine.ts'
import { Mailbox } from '../engine/mailbox.ts'
import type { Time } from '../engine/time.ts'
import { Probes } from '../measure/probe.ts'
import { FailureLog } from './failure-log.ts'
import { Frameworks } from './frameworks.ts'
import type { FrameworkId } from './handles.ts'
import { Jobs } from './jobs.ts'
import type { Machines } from './machines.ts'
import { Pipelines } from './pipelines.ts'
import { Reasons } from './reasons.ts'
import { Tasks } from './tasks.ts'

/** What a world needs to know of its run. */
export interface WorldOptions {
  readonly seed: string
  readonly machines: Machines
  /** Names of the classes of jobs, as the workload numbers them. */
  readonly classes: readonly string[]
  readonly latency: { readonly scheduler: Time; readonly machine: Time; readonly status: Time }
  /** End of the run, NEVER when it ends with the last event. */
  readonly until: Time
  /** When every job of the workload will arrive, class by class; only for a root that must know (see replayed-agenda.ts). */
  readonly arrivals?: ArrayLike<Time>
}

/**
 * What is true at this moment of simulated time: the clock, the tables, and who listens.
 *
 * Everybody may read it. Only what stands in `sim/life/` and the root schedulers write to it; an order, a rule, a score, a
 * placement or a share reads.
 */
export class World {
  readonly engine = new Engine()
  readonly mailbox: Mailbox
  /** Chance: `streams.stream(name)`. A policy's are apart for every scheduler; ask once, keep the stream. */
  readonly streams: Streams
  /** The machines. */
  readonly machines: Machines
  /** The jobs that are not over. */
  readonly jobs = new Jobs()
  /** The tasks that hold a machine. */
  readonly tasks: Tasks
  /** The pipelines that are not over. */
  readonly pipelines = new Pipelines()
  /** The frameworks, and what each holds. */
  readonly frameworks = new Frameworks()
  readonly failures = new FailureLog()
  readonly probes = new Probes()
  readonly reasons = new Reasons()
  /** Names of the classes of jobs, by the number that `jobs.jobClass` has. */
  readonly classes: readonly string[]
  /** End of the run; NEVER when it ends with the last event. */
  readonly until: Time
  readonly arrivals: ArrayLike<Time> | null

  constructor(options: WorldOptions) {
    this.streams = new Streams(options.seed)
    this.machines = options.machines
    this.classes = options.classes
    this.until = options.until
    this.arrivals = options.arrivals ?? null
    this.tasks = new Tasks(this.jobs, options.machines.count)
    this.mailbox = new Mailbox(this.engine, options.latency)
  }

  /** The simulated time, µs. */
  get now(): Time {
    return this.engine.now
  }

  /** The framework that takes jobs of this class; undefined when none does. */
  frameworkFor(jobClass: number): FrameworkId | undefined {
    return this.frameworks.ofClass[jobClass]
  }

  /** Cores of all machines, also of those that are down, in thousandths. */
  get capacityCpuMilli(): number {
    return this.machines.totalCpuMilli
  }

  /** Memory of all machines, also of those that are down. */
  get capacityMemoryMiB(): number {
    return this.machines.totalMemoryMiB
  }
}
