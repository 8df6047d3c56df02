/**
 * Marathon in a simulation: jobs are apps, and it answers Mesos' offers itself.
 *
 * Every decision is made by the files beside this one; here and in the folder `framework` their books are kept current from what
 * happens.
 */
import type { Random } from '../../sim/chance/random.ts'
import type { Cluster } from '../../sim/cluster.ts'
import type { Framework } from '../../sim/contracts.ts'
import { NEVER } from '../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../sim/world/claims.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../sim/world/lifecycle.ts'
import type { SomeOffers } from '../mesos/offer-round.ts'
import type { MesosFramework, MesosScheduler, SchedulerSeat } from '../mesos/root/mesos-scheduler.ts'
import { actionOn } from './backoff.ts'
import { AppChanges } from './framework/app-changes.ts'
import { appOfJob, templateOf } from './framework/app-of-job.ts'
import { CheckResults } from './framework/check-results.ts'
import { Checks } from './framework/checks.ts'
import { Deployments } from './framework/deployments.ts'
import { Launcher } from './framework/launcher.ts'
import { LostInstances } from './framework/lost-instances.ts'
import type { MarathonOptions } from './framework/options.ts'
import { Overdue, RECONCILIATION } from './framework/overdue.ts'
import { type AppInstance, RunningApp } from './framework/running-app.ts'
import { STATUS } from './framework/task-status.ts'

export class Marathon implements Framework, MesosFramework, MesosScheduler {
  readonly name: string
  readonly reconciliation = RECONCILIATION
  role!: string
  measured!: MeasuredScheduler
  registered = false
  readonly #options: MarathonOptions
  /** By job. */
  readonly #apps = new Map<JobId, RunningApp>()
  readonly #byTask = new Map<TaskId, AppInstance>()
  #cluster!: Cluster
  #framework: FrameworkId = NONE
  #launcher!: Launcher
  #overdue!: Overdue
  #lost!: LostInstances
  #checks!: Checks
  #results!: CheckResults
  #changes!: AppChanges
  #deployments!: Deployments
  #luck!: Random
  /** Instances that Mesos did not launch, until the rest of the answer is known. */
  #dropped: AppInstance[] = []
  /** Tasks whose start was told before the answer that launched them was settled: messages may take no time. */
  readonly #early = new Set<TaskId>()
  /** Its own process died, and with it all that it has not stored. */
  #hasDied = false

  constructor(name: string, options: MarathonOptions) {
    this.name = name
    this.#options = options
  }

  schedulerOn(seat: SchedulerSeat): MesosScheduler {
    const { cluster, framework, role } = seat
    const { flags, matchTime, deploymentCost, scale, upgrades } = this.#options
    const { engine } = cluster
    this.#cluster = cluster
    this.#framework = framework
    cluster.frameworks.readyAfter[framework] = NEVER
    this.role = role
    this.measured = cluster.recorder.scheduler(this.name)
    this.#luck = cluster.streams.stream(`marathon/${this.name}/health`)
    this.#launcher = new Launcher(seat, flags, matchTime, this.measured, this)
    this.#changes = new AppChanges(
      { [Symbol.iterator]: () => this.#apps.values() },
      cluster,
      this.#launcher,
      flags.era,
      instance => this.#lost.expunge(instance),
    )
    this.#overdue = new Overdue(engine, flags, instance => {
      // Of a task that Mesos does not know it says that it is lost.
      if (instance.task === NONE) seat.link.reconcile(framework, [])
      this.#changes.kill(instance)
    })
    this.#lost = new LostInstances(engine, flags.era, instance => this.#expunged(instance))
    this.#results = new CheckResults(cluster, this.#changes, app => this.#changed(app))
    this.#checks = new Checks(cluster, this.#results)
    this.#deployments = new Deployments(engine, flags.era, deploymentCost, this.#changes, this.measured)
    const scales = engine.on(index => this.#deploy({ kind: 'scale', to: scale[index]!.to }))
    for (const [index, { at }] of scale.entries()) engine.at(at, scales, index, 0)
    const changes = engine.on(index => this.#deploy({ kind: 'upgrade', failing: upgrades[index]!.failing }))
    for (const [index, { at }] of upgrades.entries()) engine.at(at, changes, index, 0)
    cluster.probes.add({ jobEnded: job => this.#forget(job) })
    return this
  }

  get suppressed(): boolean {
    return this.#launcher.talk.suppressed
  }

  jobArrived(job: JobId): void {
    const { jobs } = this.#cluster
    const { flags } = this.#options
    const template = templateOf(job, this.#options, this.#cluster)
    const definition = appOfJob(job, template, this.name, this.#cluster)
    const roles = new Set(['*', this.role])
    const app = new RunningApp(job, jobs.generation[job]!, definition, template.soundness, flags, roles)
    this.#apps.set(job, app)
    this.#deployments.create(app)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const { jobs, tasks, ending, now } = this.#cluster
    const { whenDone, flags } = this.#options
    const job = tasks.job[task]!
    const instance = this.#byTask.get(task)!
    const { app } = instance
    this.#byTask.delete(task)
    // One that is lost stays in the books, and its row goes to another task.
    instance.task = NONE
    this.#over(instance)
    const rollout = this.#changes.rolloutOf(app)
    const isLost = outcome === TaskOutcome.Lost && rollout === undefined
    const away = isLost ? this.#lost.add(instance) : 0
    if (!isLost) this.#leaves(instance)
    if (outcome === TaskOutcome.Finished && whenDone === 'remove') {
      ending.finishTask(job)
      return
    }
    const action = actionOn(STATUS[outcome], outcome === TaskOutcome.Drained, flags.era)
    if (action === 'addDelay') app.addDelay(now)
    else if (action === 'resetDelay') app.backoff.reset()
    if (outcome === TaskOutcome.Failed) jobs.failures[job]!++
    if (rollout !== undefined) rollout.gone(instance)
    else if (jobs.tasks[job]! > jobs.wanted[job]!) ending.dropTask(job)
    else this.#cluster.relaunch(job, away)
    this.#launcher.sync(app)
    this.#changed(app)
  }

  /** Mesos says of tasks on agents that have come back without them that they are gone: what they had reserved waits there. */
  reconciled(serves: (machine: MachineId) => boolean): void {
    for (const instance of this.#lost.takeReturned(serves)) {
      const { app } = instance
      this.#leaves(instance)
      const rollout = this.#changes.rolloutOf(app)
      // The upgrade has withdrawn the task that waited in its place, and launches one of its own.
      if (rollout === undefined) this.#cluster.resume(app.job)
      else rollout.expunged(instance)
      this.#launcher.sync(app)
      this.#changed(app)
    }
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

  receive(offers: readonly SomeOffers[]): void {
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

  decided(instance: AppInstance): void {
    const { soundness } = instance.app
    instance.isUnsound = soundness.failing > 0 && this.#luck.uniform() < soundness.failing
    instance.app.advanceDelay(this.#cluster.now)
    this.#overdue.watch(instance)
  }

  refused(claims: Claims, index: number): void {
    const instance = this.#launcher.claimant(claims, index)
    const { app } = instance
    this.#over(instance)
    this.#leaves(instance)
    if (this.#apps.get(app.job) !== app) return
    if (actionOn('dropped', false, this.#options.flags.era) === 'addDelay') app.addDelay(this.#cluster.now)
    this.#dropped.push(instance)
  }

  settled(claims: Claims): void {
    const instances = this.#launcher.takeAnswer(claims)
    for (const [index, instance] of instances.entries()) {
      if (!instance.app.instances.has(instance.id)) continue
      instance.task = claims.task[index]!
      this.#byTask.set(instance.task, instance)
      if (this.#early.delete(instance.task)) this.running(instance.task)
      if (instance.isSentenced) this.#changes.kill(instance)
    }
    const dropped = this.#dropped
    this.#dropped = []
    for (const instance of dropped) this.#changes.rolloutOf(instance.app)?.dropped(instance)
    for (const app of new Set(instances.map(({ app }) => app))) {
      this.#launcher.sync(app)
      this.#changed(app)
    }
  }

  running(task: TaskId): void {
    const instance = this.#byTask.get(task)
    if (instance === undefined) this.#early.add(task)
    if (instance === undefined || instance.condition === 'Running') return
    const { app } = instance
    const { now } = this.#cluster
    instance.becomes('Running', now)
    this.#overdue.forget(instance)
    app.advanceDelay(now)
    this.#launcher.confirmed()
    this.#launcher.sync(app)
    this.#checks.begin(instance)
    if (app.definition.healthChecks.length === 0) this.#results.becomesHealthy(instance)
    this.#changes.rolloutOf(app)?.running(instance)
    this.#changed(app)
  }

  #deploy(change: { kind: 'scale'; to: number } | { kind: 'upgrade'; failing: number }): void {
    const { jobs } = this.#cluster
    const apps = [...this.#apps.values()].filter(app => app.isThere && jobs.hosts[app.job] === NONE)
    this.#deployments.deploy(apps, change)
  }

  #changed(app: RunningApp): void {
    this.#changes.changed(app)
    this.#deployments.changed(app)
  }

  /** Its task is over. */
  #over(instance: AppInstance): void {
    this.#overdue.forget(instance)
    this.#checks.forget(instance)
    instance.app.ended(instance)
  }

  /** It was lost, and is not waited for any longer. */
  #expunged(instance: AppInstance): void {
    const { app } = instance
    this.#leaves(instance)
    this.#changes.rolloutOf(app)?.expunged(instance)
    this.#changed(app)
  }

  /** It leaves the books. */
  #leaves(instance: AppInstance): void {
    instance.app.remove(instance)
    if (instance.app.definition.constraints.length > 0) this.#launcher.constraintsEased()
  }

  /** The job is over. */
  #forget(job: JobId): void {
    const app = this.#apps.get(job)
    if (app === undefined) return
    this.#apps.delete(job)
    for (const instance of app.instances.values()) {
      this.#over(instance)
      this.#lost.forget(instance)
      this.#byTask.delete(instance.task)
      app.remove(instance)
    }
    this.#launcher.forget(app)
    this.#changed(app)
  }
}
