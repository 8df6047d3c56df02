import type { Cluster } from '../../../sim/cluster.ts'
import type { RootScheduler } from '../../../sim/contracts.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { MortalRoot } from '../../../sim/life/root-failures.ts'
import {
  type FrameworkId,
  type JobId,
  type MachineId,
  NONE,
  type TaskId,
} from '../../../sim/world/handles.ts'
import { View } from '../../../sim/world/views.ts'
import { type PoolOptions, SchedulerPool, type SchedulerProcess } from '../scheduler/scheduler-pool.ts'
import type { Judgement } from './judge.ts'
import { commit } from './optimistic-commit.ts'

export interface SharedStateOptions extends Judgement, PoolOptions {
  /** An attempt that places nothing costs no busy time (the Omega simulator). */
  readonly freeFailedAttempts: boolean
}

/**
 * Every framework decides for itself, on its own ageing copy of the cluster, and commits optimistically (Omega, Nomad).
 *
 * An attempt takes a snapshot, thinks, places on the snapshot, and commits; the judge looks at the cell as it is then. A
 * conflict spoils the attempt and costs its think time; the job is tried again on a fresh snapshot.
 *
 * The root is the state itself. While it is away there are no snapshots, and commits wait for it; who was thinking goes on.
 */
export class SharedState implements RootScheduler, MortalRoot {
  readonly name = 'shared-state'
  private readonly options: SharedStateOptions
  private cluster!: Cluster
  private pool!: SchedulerPool
  /** At the start of an attempt the snapshot would say the same; asking here saves copies for jobs that cannot go. */
  private live!: View
  /** By process. */
  private snapshots: View[] = []
  private away = false
  /** Commits that wait for the state: processes and their jobs, in the order in which they came. */
  private waiting: { readonly index: number; readonly job: JobId }[] = []
  private plans = 0
  private commits = 0

  constructor(options: SharedStateOptions) {
    this.options = options
  }

  start(cluster: Cluster): void {
    this.cluster = cluster
    this.live = View.live(cluster.machines)
    this.pool = new SchedulerPool(cluster, this.options, process => this.begin(process))
    const { processes } = this.pool
    this.snapshots = processes.map(() => View.snapshot(cluster.machines))
    this.plans = cluster.engine.on((index, job) => this.plan(processes[index]!, job))
    const options = { ...this.options, onSite: false }
    this.commits = cluster.mailbox.on((index, job) => {
      if (this.away) this.waiting.push({ index, job })
      else commit(this.pool, processes[index]!, job, options, cluster)
    })
  }

  dies(): void {
    this.away = true
  }

  returns(): void {
    this.away = false
    const { waiting } = this
    this.waiting = []
    for (const { index, job } of waiting) this.cluster.mailbox.send(Route.Scheduler, this.commits, index, job)
    this.pool.wakeAll()
  }

  submit(job: JobId): void {
    this.pool.submit(job)
  }

  withdraw(job: JobId): void {
    this.pool.withdraw(job)
  }

  shrank(job: JobId): void {
    this.pool.shrank(job)
  }

  released(machine: MachineId, task: TaskId): void {
    this.pool.released(machine, task)
  }

  machineChanged(_machine: MachineId, up: boolean): void {
    if (up) this.pool.changedAll()
    else this.pool.lost()
  }

  frameworkChanged(_framework: FrameworkId, connected: boolean): void {
    if (connected) this.pool.wakeAll()
  }

  /** Begins an attempt: the snapshot is of now. */
  private begin(process: SchedulerProcess): void {
    const { engine } = this.cluster
    if (this.away) return
    const job = this.pool.take(process, this.live)
    if (job === NONE) return
    this.snapshots[process.index]!.refresh()
    engine.at(engine.now + process.scheduler.thinkTime(job), this.plans, process.index, job)
  }

  private plan(process: SchedulerProcess, job: JobId): void {
    const { scheduler } = process
    process.thoughtOut = this.cluster.now
    process.scheduler.measured.thoughtOut(process.thoughtOut)
    scheduler.claims.clear()
    if (this.pool.isCurrent(process, job)) scheduler.attempt(this.snapshots[process.index]!, job)
    this.cluster.mailbox.send(Route.Scheduler, this.commits, process.index, job)
  }
}
