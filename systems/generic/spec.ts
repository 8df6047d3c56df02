/**
 * A system, written down: one root, its policies, and the frameworks on it. All durations are `Time` (µs).
 *
 * This is what an experiment's `systems:` section becomes after reading; `assemble.ts` turns it into objects.
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

export type RuleSpec =
  | { readonly name: 'max-per-machine'; readonly count: number }
  | { readonly name: 'avoid-last'; readonly fraction: number }
  | { readonly name: string & {} }

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

/** One decider, live view, never refused. */
export interface MonolithicSpec extends SchedulerSpec {
  readonly kind: 'monolithic'
  /** Name of `policies/preempt/`; absent: nobody is killed for a job that finds no room. */
  readonly preempt?: string
}

/** Two-level: an allocator offers locked slices of machines to the framework with the smallest share. */
export interface OffersSpec extends SchedulerSpec {
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
export interface SharedStateSpec extends SchedulerSpec {
  readonly kind: 'shared-state'
  /** What counts as a conflict: the machine changed since the snapshot, or the claim does not fit now. */
  readonly conflict: 'version' | 'fit'
  /** All-or-nothing rolls the transaction back at the first conflict; incremental drops the conflicting claims. */
  readonly transaction: 'all-or-nothing' | 'incremental'
  /** Parallel schedulers for each framework, jobs dealt round robin. */
  readonly schedulers: number
}

/** Distributed sampling (Sparrow): probes to a few machines, which queue reservations and bind late. */
export interface SamplingSpec extends SchedulerSpec {
  readonly kind: 'sampling'
  /** Probes per task; Sparrow's paper recommends 2, its code says 1.05. */
  readonly probeRatio: number
  /** `late`: a machine asks for a task when one fits; `early`: the probed machine with the best score is claimed. */
  readonly binding: 'late' | 'early'
  /** Parallel schedulers for each framework, jobs dealt round robin. */
  readonly schedulers: number
}

/** Cores and memory that a role can count on, may not go beyond, or has reserved on agents. Absent: nothing is said of it. */
export interface RoleAmounts {
  readonly cpuMilli?: number
  readonly memoryMiB?: number
}

/** Resources of agents that are reserved for a role when the agent starts (`--resources` of the agent). */
export interface ReservationSpec extends RoleAmounts {
  readonly role: string
  /** Only on machines with this value of the attribute; absent: on all. */
  readonly on?: { readonly attribute: string; readonly value: string }
}

/** Machines that cannot be reached for a while, and go on working. */
export interface PartitionSpec {
  readonly at: Time
  readonly lasts: Time
  /** Numbers of machines, from 0. */
  readonly machines: readonly number[]
}

/** Mesos itself: its allocator, agents and master, era by era. */
export interface MesosSpec extends SchedulerSpec {
  readonly kind: 'mesos'
  /** `1.0`: as DC/OS 1.8 ships it; `head`: the last that there is. */
  readonly era: '1.0' | 'head'
  /** `--allocation_interval`. */
  readonly interval: Time
  /** An offer needs so many cores or so much memory; either is enough (`--min_allocatable_resources`). */
  readonly minimumCpuMilli: number
  readonly minimumMemoryMiB: number
  /** `refuse_seconds` of frameworks: for what they decline, and for the rest of what they accept; 0: none. */
  readonly declineFilter: Time
  /** `--offer_timeout`; 0: none. */
  readonly offerTimeout: Time
  /** A framework that wants nothing says so, and is offered nothing. */
  readonly suppress: boolean
  /** A framework that begins to want something has its filters removed. */
  readonly revive: boolean
  /** Assumed: what the master takes to handle one message. */
  readonly messageCost: Time
  readonly agentPingTimeout: Time
  readonly maxAgentPingTimeouts: number
  /** One agent in so much time is removed at most; 0: no limit (`--agent_removal_rate_limit`). */
  readonly agentRemovalInterval: Time
  /** From an election until agents that have not come back are given up. */
  readonly agentReregisterTimeout: Time
  /** From the death of a master to the election of the next: the ZooKeeper session. */
  readonly election: Time
  /** Mean time between failures of the leading master; NEVER for none. */
  readonly masterMeanTimeToFailure: Time
  /** Moments at which the leading master dies besides. */
  readonly masterFailures: readonly Time[]
  /** What roles can count on. */
  readonly guarantees: Readonly<Record<string, RoleAmounts>>
  /** What roles may not go beyond; head only. */
  readonly limits: Readonly<Record<string, RoleAmounts>>
  readonly reservations: readonly ReservationSpec[]
  readonly partitions: readonly PartitionSpec[]
}

export type RootSpec = MonolithicSpec | OffersSpec | SharedStateSpec | SamplingSpec | MesosSpec

/** What follows when a task fails. */
export interface FailureSpec {
  /** `relaunch`: again, for ever; `retry`: again up to `retries` times per job (Kubernetes: backoffLimit), then as `cancel`; `cancel`: give the job up. */
  readonly onFailure: 'relaunch' | 'retry' | 'cancel'
  readonly retries: number
  /** Pause before a task is launched again. */
  readonly backoff: Time
  /** What a given-up stage takes with it: the stages that depend on it, the whole pipeline, or nothing (they wait for ever). */
  readonly cancels: 'dependents' | 'pipeline' | 'nothing'
  /** How long a running task that is killed still holds its resources; absent: 0 (Kubernetes 30 s, Marathon 3 s). */
  readonly killGrace?: Time
}

/** A framework whose scheduler is itself a task of another framework. */
export interface HostingSpec {
  readonly hostedBy: string
  readonly cpuMilli: number
  readonly memoryMiB: number
  /** Mean time between failures of the scheduler task; NEVER for none beyond its machine's. */
  readonly meanTimeToFailure: Time
  /** From the relaunched task running to the framework deciding again: registration and reconciliation. */
  readonly reconciliation: Time
  /** Longer away than this, and the framework is removed: its tasks are killed (Marathon: 1 week). */
  readonly failoverTimeout: Time
}

export interface FrameworkSpec extends FailureSpec {
  readonly name: string
  readonly kind: 'services' | 'batch' | 'pipelines'
  /** Classes of jobs that go to this framework; '*' takes what no other takes. */
  readonly takes: readonly string[]
  /** Share is divided by it. Under Mesos it is the weight of the role. */
  readonly weight: number
  /** Mesos: the role that it registers in; absent: `*`. */
  readonly role?: string
  /** Parallel schedulers of this framework under shared state and sampling; absent: as many as the root says. */
  readonly schedulers?: number
  readonly hosting?: HostingSpec
  /** For services: from each moment on, every service that is there has so many instances. */
  readonly scale?: readonly { readonly at: Time; readonly to: number }[]
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
  /** PySS: at a submission, a job whose estimate ends this instant counts as gone. */
  readonly expectedEndsAreFree?: boolean
  /** PySS: conservative backfilling moves all waiting jobs up when one ends early, however many there are. */
  readonly movesAllUp?: boolean
}

export interface SystemSpec {
  readonly name: string
  readonly root: RootSpec
  readonly frameworks: readonly FrameworkSpec[]
  readonly latency: LatencySpec
  readonly quirks: QuirkSpec
}

/** What keeps a root from preempting although it is to; undefined: nothing, or it is not to. */
export function preemptionFault(root: RootSpec): { found: string; expected: string } | undefined {
  if (!('preempt' in root) || root.preempt === undefined) return undefined
  const { order, whenBlocked, share } = root
  const wrong = [
    ...(order === 'priority' ? [] : [`order: ${order}`]),
    ...(whenBlocked === 'wait' ? [] : [`when-blocked: ${whenBlocked}`]),
    ...(share === 'fifo' ? [] : [`share: ${share}`]),
  ]
  if (wrong.length === 0) return undefined
  return {
    found: wrong.join(', '),
    expected:
      'order: priority, when-blocked: wait and share: fifo, so that nothing takes the room that it makes',
  }
}
