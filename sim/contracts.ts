/**
 * Every interface that a policy, a framework or a workload implements; what hears what happens is a `Probe`, in
 * sim/measure/probe.ts. Read this first.
 *
 * The idea of the house: a decider is given a *view* of the cluster, makes *claims* on machines, and somebody gives a
 * *verdict* on each. Architectures differ in the view and in who judges; everything else is shared.
 *
 * A method that is not needed is left out, never written as a no-op.
 */
import type { Random, Streams } from './chance/random.ts'
import type { Cluster } from './cluster.ts'
import type { Time } from './engine/time.ts'
import type { Remark } from './measure/result.ts'
import type { RootProbe } from './measure/root-probe.ts'
import type { JobBatch } from './world/batch.ts'
import type { Claims } from './world/claims.ts'
import type { WrittenExtras } from './world/extras.ts'
import type { Owner } from './world/frameworks.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from './world/handles.ts'
import type { PolicyClaims, ReadableView, ReadableWorld } from './world/readable.ts'
import type { ReasonId } from './world/reasons.ts'
import type { View } from './world/views.ts'
import type { World } from './world/world.ts'

/** Where jobs come from. */
export interface Workload {
  readonly name: string
  /** Names of the classes that `JobBatch.jobClass` indexes: 'service', 'batch', 'pipeline' … */
  readonly classes: readonly string[]
  /** What tasks ask for beyond cores and memory: `JobBatch.extra` numbers them from 1. */
  readonly extras?: readonly WrittenExtras[]
  /** Jobs of the source that are not read as they stand there, by what was done to them: nothing is dropped in silence. */
  readonly remarks?: readonly Remark[]
  /** The random streams that its jobs are drawn from; absent: nothing about them is drawn. */
  readonly streams?: Streams
  /**
   * Clears the batch and fills it with the next jobs in order of submission; 0 rows mean the end.
   * Called between stretches of simulated time, so it may read files and may be asynchronous.
   */
  read(batch: JobBatch): number | Promise<number>
}

/**
 * An architecture: who decides, on which view, and who judges. Policies never see each other, only the root.
 */
export interface RootScheduler extends RootProbe {
  readonly name: string
  /** Called once, after machines and frameworks exist and before the first event. */
  start(cluster: Cluster): void
  /** The job has tasks that are ready and not placed. Called again after a relaunch; idempotent. */
  submit(job: JobId): void
  /** The job's tasks that are not placed are not wanted any more. */
  withdraw(job: JobId): void
  /** A task ended and gave its resources back to the machine. */
  released(machine: MachineId, task: TaskId): void
}

/** What becomes of jobs: when they are ready, and what follows when a task ends. */
export interface Framework extends Owner {
  start?(cluster: Cluster, self: FrameworkId): void
}

/** The scheduler process that a policy decides for. Every process has policies of its own, which share nothing. */
export interface PolicySelf {
  /** 'root' where one decides for all; else the framework's name, numbered where it has several: 'batch-2'. */
  readonly scheduler: string
  /** Whose jobs it decides on; NONE: everybody's. */
  readonly framework: FrameworkId
  /**
   * Chance of this process alone: the same name gives other numbers in another process. A name is given out once.
   *
   * @throws Error if the name was given out before.
   */
  stream(name: string): Random
}

/** What every policy may have besides. */
export interface Policy {
  readonly name: string
  /** Called once, before anything else is asked. */
  start?(self: PolicySelf, world: ReadableWorld): void
}

/** Which pending job comes first. */
export interface OrderPolicy extends Policy {
  /** Negative when `a` goes before `b`. Equal jobs go in order of submission; see policies/order/fifo.ts. */
  compare(a: JobId, b: JobId, world: ReadableWorld): number
  /** True when `compare` depends on the time: the queue is sorted again before each decision. */
  readonly dynamic?: boolean
  /**
   * True when `compare` never changes its mind about two jobs while they wait, so that jobs that ask for the same may be kept
   * sorted together; not for orders of policy files.
   */
  readonly isSteady?: boolean
  /**
   * True: a head that does not fit stays the head until all of its tasks are placed, whoever comes and however `compare`
   * changes meanwhile. Absent: a job that goes before it takes its place. For `when-blocked: wait`.
   */
  readonly keepsHead?: boolean
  /**
   * A pass begins: the scheduler looks for something to decide, for the first time at this instant. Asked before any
   * `compare` of the pass that chooses a job; jobs that queue are compared as they come.
   */
  passBegins?(world: ReadableWorld): void
  /** So many tasks of the job at the head, which `compare` put there, were launched. Not for jobs that passed it. */
  headStarted?(job: JobId, tasks: number, world: ReadableWorld): void
  /** What happens behind a job that does not fit; absent: it blocks all behind it. */
  readonly backfill?: BackfillPolicy
  /**
   * Every waiting job has a planned start, beside all that were planned before it, and is decided on when its time comes.
   * What becomes free before it was expected moves up to this many of them, in order. In place of `backfill`.
   */
  readonly planDepth?: number
}

/** Which jobs may pass a blocked head of the queue. */
export interface BackfillPolicy {
  /** Order in which candidates are tried; absent: the queue's own order. */
  compare?(a: JobId, b: JobId, world: ReadableWorld): number
  /** Tells the policy the shadow of the blocked job: when it can start, and what stays free beside it then. */
  reserve(
    head: JobId,
    shadow: Time,
    spareCpuMilli: number,
    spareMemoryMiB: number,
    world: ReadableWorld,
  ): void
  /**
   * Where it is given, jobs that would end after `endBy` and ask for more than `spareCpuMilli` in all are not asked for, since
   * they may not pass: thousands that wait are then searched instead of walked through. Read anew for every search; for orders whose
   * `compare` never changes its mind, and so not for those of policy files.
   */
  readonly bounds?: { readonly endBy: Time; readonly spareCpuMilli: number }
  /**
   * May so many tasks of this job start now without delaying the blocked one? All that are pending; on a machine with a queue of its own
   * (late binding), the one that asks there.
   */
  mayPass(job: JobId, world: ReadableWorld, tasks: number): boolean
  /** So many tasks of the job did pass. */
  passed(job: JobId, tasks: number, world: ReadableWorld): void
}

/** Which framework is next: the one with the smallest share. */
export interface SharePolicy extends Policy {
  /** 'framework': what it has, is offered and weighs decides, and nothing else; absent: the share may change by itself. */
  readonly reads?: 'framework'
  /** Smaller goes first; equal shares: the order of the frameworks in the experiment. */
  share(framework: FrameworkId, world: ReadableWorld): number
}

/** What an answer depends on, and so for how long it may be kept. */
export type Reads =
  /** The size of the machine and what is free on it, cores and memory: machines that agree in that are asked once. */
  | 'amounts'
  /** What is free on the machine, its size and its attributes: kept until that changes. */
  | 'machine'
  /** What else runs there, or what this decision has claimed so far: asked anew in every decision. */
  | 'decision'

/** May a task of this job run on this machine? Asked only where the resources fit. */
export interface Rule {
  readonly name: string
  /** What the check looks at besides the job's spec. */
  readonly reads: Reads
  /**
   * Changes that could turn a refusal into a permission; a parked job is tried again when a task ended on a machine only
   * if every rule that this cannot help allows the machine.
   */
  readonly helpedBy: 'task-ended' | 'nothing'
  /** Of so many machines, how many it may ever allow, counted from the first; the others need not be drawn. Absent: all. */
  reach?(machines: number): number
  /**
   * Called once a decision, before the machines are asked for one by one; `claims` are those that the decision has made for
   * other jobs, and those that it will make for this one.
   */
  prepare(job: JobId, claims: Claims, world: World): Check | typeof EVERYWHERE
}

/** A rule, made ready for one job. */
export interface Check {
  /** ALLOWED, or the number of the reason against it (see sim/world/reasons.ts). */
  allows(machine: MachineId): ReasonId
  /** This decision has claimed the machine for one more task of the job. */
  claimed?(machine: MachineId): void
}

/** The answer of a rule that has nothing against any machine. */
export const EVERYWHERE = null

/** How good is a machine for a task of this job? */
export interface Score {
  readonly name: string
  /** What the scorer looks at besides the job's spec. */
  readonly reads: Reads
  /** Called once a decision, before the machines are asked for one by one. */
  prepare(view: View, job: JobId, world: World): Scorer
}

/** A score, made ready for one job. */
export interface Scorer {
  /** 0 (worst) to 100 (best), from what the view says is free now. */
  score(machine: MachineId): number
  /** This decision has claimed the machine for one more task of the job. */
  claimed?(machine: MachineId): void
}

/** A rule with nothing to prepare, as a policy file writes it: every machine is asked for anew. */
export interface PlaceRule extends Policy {
  /** Why it was refused, as a sentence for people. */
  readonly reason: string
  /**
   * Of so many machines, how many it may ever allow, counted from the first: what is drawn at random is drawn among these.
   * Absent: all.
   */
  reach?(machines: number): number
  /** `claims` are those of the decision so far. */
  allows(machine: MachineId, job: JobId, claims: PolicyClaims, world: ReadableWorld): boolean
  /** Changes that could turn a refusal into a permission, as in `Rule`. */
  readonly helpedBy: readonly ('task-ended' | 'nothing')[]
}

/** A score with nothing to prepare, as a policy file writes it. */
export interface PlaceScore extends Policy {
  /** 0 (worst) to 100 (best), from what the view says is free. */
  score(view: ReadableView, machine: MachineId, job: JobId, world: ReadableWorld): number
}

/** Which tasks may be killed to make room for a job that finds none. */
export interface PreemptionPolicy {
  readonly name: string
  /** Called once, before anything else is asked. */
  start(world: World): void
  /** Is there any task that may go for the job? Where there is none, no machine is looked at. */
  mayHelp(job: JobId): boolean
  /** Adds the tasks on the machine that may go for the job, in the order in which they go. */
  candidates(job: JobId, machine: MachineId, into: TaskId[]): void
  /** Negative when it is better to kill `a`, all on one machine, than `b`, all on another; nobody's death is best. */
  compare(a: readonly TaskId[], b: readonly TaskId[]): number
}

/** Where tasks go. */
export interface PlacementPolicy extends Policy {
  /**
   * True when it follows from the view, the rules and what the job asks for whether there is room, and nothing is remembered or
   * drawn where there is none: another job that asks for the same then need not be tried. Not for those of policy files.
   */
  readonly isForgetful?: boolean
  /**
   * Claims machines for up to `count` tasks of the job, taking the resources out of the view as it goes.
   * Returns how many it claimed. A gang is placed whole or not at all: the caller undoes a partial one.
   */
  place(view: ReadableView, job: JobId, count: number, claims: PolicyClaims, world: ReadableWorld): number
}
