import type { Time } from '../engine/time.ts'
import type { FrameworkId, JobId, TaskId } from './handles.ts'
import type { TaskOutcome } from './lifecycle.ts'

/** Whom a job belongs to: it is told of the job and of the ends of its tasks. Every framework is one. */
export interface Owner {
  readonly name: string
  /** A job of this framework arrived; the framework makes its tasks ready, now or later. */
  jobArrived(job: JobId): void
  /** A task ended; its row is freed right after this call. */
  taskEnded(task: TaskId, outcome: TaskOutcome): void
  /** A timer of the framework's own, set with `cluster.wake(framework, at, what)`. */
  wake?(what: number): void
}

/** Keeps what a framework that is not connected should hear of, until it is connected again. */
export interface Keeper {
  keepJob(framework: FrameworkId, job: JobId): void
  keepReport(framework: FrameworkId, task: TaskId): void
}

/** The frameworks on the cluster and what each holds. */
export class Frameworks {
  /** Their names. */
  readonly names: string[] = []
  readonly owners: Owner[] = []
  /** The framework that takes the jobs of each class. */
  readonly ofClass: FrameworkId[] = []
  /** A share is divided by the weight. */
  readonly weight: number[] = []
  /** How long a running task that is killed still holds its resources, by framework. */
  readonly killGrace: Time[] = []
  /** How long a task of a service runs before it is ready to serve, by framework; NEVER: the framework says when. */
  readonly readyAfter: Time[] = []
  /**
   * Do its tasks run on revocable cores, which others hold and do not use? They take no cores of the machine's own, and may be
   * killed when those are needed.
   */
  readonly revocable: boolean[] = []
  /** False while the framework's scheduler is down. */
  readonly connected: boolean[] = []
  /** Thousandths of a core held by tasks, from placement to end. */
  readonly usedCpuMilli: number[] = []
  /** Mebibytes held by tasks. */
  readonly usedMemoryMiB: number[] = []
  /** Thousandths of a core locked in offers that are not answered. */
  readonly offeredCpuMilli: number[] = []
  /** Mebibytes locked in offers. */
  readonly offeredMemoryMiB: number[] = []
  /** Null while no framework can be away. */
  keeper: Keeper | null = null

  add(owner: Owner, weight: number, killGrace: Time = 0): FrameworkId {
    this.names.push(owner.name)
    this.owners.push(owner)
    this.weight.push(weight)
    this.killGrace.push(killGrace)
    this.readyAfter.push(0)
    this.revocable.push(false)
    this.connected.push(true)
    this.usedCpuMilli.push(0)
    this.usedMemoryMiB.push(0)
    this.offeredCpuMilli.push(0)
    this.offeredMemoryMiB.push(0)
    return this.names.length - 1
  }

  /** What a task of the framework takes out of the cores of its machine, of those that it holds. */
  ownCpuMilli(framework: FrameworkId, cpuMilli: number): number {
    return this.revocable[framework] ? 0 : cpuMilli
  }

  /** How many there are. */
  get count(): number {
    return this.names.length
  }
}
