import type { Cluster } from '../../../sim/cluster.ts'
import { ZERO } from '../../../sim/double.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { Time } from '../../../sim/engine/time.ts'
import {
  type FrameworkId,
  type JobId,
  type MachineId,
  NONE,
  type TaskId,
} from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'
import { Scheduler } from './scheduler.ts'
import type { SchedulerParts } from './scheduler-parts.ts'
import type { Standings } from './standings.ts'

/** A scheduler process of a framework and the decision that it is making. */
export interface SchedulerProcess {
  readonly scheduler: Scheduler
  readonly framework: FrameworkId
  /** Its number among all processes. */
  readonly index: number
  busy: boolean
  /** It is to choose its next job at the end of this instant. */
  waking: boolean
  /** When the decision began, when it was thought out, and the generation of the job in hand. */
  since: Time
  thoughtOut: Time
  generation: number
}

/** What the processes of a pool are made from. */
export interface PoolOptions {
  /** Parallel schedulers, by framework; its jobs are dealt to them round robin. */
  readonly schedulers: readonly number[]
  readonly partsOf: (framework: FrameworkId, number: number) => SchedulerParts
  readonly standings: Standings
  /** The next job is chosen at once after every event, not at the end of the instant (other simulators). */
  readonly passPerEvent: boolean
}

/**
 * The scheduler processes of frameworks that decide for themselves: jobs are dealt to them, they are woken when something
 * changed, and each has one job in hand at a time. What a decision does is the architecture's.
 */
export class SchedulerPool {
  readonly processes: SchedulerProcess[] = []
  private readonly cluster: Cluster
  private readonly options: PoolOptions
  /** Called for an idle process of a connected framework that may have something to decide. */
  private readonly begin: (process: SchedulerProcess) => void
  /** Number of the first process, and jobs dealt so far, by framework. */
  private readonly first: number[] = []
  private readonly dealt: number[] = []
  private readonly hears: number
  private readonly chooses: number

  constructor(cluster: Cluster, options: PoolOptions, begin: (process: SchedulerProcess) => void) {
    this.cluster = cluster
    this.options = options
    this.begin = begin
    for (let framework = 0; framework < cluster.frameworks.count; framework++) {
      this.first.push(this.processes.length)
      this.dealt.push(0)
      const count = options.schedulers[framework]!
      for (let number = 0; number < count; number++) this.add(framework, number)
    }
    const { jobs } = cluster
    this.chooses = cluster.engine.on(index => {
      const process = this.processes[index]!
      process.waking = false
      this.choose(process)
    })
    this.hears = cluster.mailbox.on((job, generation) => {
      if (jobs.generation[job] === generation && jobs.isOpen(job)) this.enqueue(job)
    })
  }

  /** The job travels to its scheduler, which queues it and begins if it is idle. */
  submit(job: JobId): void {
    this.cluster.mailbox.send(Route.Scheduler, this.hears, job, this.cluster.jobs.generation[job]!)
  }

  /** The job queues with its scheduler at once. */
  enqueue(job: JobId): void {
    const process = this.of(job)
    process.scheduler.submit(job)
    this.wake(process)
  }

  withdraw(job: JobId): void {
    const index = this.options.standings.schedulerOf(job)
    if (index === NONE) return
    const process = this.processes[index]!
    process.scheduler.withdraw(job)
    this.wakeLater(process)
  }

  shrank(job: JobId): void {
    const index = this.options.standings.schedulerOf(job)
    if (index === NONE) return
    const process = this.processes[index]!
    process.scheduler.shrank(job)
    this.wakeLater(process)
  }

  /** A machine takes no more tasks. */
  lost(): void {
    for (const process of this.processes) if (process.scheduler.lost()) this.wakeLater(process)
  }

  released(machine: MachineId, task: TaskId): void {
    for (const process of this.processes) {
      process.scheduler.released(machine, task)
      this.wake(process)
    }
  }

  /** Everything may be different: all blocked and parked jobs are tried again. */
  changedAll(): void {
    for (const process of this.processes) {
      process.scheduler.changedAll()
      this.wake(process)
    }
  }

  wakeAll(): void {
    for (const process of this.processes) this.wake(process)
  }

  /** The process chooses its next job if it is idle, when all that happens at this instant has happened. */
  wake(process: SchedulerProcess): void {
    if (!this.options.passPerEvent) this.wakeLater(process)
    else this.choose(process)
  }

  /** Nothing is begun where no job can go: it would come to nothing. */
  private choose(process: SchedulerProcess): void {
    if (this.isFree(process) && process.scheduler.mayGo) this.begin(process)
  }

  /** Also where each event has a pass of its own: who withdraws a job, or loses a machine, may be about to lose others. */
  private wakeLater(process: SchedulerProcess): void {
    if (process.waking || !this.isFree(process)) return
    process.waking = true
    this.cluster.engine.atEndOfInstant(this.chooses, process.index, 0)
  }

  /** The process that deals with the job: a new one is dealt to the next of its framework's, and stays there. */
  of(job: JobId): SchedulerProcess {
    const { jobs } = this.cluster
    const known = this.options.standings.schedulerOf(job)
    if (known !== NONE) return this.processes[known]!
    const framework = jobs.framework[job]!
    const count = this.options.schedulers[framework]!
    return this.processes[this.first[framework]! + (this.dealt[framework]!++ % count)]!
  }

  /** Takes the process's next job in hand, NONE if there is none that may go now. */
  take(process: SchedulerProcess, view: View): JobId {
    const job = process.scheduler.next(view)
    if (job === NONE) return NONE
    process.busy = true
    process.since = this.cluster.now
    process.generation = this.cluster.jobs.generation[job]!
    return job
  }

  /** Is the job in hand still one to decide on? */
  isCurrent(process: SchedulerProcess, job: JobId): boolean {
    const { jobs } = this.cluster
    return jobs.generation[job] === process.generation && jobs.isOpen(job)
  }

  /** The decision is over: the job stands where it now belongs, and the process turns to the next. */
  settle(process: SchedulerProcess, job: JobId, conflict: boolean): void {
    process.busy = false
    process.scheduler.settle(job, process.generation, conflict)
    this.wake(process)
  }

  private isFree({ busy, framework }: SchedulerProcess): boolean {
    return !busy && this.cluster.frameworks.connected[framework]!
  }

  private add(framework: FrameworkId, number: number): void {
    const index = this.processes.length
    const scheduler = new Scheduler(this.cluster, index, this.options.partsOf(framework, number))
    const process: SchedulerProcess = {
      scheduler,
      framework,
      index,
      busy: false,
      waking: false,
      since: ZERO,
      thoughtOut: ZERO,
      generation: 0,
    }
    scheduler.onRetry = () => this.wake(process)
    this.processes.push(process)
  }
}
