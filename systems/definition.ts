/**
 * How a system declares itself. Each folder of `systems/` has one definition; the schema of the experiment file, `list`, the
 * reference pages, the checks and the assembly follow from it.
 */
import type { Cluster } from '../sim/cluster.ts'
import type { Framework, RootScheduler } from '../sim/contracts.ts'
import type { Timers } from '../sim/engine/engine.ts'
import type { Liveness } from '../sim/hardware/liveness.ts'
import type { Concurrency } from '../sim/world/batch.ts'
import type { SchedulerBuilder } from './generic/scheduler-builder.ts'
import type { FailureSpec, FrameworkSpec, QuirkSpec, RootSpec, SystemSpec } from './generic/spec.ts'
import type { OptionsOf } from './options.ts'

/** What does not go together in a system. */
export interface SystemFault {
  /** Where: keys as they are written, below the root, or below a framework. */
  readonly at: readonly (string | number)[]
  /** Of this framework; absent: of the root. */
  readonly framework?: string
  /** Is it the key that is wrong, rather than what stands there? */
  readonly about?: 'key'
  readonly found: string
  readonly expected: string
  /** What to do; absent: the expectation says it. */
  readonly remedy?: string
  /** A word that is none of those expected: they are named, and the nearest is proposed in place of the remedy. */
  readonly unknown?: { readonly word: string; readonly known: readonly string[] }
}

/** Machines of a run, as far as checks want to know of them. */
export interface MachineCounts {
  readonly count: number
  readonly cpuMilli: number
  readonly memoryMiB: number
}

/** A system with a root of one kind, and frameworks with what they may say under it. */
export interface SystemOn<S extends RootSpec, F extends FrameworkSpec = FrameworkSpec> extends SystemSpec {
  readonly root: S
  readonly frameworks: readonly F[]
}

/** What a root is built from besides the system. */
export interface RootParts {
  readonly cluster: Cluster
  readonly builder: SchedulerBuilder
  /** For roots whose operators take machines down. */
  readonly liveness: Liveness
  /** Where the root sets its timers; absent: the engine. */
  readonly timers?: (cluster: Cluster) => Timers
}

/** A kind of root: its settings, what they need, and how it is built. */
export interface RootKind<S extends RootSpec = RootSpec, F extends FrameworkSpec = FrameworkSpec> {
  readonly kind: string
  /** One sentence for people. */
  readonly says: string
  /** Settings beyond those of every scheduler; what is written of a cluster comes with the workload. */
  readonly options: OptionsOf<Omit<S, 'era' | 'written'>, RootSpec>
  /** Settings of frameworks that count under this kind only. */
  readonly frameworkOptions?: OptionsOf<F, FrameworkSpec>
  /** Can it start all tasks of a job together or none? */
  readonly startsGangs: boolean
  /** Can an order plan starts under it, with the whole cluster before its eyes? */
  readonly plansStarts: boolean
  /** What does not go together; `machines` are absent where they are not known. */
  check?(system: SystemOn<S, F>, machines?: readonly MachineCounts[]): Iterable<SystemFault>
  build(system: SystemOn<S, F>, parts: RootParts): RootScheduler
}

/** A kind of framework: its settings, the roots it runs on, and how it is built. */
export interface FrameworkKind<F extends FrameworkSpec = FrameworkSpec> {
  readonly kind: string
  /** One sentence for people. */
  readonly says: string
  /** Settings beyond those of every framework; apps, brokers, objects and jobs of files come with the workload. */
  readonly options: OptionsOf<Omit<F, 'apps' | 'brokers' | 'objects' | 'jobs' | 'budgets'>, FrameworkSpec>
  /** What a new framework of this kind has set. */
  readonly usual: Omit<F, 'name' | 'takes'>
  /** Does it know of stages that depend on each other? */
  readonly runsPipelines: boolean
  /**
   * Does it let cron runs begin as their concurrency policy says? Absent: it starts every run that is due. A product that does
   * has cron jobs of its own: it fires the runs, and misses those that are due while it is away.
   */
  readonly runsCron?: boolean
  /** Why it cannot do as a concurrency policy of cron runs says, as a clause; undefined: it can. */
  refusesCron?(framework: F, policy: Concurrency): string | undefined
  /**
   * Is it no product that has pipelines of its own, but the driver of the house, which stands outside the cluster and submits
   * stages when they are due? It is the same on every root, and reports name it.
   */
  readonly isDriver?: boolean
  /** What follows when a task fails; decides whether a run without an end comes to one. */
  onFailure(framework: F): FailureSpec['onFailure']
  /** Why it does not run on such a root, as a clause: `Marathon answers offers of Mesos`. Undefined: it runs. */
  refusal?(root: RootSpec): string | undefined
  /** Why it cannot keep the scheduler of another framework up, as a clause; undefined: it does. */
  hostRefusal?(framework: F): string | undefined
  /** What does not go together in the framework, or with what else the root says; only asked where it runs. */
  check?(framework: F, root: RootSpec): Iterable<SystemFault>
  build(framework: F): Framework
}

/** A system that an experiment can name: settings, and a line about it. */
export interface DeclaredSystem extends Omit<SystemSpec, 'name'> {
  readonly says: string
}

/** What one folder of `systems/` adds to the catalogue. */
export interface SystemDefinition {
  /** Heading and first sentence of its part of the reference page. */
  readonly title: string
  readonly says: string
  readonly roots?: readonly RootKind[]
  readonly frameworks?: readonly FrameworkKind[]
  /** Its settings and eras, by name. */
  readonly systems: Readonly<Record<string, DeclaredSystem>>
  /** Timers that stand in for those of the engine under its quirks. */
  timers?(quirks: QuirkSpec): RootParts['timers']
}
