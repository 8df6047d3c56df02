/**
 * What a scheduler on Mesos and the master's side have to say to each other. Whoever answers offers – the frameworks of the house
 * with their queues, or a model of a real scheduler – keeps this contract; all else about it is its own.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import type { Remark } from '../../../sim/measure/result.ts'
import type { Claims } from '../../../sim/world/claims.ts'
import type { Owner } from '../../../sim/world/frameworks.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from '../../../sim/world/handles.ts'
import type { SomeOffers } from '../offer-round.ts'
import type { InverseOffer } from '../protocol.ts'
import type { Resources } from '../resources.ts'

/** An operation on offered resources: RESERVE and CREATE, or what undoes them. */
export interface Conversion {
  readonly before: Resources
  readonly after: Resources
  /** The master has carried it out. */
  done: boolean
}

/** What a scheduler makes of the offers that it had: claims inside them, and the rest is refused. */
export interface Answer {
  readonly framework: FrameworkId
  /** All in one role. */
  readonly offers: readonly SomeOffers[]
  /** Tasks to launch. Whoever claims counts them in `Jobs.claimed`. */
  readonly claims: Claims
  /** For how long what is not claimed is not wanted (`Filters.refuse_seconds`); 0: no filter. */
  readonly refuseFor: Time
  /** Which resources each claim takes, by its place; absent: any that are enough. */
  readonly parts?: readonly Resources[]
  /** Operations on the only offer of the answer, before anything is launched on it. */
  readonly conversions?: readonly Conversion[]
}

/** What a scheduler says to the master. Nothing of it arrives before the message has travelled. */
export interface MasterLink {
  answer(answer: Answer): void
  /** Filters are lifted, and offers wanted again if they were suppressed. */
  revive(framework: FrameworkId): void
  /** No offers are wanted until the next `revive` or `unsuppress`. */
  suppress(framework: FrameworkId): void
  /** Its roles are suppressed no more, which it says by an update of itself: no allocation follows as after a revive. */
  unsuppress(framework: FrameworkId): void
  /** The master says of these tasks that they run, where it knows so; what has ended is told anyway. */
  reconcile(framework: FrameworkId, tasks: readonly TaskId[]): void
  /** Inverse offers are accepted or declined, and none like them are wanted for so long. */
  answerInverse(framework: FrameworkId, offers: readonly InverseOffer[], refuseFor: Time): void
  /** A task that is unreachable is waited for no longer: should it be over, or end before its agent is back, nobody has to hear. */
  forget(task: TaskId): void
  /** Was the agent given up, and has it not come back? Word that a task is lost says so: TASK_UNREACHABLE, else TASK_DROPPED or _GONE. */
  isGivenUp(machine: MachineId): boolean
}

/** When a scheduler asks the master for the states of its tasks. */
export interface Reconciliation {
  /** From the beginning of its process until it asks for the first time; NEVER: not by the clock. */
  readonly first: Time
  /** From then on. */
  readonly every: Time
  /** As soon as it is registered with a master, and again, after pauses that double, while it has no answer about a task. */
  readonly whenRegistered: boolean
}

export interface MesosScheduler {
  /** Absent: it never asks, and an answer of its own that a master took to its grave is known to be lost at once. */
  readonly reconciliation?: Reconciliation
  readonly measured: MeasuredScheduler
  /** The master knows it. */
  readonly registered: boolean
  /** It told the master that it wants nothing. */
  readonly suppressed: boolean
  /** The job has tasks to launch; called again whenever there are more of them. */
  submit(job: JobId): void
  /** The job's tasks that are not launched are not wanted any more. */
  withdraw(job: JobId): void
  /** Fewer of the job's tasks are to be launched, and some still are; absent: it looks for itself. */
  shrank?(job: JobId): void
  /** A task of its own ended on the machine; it may not have been told yet. */
  released(machine: MachineId, task: TaskId): void
  /** Offers have arrived; those that were taken back on the way are not among them. */
  receive(offers: readonly SomeOffers[]): void
  /** The master knows it from now on, with the wishes that it has. */
  connected(suppressed: boolean): void
  /** The master is gone, or the scheduler itself: no offer counts any more. */
  disconnected(): void
  /** After the last event: what readers of the results should know besides. */
  remarks?(): readonly Remark[]
  /** A claim of its answer came to nothing; `known`: the job is still the one that was claimed for. Its task is pending still. */
  refused(claims: Claims, index: number, known: boolean): void
  /** The answer is done with, after all refusals: accepted claims have become tasks (`claims.task`). */
  settled(claims: Claims): void
  /**
   * It is asked to leave agents before their maintenance begins; absent: its driver drops that, as the driver of libmesos does,
   * which tells inverse offers to nobody (src/sched/sched.cpp; both eras).
   */
  inverseOffered?(offers: readonly InverseOffer[]): void
  /** It has asked, and been told: `serves`, is the agent of the machine registered? */
  reconciled?(serves: (machine: MachineId) => boolean): void
  /** Word has come from the agent that the task runs; absent: it has no use for that. */
  running?(task: TaskId): void
  /**
   * The agent of the task was given up, and may come back with it; then `running` is called. Present: the scheduler is PARTITION_AWARE
   * and decides itself how long it waits (`MasterLink.forget`); absent: its tasks are lost. Mesos at head only.
   */
  unreachable?(task: TaskId): void
}

/** Where a scheduler runs. */
export interface SchedulerSeat {
  readonly cluster: Cluster
  readonly framework: FrameworkId
  /** The role that it registers in; of several, the first. */
  readonly role: string
  readonly link: MasterLink
}

/** A framework that answers Mesos' offers itself. */
export interface MesosFramework extends Owner {
  /** Called once, before the first event. */
  schedulerOn(seat: SchedulerSeat): MesosScheduler
}

export function answersOffers(framework: Owner): framework is MesosFramework {
  return 'schedulerOn' in framework
}
