/**
 * Marathon in a simulation: jobs are apps, and it answers Mesos' offers itself.
 *
 * Every decision is made by the files beside this folder; here their books are kept current from what happens.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Framework } from '../../sim/contracts.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../sim/world/claims.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../sim/world/lifecycle.ts'
import type { OutstandingOffer } from '../mesos/outstanding-offers.ts'
import type { MesosFramework, MesosScheduler, SchedulerSeat } from '../mesos/root/mesos-scheduler.ts'
import { actionOn } from './backoff.ts'
import { appOfJob, templateOf } from './framework/app-of-job.ts'
import { Launcher } from './framework/launcher.ts'
import type { MarathonOptions } from './framework/options.ts'
import { Overdue } from './framework/overdue.ts'
import type { PlacedInstance } from './framework/placed-instance.ts'
import { RunningApp } from './framework/running-app.ts'

/** The statuses that Mesos gives ends of tasks. */
const STATUS: Readonly<Record<TaskOutcome, string>> = {
  [TaskOutcome.Finished]: 'finished',
  [TaskOutcome.Failed]: 'failed',
  [TaskOutcome.Lost]: 'unreachable',
  [TaskOutcome.Killed]: 'killed',
  [TaskOutcome.Preempted]: 'killed',
  [TaskOutcome.Drained]: 'killed',
  [TaskOutcome.Scaled]: 'killed',
}

export class Marathon implements Framework, MesosFramework, MesosScheduler {
  readonly name: string
  readonly #options: MarathonOptions
  /** By job. */
  readonly #apps = new Map<JobId, RunningApp>()
  readonly #byTask = new Map<TaskId, PlacedInstance>()
  #cluster!: Cluster
  #framework: FrameworkId = NONE
  #launcher!: Launcher
  #overdue!: Overdue
  role!: string
  measured!: MeasuredScheduler
  registered = false
  #hasDied = false

  constructor(name: string, options: MarathonOptions) {
    this.name = name
    this.#options = options
  }

  schedulerOn(seat: SchedulerSeat): MesosScheduler {
    const { cluster, framework, role } = seat
    const { flags, matchTime } = this.#options
    this.#cluster = cluster
    this.#framework = framework
    this.role = role
    this.measured = cluster.recorder.scheduler(this.name)
    this.#launcher = new Launcher(seat, flags, matchTime, this.measured, this)
    this.#overdue = new Overdue(cluster.engine, flags, instance => this.#kill(instance))
    cluster.probes.add({ jobEnded: job => this.#forget(job) })
    return this
  }

  get suppressed(): boolean {
    return this.#launcher.talk.suppressed
  }

  jobArrived(job: JobId): void {
    const { jobs } = this.#cluster
    const template = templateOf(job, this.#options, this.#cluster)
    const definition = appOfJob(job, template, this.name, this.#cluster)
    const { flags } = this.#options
    const { failing } = template.soundness
    const roles = new Set(['*', this.role])
    this.#apps.set(job, new RunningApp(job, jobs.generation[job]!, definition, failing, flags, roles))
    this.#cluster.makeReady(job)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const { jobs, tasks, ending, now } = this.#cluster
    const job = tasks.job[task]!
    const app = this.#apps.get(job)!
    const instance = this.#byTask.get(task)
    if (instance !== undefined) this.#remove(instance)
    const { whenDone, flags } = this.#options
    if (outcome === TaskOutcome.Finished && whenDone === 'remove') {
      ending.finishTask(job)
      return
    }
    const action = actionOn(STATUS[outcome], outcome === TaskOutcome.Drained, flags.era)
    if (action === 'addDelay') app.addDelay(now)
    else if (action === 'resetDelay') app.backoff.reset()
    if (outcome === TaskOutcome.Failed) jobs.failures[job]!++
    this.#cluster.relaunch(job, outcome === TaskOutcome.Lost ? this.#absence(app) : 0)
    this.#launcher.sync(app)
  }

  submit(job: JobId): void {
    const app = this.#apps.get(job)
    if (app !== undefined) this.#launcher.sync(app)
  }

  withdraw(job: JobId): void {
    this.submit(job)
  }

  /** Marathon learns of ends when it is told. */
  released(_machine: MachineId, _task: TaskId): void {}

  receive(offers: readonly OutstandingOffer[]): void {
    this.#launcher.receive(offers)
  }

  connected(suppressed: boolean): void {
    this.registered = true
    if (this.#hasDied) {
      this.#hasDied = false
      this.#launcher.restart()
      for (const app of this.#apps.values()) {
        app.backoff.reset()
        this.#launcher.sync(app)
      }
    }
    this.#launcher.talk.connected(suppressed, this.#launcher.offersWanted)
    // Mesos answers with the states of all tasks.
    const { tasks } = this.#cluster
    for (const task of this.#byTask.keys()) if (tasks.state[task] === TaskState.Running) this.running(task)
  }

  disconnected(): void {
    this.registered = false
    this.#hasDied ||= !this.#cluster.frameworks.connected[this.#framework]!
    this.#launcher.disconnected()
  }

  decided(instance: PlacedInstance): void {
    instance.app.advanceDelay(this.#cluster.now)
    this.#overdue.watch(instance)
  }

  refused(claims: Claims, index: number): void {
    const instance = this.#launcher.claimant(claims, index)
    this.#remove(instance)
    // What was launched on an offer that is gone is dropped.
    if (actionOn('dropped', false, this.#options.flags.era) === 'addDelay')
      instance.app.addDelay(this.#cluster.now)
  }

  settled(claims: Claims): void {
    const instances = this.#launcher.takeAnswer(claims)
    for (const [index, instance] of instances.entries()) {
      if (!instance.app.instances.has(instance.id)) continue
      instance.task = claims.task[index]!
      this.#byTask.set(instance.task, instance)
      if (instance.isSentenced) this.#kill(instance)
    }
    for (const app of new Set(instances.map(({ app }) => app))) this.#launcher.sync(app)
  }

  running(task: TaskId): void {
    const instance = this.#byTask.get(task)
    if (instance === undefined || instance.condition === 'Running') return
    const { now } = this.#cluster
    instance.becomes('Running', now)
    instance.app.advanceDelay(now)
    this.#overdue.forget(instance)
    this.#launcher.confirmed()
    this.#launcher.sync(instance.app)
  }

  /** How long an instance may be unreachable before another is started in its place. */
  #absence({ definition: { unreachable } }: RunningApp): Time {
    return unreachable === null || unreachable === 'disabled' ? 0 : unreachable.inactiveAfter
  }

  #kill(instance: PlacedInstance): void {
    instance.isSentenced = true
    if (instance.task !== NONE) this.#cluster.running.kill(instance.task, TaskOutcome.Scaled)
  }

  #remove(instance: PlacedInstance): void {
    this.#overdue.forget(instance)
    this.#byTask.delete(instance.task)
    const { app } = instance
    if (app.remove(instance) && app.definition.constraints.length > 0) this.#launcher.constraintsEased()
  }

  /** The job is over. */
  #forget(job: JobId): void {
    const app = this.#apps.get(job)
    if (app === undefined) return
    this.#apps.delete(job)
    for (const instance of app.instances.values()) this.#remove(instance)
    this.#launcher.forget(app)
  }
}
