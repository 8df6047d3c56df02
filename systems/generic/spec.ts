/**
 * A system, written down: one root, its policies, and the frameworks on it. All durations are `Time` (µs).
 *
 * This is what an experiment's `systems:` section becomes after reading; `systems/assemble.ts` turns it into objects.
 */
import type { Time } from '../../sim/engine/time.ts'

/** Think time of one decision: constant + per task still unplaced (Omega paper, section 4). */
export interface ThinkTime {
  readonly perJob: Time
  readonly perTask: Time
}

/** Names of `policies/order/`, or a policy file's path. */
export type OrderName =
  | 'fifo'
  | 'shortest-first'
  | 'priority'
  | 'easy'
  | 'easy-shortest-first'
  | 'conservative'
  | (string & {})
/** Names of `policies/place/`. */
export type PlaceName =
  | 'first-fit'
  | 'next-fit'
  | 'best-fit'
  | 'worst-fit'
  | 'random'
  | 'alignment'
  | (string & {})
/** Names of `policies/share/`. */
export type ShareName = 'fifo' | 'drf' | 'fair' | (string & {})

/** A rule of the house with its amount, under the field that it has for it, or a policy file. */
export interface RuleSpec {
  readonly name: string
  readonly count?: number
  readonly fraction?: number
}

/** One scheduler process: how it orders, where it places, how long it thinks, what it does with a job that does not fit. */
export interface SchedulerSpec {
  readonly order: OrderName
  readonly place: PlaceName
  /** Attribute of machines over whose values the tasks of a job are spread; `place` scores among those of a value. */
  readonly spread?: string
  readonly rules: readonly RuleSpec[]
  readonly share: ShareName
  /** Think time, by class name where a class differs (multi-path); `default` for the rest. */
  readonly think: { readonly default: ThinkTime } & { readonly [jobClass: string]: ThinkTime }
  /**
   * What becomes of a job whose tasks do not all fit: `wait` blocks what is behind it (head of line), `pass` parks it
   * until something changes and goes on, `retry` sends it to the back of the queue after `retryAfter`.
   * Ignored by no root; under an order that backfills only `wait` is accepted.
   */
  readonly whenBlocked: 'wait' | 'pass' | 'retry'
  readonly retryAfter: Time
}

/** A root of any kind; every kind says in its folder what else it has. */
export interface RootSpec extends SchedulerSpec {
  readonly kind: string
}

/** The process of a root that dies at given moments, and is followed by another. */
export interface RootFailureSpec {
  /** Moments at which it dies, if it is there then; absent: none. */
  readonly failures?: readonly Time[]
  /** From its death to the next one deciding; absent: LEADER_LEASE. */
  readonly failover?: Time
}

/** One decider, live view, never refused. */
export interface MonolithicSpec extends RootSpec, RootFailureSpec {
  readonly kind: 'monolithic'
  /** Name of `policies/preempt/`; absent: nobody is killed for a job that finds no room. */
  readonly preempt?: string
}

/** Two-level: an allocator offers locked slices of machines to the framework with the smallest share. */
export interface OffersSpec extends RootSpec {
  readonly kind: 'offers'
  /** The allocator collects wishes and freed resources this long before it decides (Mesos: 1 s). */
  readonly interval: Time
  /** Time the allocator needs for one decision, while what it offers is locked already. */
  readonly allocatorThink: Time
  /** `machine`: one offer a machine, each to the framework next in share (Mesos); `cluster`: everything free to one framework (Omega's model of Mesos). */
  readonly slice: 'machine' | 'cluster'
  /** An offer needs at least this much (Mesos: 0.01 cpu or 32 MiB; either is enough). */
  readonly minimumCpuMilli: number
  readonly minimumMemoryMiB: number
  /** How long a machine is not offered again to a framework that declined it (Mesos default 5 s; 0: no filter). */
  readonly declineFilter: Time
  /**
   * Offers not answered in this time are rescinded; 0: never (Mesos default; DC/OS 1.8: 2 min). With a timeout and slice
   * `machine`, a framework keeps offers that have too little room for a gang until they time out.
   */
  readonly offerTimeout: Time
  /**
   * For so long at most, everything that is free is offered to one framework whose gang found too little room, and in turn;
   * then frameworks keep no offers. 0: never. For slice `machine`.
   */
  readonly gangHold: Time
}

/** Shared state: every framework decides on its own snapshot and commits optimistically. */
export interface SharedStateSpec extends RootSpec, RootFailureSpec {
  readonly kind: 'shared-state'
  /** What counts as a conflict: the machine changed since the snapshot, or the claim does not fit now. */
  readonly conflict: 'version' | 'fit'
  /** All-or-nothing rolls the transaction back at the first conflict; incremental drops the conflicting claims. */
  readonly transaction: 'all-or-nothing' | 'incremental'
  /** Parallel schedulers for each framework, jobs dealt round robin. */
  readonly schedulers: number
}

/** Distributed sampling (Sparrow): probes to a few machines, which queue reservations and bind late. */
export interface SamplingSpec extends RootSpec {
  readonly kind: 'sampling'
  /** Probes per task; Sparrow's paper recommends 2, its code says 1.05. */
  readonly probeRatio: number
  /** `late`: a machine asks for a task when one fits; `early`: the probed machine with the best score is claimed. */
  readonly binding: 'late' | 'early'
  /** Parallel schedulers for each framework, jobs dealt round robin. */
  readonly schedulers: number
}

/** What follows when a task fails. */
export interface FailureSpec {
  /** `relaunch`: again, for ever; `retry`: again up to `retries` times per job (Kubernetes: backoffLimit), then as `cancel`; `cancel`: give the job up. */
  readonly onFailure: 'relaunch' | 'retry' | 'cancel'
  readonly retries: number
  /** Pause before a task is launched again. */
  readonly backoff: Time
  /** What a given-up stage takes with it: the stages that depend on it, the whole pipeline, or nothing (they wait for ever). */
  readonly cancels: 'dependents' | 'pipeline' | 'nothing'
}

/** A framework whose scheduler is itself a task of another framework. */
export interface HostingSpec {
  readonly hostedBy: string
  readonly cpuMilli: number
  readonly memoryMiB: number
  /** Mean time between failures of the scheduler task; NEVER for none beyond its machine's. */
  readonly meanTimeToFailure: Time
  /** Moments at which the task fails, if it runs then; absent: none. */
  readonly failures?: readonly Time[]
  /** From the relaunched task running to the framework deciding again: registration and reconciliation. */
  readonly reconciliation: Time
  /** Longer away than this, and the framework is removed: its tasks are killed (Marathon: 1 week). */
  readonly failoverTimeout: Time
}

/** A framework whose scheduler is a process beside the cluster, which a supervisor such as systemd starts again. */
export interface ProcessSpec {
  /** Moments at which it dies, if it is there then. */
  readonly failures: readonly Time[]
  /** Mean time from its return to its next death; NEVER: it dies at the moments given alone. */
  readonly meanTimeToFailure: Time
  /** From its death to the next process running. */
  readonly restart: Time
  /** From the process running to the framework deciding again: registration and reconciliation. */
  readonly reconciliation: Time
  /** Longer away than this, and the framework is removed: its tasks are killed. */
  readonly failoverTimeout: Time
}

/** A framework of any kind; every kind and every root says in its folder what else it may have. */
export interface FrameworkSpec {
  readonly name: string
  readonly kind: string
  /** Classes of jobs that go to this framework; '*' takes what no other takes. */
  readonly takes: readonly string[]
  /** Share is divided by it. Under Mesos it is the weight of the role. */
  readonly weight: number
  /** How long a running task that is killed still holds its resources; absent: 0 (Kubernetes 30 s, Marathon 3 s). */
  readonly killGrace?: Time
  readonly hosting?: HostingSpec
  /** Absent, and no hosting either: its scheduler never dies. */
  readonly process?: ProcessSpec
}

export interface BatchSpec extends FrameworkSpec, FailureSpec {
  readonly kind: 'batch'
}

export interface PipelinesSpec extends FrameworkSpec, FailureSpec {
  readonly kind: 'pipelines'
}

export interface ServicesSpec extends FrameworkSpec, FailureSpec {
  readonly kind: 'services'
  /** How long an instance runs before it is ready to serve; absent: 0. */
  readonly readyAfter?: Time
  /** From each moment on, every service that is there has so many instances. */
  readonly scale?: readonly { readonly at: Time; readonly to: number }[]
}

/** Under shared state and sampling. */
export interface ParallelSpec extends FrameworkSpec {
  /** Parallel schedulers of this framework; absent: as many as the root says. */
  readonly schedulers?: number
}

/** How long messages take; each is paid once per message. */
export interface LatencySpec {
  /** Root to framework scheduler: offers, snapshots, verdicts. */
  readonly scheduler: Time
  /** Root (or scheduler) to machine: launch, kill, probe. */
  readonly machine: Time
  /** Machine to framework: a task ended. */
  readonly status: Time
}

/** Defects of other simulators, reproduced only where their reference runs need them (models/omega.md §1.8). */
export interface QuirkSpec {
  /** Omega: 48-bit linear congruential generator of java.util.Random for machine picks, with this seed. */
  readonly javaRandomSeed?: number
  /** Omega: busy shares are divided by the first event or 1 s tick past the horizon. */
  readonly endsAtNextTick?: boolean
  /** Omega's Mesos: the last exactly fitting slot of an offer is never used. */
  readonly strictlyMoreCpu?: boolean
  /** Omega's Mesos: a framework accepts the next offer while thinking about the last. */
  readonly frameworksNotSerialised?: boolean
  /** Omega: times in queue and numbers of attempts leave out jobs that were never attempted, and waiting since the last attempt. */
  readonly countsAttemptedOnly?: boolean
  /** Omega: an attempt that places nothing costs no busy time. */
  readonly freeFailedAttempts?: boolean
  /**
   * Omega: a job is abandoned after 100 attempts without a task placed, or 1 000 attempts. Those of its tasks that run are
   * killed; the original lets them run on.
   */
  readonly abandons?: boolean
  /** Omega's Mesos: timers of one instant go off in the order of the original's heap of events; see replayed-agenda.ts. */
  readonly replaysAgenda?: boolean
  /** Omega, PySS: the next job is chosen at once after every event, so that of two that come at one instant the first goes. */
  readonly passPerEvent?: boolean
  /** Omega: after a version conflict on a machine, the transaction's next claim there may find the version that it expects. */
  readonly sequenceNumbers?: boolean
  /** PySS: whatever happens finds jobs gone whose estimates end this instant; each has its pass when its turn comes, a gang has one. */
  readonly expectedEndsAreFree?: boolean
  /**
   * PySS: conservative backfilling moves all waiting jobs up when one ends, however many there are; jobs of one planned start
   * go as they were planned.
   */
  readonly movesAllUp?: boolean
}

export interface SystemSpec {
  readonly name: string
  readonly root: RootSpec
  readonly frameworks: readonly FrameworkSpec[]
  readonly latency: LatencySpec
  readonly quirks: QuirkSpec
}
