import type { Cluster } from '../../sim/cluster.ts'
import type { JobId } from '../../sim/handles.ts'
import { Route } from '../../sim/mailbox.ts'
import { View } from '../../sim/views.ts'
import { judge } from './judge.ts'
import type { Prober } from './prober.ts'
import type { SamplingProcess } from './sampling.ts'

/**
 * Sampling without reservations: the scheduler waits for the answers of its probes, places on them, and the machines
 * judge what they are sent. Probes and claims travel in two round trips, in which the answers age.
 */
export class EarlyBinding {
  private readonly cluster: Cluster
  private readonly prober: Prober
  private readonly probeRatio: number
  private readonly next: (process: SamplingProcess) => void
  private processes: readonly SamplingProcess[] = []
  private readonly views: View[] = []
  private readonly answers: number
  private readonly judges: number

  constructor(
    cluster: Cluster,
    prober: Prober,
    probeRatio: number,
    next: (process: SamplingProcess) => void,
  ) {
    this.cluster = cluster
    this.prober = prober
    this.probeRatio = probeRatio
    this.next = next
    this.answers = cluster.engine.on((index, job) => this.place(this.processes[index]!, job))
    this.judges = cluster.engine.on((index, job) => this.commit(this.processes[index]!, job))
  }

  start(processes: readonly SamplingProcess[]): void {
    this.processes = processes
    for (const _ of processes) this.views.push(View.probed(this.cluster.machines))
  }

  /** Sends the probes; the machines look at themselves when they arrive. */
  probe(process: SamplingProcess, job: JobId): void {
    const { jobs, engine, mailbox } = this.cluster
    process.scheduler.claims.clear()
    const view = this.views[process.index]!
    view.clear()
    if (this.isCurrent(process, job)) {
      const machines = this.prober.choose(job, Math.ceil(this.probeRatio * jobs.unclaimed(job)))
      process.scheduler.measured.probesSent += machines.length
      for (const machine of new Set(machines)) view.include(machine)
    }
    engine.at(engine.now + 2 * mailbox.latencyOf(Route.Machine), this.answers, process.index, job)
  }

  private place(process: SamplingProcess, job: JobId): void {
    const { engine, mailbox } = this.cluster
    if (this.isCurrent(process, job)) process.scheduler.attempt(this.views[process.index]!, job)
    engine.at(engine.now + mailbox.latencyOf(Route.Machine), this.judges, process.index, job)
  }

  private commit(process: SamplingProcess, job: JobId): void {
    const { running, now } = this.cluster
    const { scheduler } = process
    const { claims, measured } = scheduler
    const refused = judge(claims, { conflict: 'fit', transaction: 'incremental' }, this.cluster)
    measured.decided(process.since, now, refused > 0)
    if (claims.count === 0) measured.attemptsWithoutRoom++
    else if (refused > 0) measured.transactionsFailed++
    else measured.transactionsOk++
    measured.claimsRefused += refused
    measured.claimsAccepted += claims.accepted
    if (this.isCurrent(process, job)) scheduler.launched(job, claims.accepted)
    running.launch(claims)
    process.busy = false
    scheduler.settle(job, process.generation, refused > 0)
    this.next(process)
  }

  private isCurrent(process: SamplingProcess, job: JobId): boolean {
    const { jobs } = this.cluster
    return jobs.generation[job] === process.generation && jobs.isOpen(job)
  }
}
