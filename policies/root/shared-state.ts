import type { Cluster } from '../../sim/cluster.ts'
import type { RootScheduler } from '../../sim/contracts.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/handles.ts'
import { Route } from '../../sim/mailbox.ts'
import type { Time } from '../../sim/time.ts'
import { View } from '../../sim/views.ts'
import { type Judgement, judge } from './judge.ts'
import { Scheduler, type SchedulerParts } from './scheduler.ts'

export interface SharedStateOptions extends Judgement {
  /** Parallel schedulers of each framework; its jobs are dealt to them round robin. */
  readonly schedulers: number
  /** An attempt that places nothing costs no busy time (the Omega simulator). */
  readonly freeFailedAttempts: boolean
}

/** A scheduler with a snapshot of its own, and the attempt that it is making. */
interface Process {
  readonly scheduler: Scheduler
  readonly snapshot: View
  readonly framework: FrameworkId
  readonly index: number
  busy: boolean
  since: Time
  /** Generation of the job in hand. */
  generation: number
}

/**
 * Every framework decides for itself, on its own ageing copy of the cluster, and commits optimistically (Omega, Nomad).
 *
 * An attempt takes a snapshot, thinks, places on the snapshot, and commits; the judge looks at the cell as it is then. A
 * conflict spoils the attempt and costs its think time; the job is tried again on a fresh snapshot.
 */
export class SharedState implements RootScheduler {
  readonly name = 'shared-state'
  private readonly partsOf: (framework: FrameworkId, number: number) => SchedulerParts
  private readonly options: SharedStateOptions
  private cluster!: Cluster
  /** At the start of an attempt the snapshot would say the same; asking here saves copies for jobs that cannot go. */
  private live!: View
  private readonly processes: Process[] = []
  private dealt = 0
  private plans = 0
  private commits = 0
  private hears = 0

  constructor(
    partsOf: (framework: FrameworkId, number: number) => SchedulerParts,
    options: SharedStateOptions,
  ) {
    this.partsOf = partsOf
    this.options = options
  }

  start(cluster: Cluster): void {
    this.cluster = cluster
    this.live = View.live(cluster.machines)
    for (let framework = 0; framework < cluster.frameworks.count; framework++) {
      for (let number = 0; number < this.options.schedulers; number++) this.addProcess(framework, number)
    }
    this.plans = cluster.engine.on((index, job) => this.plan(this.processes[index]!, job))
    this.commits = cluster.mailbox.on((index, job) => this.commit(this.processes[index]!, job))
    this.hears = cluster.mailbox.on((job, generation) => {
      if (cluster.jobs.generation[job] !== generation || !cluster.jobs.isOpen(job)) return
      const process = this.processFor(job)
      process.scheduler.submit(job)
      this.begin(process)
    })
  }

  submit(job: JobId): void {
    this.cluster.mailbox.send(Route.Scheduler, this.hears, job, this.cluster.jobs.generation[job]!)
  }

  withdraw(job: JobId): void {
    const index = this.cluster.jobs.scheduler[job]!
    if (index !== NONE) this.processes[index]!.scheduler.withdraw(job)
  }

  released(machine: MachineId, task: TaskId): void {
    for (const process of this.processes) {
      process.scheduler.released(machine, task)
      this.begin(process)
    }
  }

  machineChanged(_machine: MachineId, up: boolean): void {
    if (!up) return
    for (const process of this.processes) {
      process.scheduler.changedAll()
      this.begin(process)
    }
  }

  frameworkChanged(_framework: FrameworkId, connected: boolean): void {
    if (connected) for (const process of this.processes) this.begin(process)
  }

  private addProcess(framework: FrameworkId, number: number): void {
    const { cluster } = this
    const index = this.processes.length
    const scheduler = new Scheduler(cluster, index, this.partsOf(framework, number))
    const snapshot = View.snapshot(cluster.machines)
    const process = { scheduler, snapshot, framework, index, busy: false, since: 0, generation: 0 }
    scheduler.onRetry = () => this.begin(process)
    this.processes.push(process)
  }

  /** A job stays with its scheduler; a new one is dealt to the next of its framework's (Omega deals all jobs by one counter). */
  private processFor(job: JobId): Process {
    const { jobs } = this.cluster
    const known = jobs.scheduler[job]!
    if (known !== NONE) return this.processes[known]!
    const { schedulers } = this.options
    if (schedulers === 1) return this.processes[jobs.framework[job]!]!
    this.dealt++
    return this.processes[jobs.framework[job]! * schedulers + (this.dealt % schedulers)]!
  }

  /** Begins an attempt if the scheduler is idle: the snapshot is of now. */
  private begin(process: Process): void {
    if (process.busy || !process.scheduler.wanting || !this.cluster.frameworks.connected[process.framework])
      return
    const { engine } = this.cluster
    const job = process.scheduler.next(this.live)
    if (job === NONE) return
    process.snapshot.refresh()
    process.busy = true
    process.since = engine.now
    process.generation = this.cluster.jobs.generation[job]!
    engine.at(engine.now + process.scheduler.thinkTime(job), this.plans, process.index, job)
  }

  private plan(process: Process, job: JobId): void {
    const { scheduler, snapshot } = process
    scheduler.claims.clear()
    if (this.isCurrent(process, job)) scheduler.attempt(snapshot, job)
    this.cluster.mailbox.send(Route.Scheduler, this.commits, process.index, job)
  }

  private commit(process: Process, job: JobId): void {
    const { running, now } = this.cluster
    const { scheduler, since } = process
    const { claims, measured } = scheduler
    const refused = judge(claims, this.options, this.cluster)
    const conflict = refused > 0
    if (claims.count > 0) {
      measured.decided(since, now, conflict)
      if (conflict) measured.transactionsFailed++
      else measured.transactionsOk++
    } else {
      if (!this.options.freeFailedAttempts) measured.decided(since, now, false)
      measured.attemptsWithoutRoom++
    }
    const accepted = claims.accepted
    measured.claimsRefused += refused
    measured.claimsAccepted += accepted
    if (this.isCurrent(process, job)) scheduler.launched(job, accepted)
    running.launch(claims)
    process.busy = false
    scheduler.settle(job, process.generation, conflict)
    this.begin(process)
  }

  private isCurrent(process: Process, job: JobId): boolean {
    const { jobs } = this.cluster
    return jobs.generation[job] === process.generation && jobs.isOpen(job)
  }
}
