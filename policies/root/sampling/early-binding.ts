import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import { Excerpt } from '../../../sim/world/excerpt.ts'
import type { JobId, MachineId } from '../../../sim/world/handles.ts'
import { View } from '../../../sim/world/views.ts'
import type { SchedulerPool, SchedulerProcess } from '../scheduler/scheduler-pool.ts'
import { commit } from '../shared-state/optimistic-commit.ts'
import type { Prober } from './prober.ts'

/** A machine judges what it is sent by whether it fits, task by task, and starts what does. */
const BY_MACHINES = {
  conflict: 'fit',
  transaction: 'incremental',
  sequenceNumbers: false,
  freeFailedAttempts: false,
  onSite: true,
} as const

/**
 * Sampling without reservations: the scheduler waits for the answers of its probes, places on them, and the machines
 * judge what they are sent. An answer is as old as its way back and the claim's way there.
 */
export class EarlyBinding {
  private readonly cluster: Cluster
  private readonly pool: SchedulerPool
  private readonly prober: Prober
  private readonly probeRatio: number
  /** By process: the machines on their way, and what those that answered said. */
  private readonly probed: MachineId[][]
  private readonly answered: Excerpt[]
  /** Shows the answers that a process has while it decides. */
  private readonly view: View
  private readonly arrivals: number
  private readonly answers: number
  private readonly commits: number

  constructor(cluster: Cluster, pool: SchedulerPool, prober: Prober, probeRatio: number) {
    this.cluster = cluster
    this.pool = pool
    this.prober = prober
    this.probeRatio = probeRatio
    const { processes } = pool
    this.probed = processes.map(() => [])
    this.answered = processes.map(() => new Excerpt(cluster.machines))
    this.view = View.probed(cluster.machines)
    for (const { scheduler } of processes) scheduler.launchTime = 0
    this.arrivals = cluster.mailbox.on((index, job) => this.look(processes[index]!, job))
    this.answers = cluster.mailbox.on((index, job) => this.place(processes[index]!, job))
    this.commits = cluster.mailbox.on((index, job) =>
      commit(pool, processes[index]!, job, BY_MACHINES, cluster),
    )
  }

  /** Sends the probes. */
  probe(process: SchedulerProcess, job: JobId): void {
    const { jobs, mailbox, now } = this.cluster
    process.thoughtOut = now
    process.scheduler.measured.thoughtOut(now)
    process.scheduler.claims.clear()
    const current = this.pool.isCurrent(process, job)
    const count = current ? Math.ceil(this.probeRatio * jobs.unclaimed(job)) : 0
    const machines = [...new Set(this.prober.choose(job, count))]
    process.scheduler.measured.probesSent += machines.length
    this.probed[process.index] = machines
    mailbox.send(Route.Machine, this.arrivals, process.index, job)
  }

  /** The probes arrived: the machines say what is free. One that has crashed does not answer, and is not waited for. */
  private look(process: SchedulerProcess, job: JobId): void {
    const answered = this.answered[process.index]!
    answered.clear()
    for (const machine of this.probed[process.index]!)
      if (this.cluster.machines.silent[machine] === 0) answered.add(machine)
    this.cluster.mailbox.send(Route.Machine, this.answers, process.index, job)
  }

  private place(process: SchedulerProcess, job: JobId): void {
    if (this.pool.isCurrent(process, job)) {
      this.view.load(this.answered[process.index]!)
      process.scheduler.attempt(this.view, job)
      this.view.clear()
    }
    this.cluster.mailbox.send(Route.Machine, this.commits, process.index, job)
  }
}
