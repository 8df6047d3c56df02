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
import type { Remark } from '../../sim/measure/result.ts'
import type { Claims } from '../../sim/world/claims.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import type { TaskOutcome } from '../../sim/world/lifecycle.ts'
import type { SomeOffers } from '../mesos/offer-round.ts'
import type { MesosFramework, MesosScheduler, SchedulerSeat } from '../mesos/root/mesos-scheduler.ts'
import { actionOn } from './backoff.ts'
import { AppChanges } from './framework/app-changes.ts'
import { appOfJob, templateOf } from './framework/app-of-job.ts'
import { CheckResults } from './framework/check-results.ts'
import { Checks } from './framework/checks.ts'
import { Deployments } from './framework/deployments.ts'
import { Instances } from './framework/instances.ts'
import { Launcher } from './framework/launcher.ts'
import type { MarathonOptions } from './framework/options.ts'
import { Overdue, RECONCILIATION } from './framework/overdue.ts'
import { ruledOut } from './framework/ruled-out.ts'
import { type AppInstance, RunningApp } from './framework/running-app.ts'
import { ScaleChecks } from './framework/scale-checks.ts'

export class Marathon implements Framework, MesosFramework, MesosScheduler {
  readonly name: string
  readonly reconciliation = RECONCILIATION
  role!: string
  measured!: MeasuredScheduler
  registered = false
  unreachable?: (task: TaskId) => void
  readonly #options: MarathonOptions
  /** By job. */
  readonly #apps = new Map<JobId, RunningApp>()
  #cluster!: Cluster
  #framework: FrameworkId = NONE
  #launcher!: Launcher
  #overdue!: Overdue
  #instances!: Instances
  #changes!: AppChanges
  #deployments!: Deployments
  #scaleChecks!: ScaleChecks
  #luck!: Random
  /** Instances that Mesos did not launch, until the rest of the answer is known. */
  #dropped: AppInstance[] = []
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
      instance => this.#instances.away.expunge(instance),
    )
    this.#overdue = new Overdue(engine, flags, instance => {
      // Of a task that Mesos does not know it says that it is lost.
      if (instance.task === NONE) seat.link.reconcile(framework, [])
      this.#changes.kill(instance)
    })
    const changed = (app: RunningApp) => this.#changed(app)
    const results = new CheckResults(cluster, this.#changes, changed)
    this.#instances = new Instances(cluster, this.#options, seat.link, {
      launcher: this.#launcher,
      changes: this.#changes,
      overdue: this.#overdue,
      checks: new Checks(cluster, results),
      results,
      changed,
      tooMany: app => this.#scaleChecks.look(app),
    })
    // It registers as PARTITION_AWARE since it takes Mesos 1.1, from 1.4 on (MarathonSchedulerDriver.scala).
    if (flags.era === 'head') this.unreachable = task => this.#instances.unreachable(task)
    this.#deployments = new Deployments(engine, flags.era, deploymentCost, this.#changes, this.measured)
    this.#scaleChecks = new ScaleChecks(
      engine,
      app => this.#deployments.isChanging(app),
      app => this.#changes.fit(app),
    )
    const scales = engine.on(index => this.#deploy({ kind: 'scale', to: scale[index]!.to }))
    for (const [index, { at }] of scale.entries()) engine.at(at, scales, index, 0)
    const changes = engine.on(index => this.#deploy({ kind: 'upgrade', failing: upgrades[index]!.failing }))
    for (const [index, { at }] of upgrades.entries()) engine.at(at, changes, index, 0)
    cluster.probes.add({ jobEnded: job => this.#forget(job) })
    return this
  }

  remarks(): readonly Remark[] {
    const { jobs, machines } = this.#cluster
    const waiting = [...this.#apps.values()].filter(({ job }) => jobs.firstStart[job]! < 0)
    return ruledOut(waiting, machines, this.#options.flags.era)
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
    this.#instances.ended(task, outcome)
  }

  reconciled(serves: (machine: MachineId) => boolean): void {
    this.#instances.reconciled(serves)
  }

  running(task: TaskId): void {
    this.#instances.running(task)
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
        app.former?.backoff.reset()
        this.#launcher.sync(app)
      }
    }
    this.#launcher.talk.connected(suppressed)
    this.#instances.resume()
  }

  disconnected(): void {
    this.registered = false
    this.#hasDied ||= !this.#cluster.frameworks.connected[this.#framework]!
    this.#launcher.disconnected()
  }

  decided(instance: AppInstance): void {
    const { app } = instance
    const configuration = app.configurationOf(instance)
    const { soundness } = configuration
    instance.isUnsound = soundness.failing > 0 && this.#luck.uniform() < soundness.failing
    configuration.advanceDelay(this.#cluster.now)
    if (configuration !== app.configuration) this.#changes.rolloutOf(app)?.launched(instance)
    this.#overdue.watch(instance)
  }

  refused(claims: Claims, index: number): void {
    const instance = this.#launcher.claimant(claims, index)
    const { app } = instance
    this.#instances.over(instance)
    this.#instances.leaves(instance)
    if (this.#apps.get(app.job) !== app) return
    if (actionOn('dropped', false, this.#options.flags.era) === 'addDelay')
      app.configurationOf(instance).addDelay(this.#cluster.now)
    this.#dropped.push(instance)
  }

  settled(claims: Claims): void {
    const instances = this.#launcher.takeAnswer(claims)
    for (const [index, instance] of instances.entries()) {
      if (!instance.app.instances.has(instance.id)) continue
      this.#instances.launched(instance, claims.task[index]!)
    }
    const dropped = this.#dropped
    this.#dropped = []
    for (const instance of dropped) this.#changes.rolloutOf(instance.app)?.dropped(instance)
    for (const app of new Set(instances.map(({ app }) => app))) {
      this.#launcher.sync(app)
      this.#changed(app)
    }
  }

  #deploy(change: { kind: 'scale'; to: number } | { kind: 'upgrade'; failing: number }): void {
    const { jobs } = this.#cluster
    const apps = [...this.#apps.values()].filter(app => app.isThere && jobs.hosts[app.job] === NONE)
    this.#deployments.deploy(apps, change)
  }

  #changed(app: RunningApp): void {
    this.#changes.changed(app)
    this.#deployments.changed(app)
    this.#scaleChecks.changed(app)
  }

  /** The job is over. */
  #forget(job: JobId): void {
    const app = this.#apps.get(job)
    if (app === undefined) return
    this.#apps.delete(job)
    this.#instances.forget(app)
    this.#launcher.forget(app)
    this.#changed(app)
  }
}
