/**
 * The instances of a Marathon in a simulation by their tasks, and what it makes of what Mesos tells of these.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import { type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../../sim/world/lifecycle.ts'
import type { MasterLink } from '../../mesos/root/mesos-scheduler.ts'
import { actionOn } from '../backoff.ts'
import type { AppChanges } from './app-changes.ts'
import { AwayInstances } from './away-instances.ts'
import type { CheckResults } from './check-results.ts'
import type { Checks } from './checks.ts'
import type { Launcher } from './launcher.ts'
import type { MarathonOptions } from './options.ts'
import type { Overdue } from './overdue.ts'
import type { AppInstance, RunningApp } from './running-app.ts'
import { statusOf } from './task-status.ts'

/** What else keeps books on instances. */
export interface InstanceBooks {
  readonly launcher: Launcher
  readonly changes: AppChanges
  readonly overdue: Overdue
  readonly checks: Checks
  readonly results: CheckResults
  /** Something about the app is other than it was. */
  changed(app: RunningApp): void
  /** An instance is back that had been replaced. */
  tooMany(app: RunningApp): void
}

export class Instances {
  readonly away: AwayInstances
  readonly #cluster: Cluster
  readonly #options: MarathonOptions
  readonly #link: MasterLink
  readonly #books: InstanceBooks
  readonly #byTask = new Map<TaskId, AppInstance>()
  /** Tasks whose start was told before the answer that launched them was settled: messages may take no time. */
  readonly #early = new Set<TaskId>()

  constructor(cluster: Cluster, options: MarathonOptions, link: MasterLink, books: InstanceBooks) {
    this.#cluster = cluster
    this.#options = options
    this.#link = link
    this.#books = books
    this.away = new AwayInstances(cluster, options.flags.era, link, instance => this.#expunged(instance))
  }

  /** Mesos has launched the instance. */
  launched(instance: AppInstance, task: TaskId): void {
    instance.task = task
    this.#byTask.set(task, instance)
    if (this.#early.delete(task)) this.running(task)
    if (instance.isSentenced) this.#books.changes.kill(instance)
  }

  /** Mesos tells which tasks run, after Marathon has been away. It is asked after those that are unreachable. */
  resume(): void {
    const { tasks } = this.#cluster
    for (const [task, { lostAt }] of this.#byTask)
      if (tasks.state[task] === TaskState.Running && lostAt < 0) this.running(task)
  }

  running(task: TaskId): void {
    if (this.away.killsOrphan(task)) return
    const instance = this.#byTask.get(task)
    if (instance === undefined) this.#early.add(task)
    if (instance === undefined || instance.condition === 'Running') return
    const { app } = instance
    const { now } = this.#cluster
    const { overdue, launcher, checks, results, changes, changed, tooMany } = this.#books
    const wasReplaced = instance.condition === 'UnreachableInactive'
    if (instance.lostAt >= 0) this.away.takeBack(instance)
    instance.becomes('Running', now)
    overdue.forget(instance)
    app.configurationOf(instance).advanceDelay(now)
    launcher.confirmed()
    launcher.sync(app)
    checks.begin(instance)
    if (app.definition.healthChecks.length === 0) results.becomesHealthy(instance)
    changes.rolloutOf(app)?.running(instance)
    changed(app)
    if (wasReplaced) tooMany(app)
  }

  /** The agent of the task was given up. Nobody could kill it now, and an upgrade waits for nobody: then it is expunged. */
  unreachable(task: TaskId): void {
    const instance = this.#byTask.get(task)
    if (instance === undefined || instance.lostAt >= 0) return
    const { app, isSentenced } = instance
    const { launcher, changes, changed } = this.#books
    const { jobs, running } = this.#cluster
    running.setReady(task, false)
    // The job is being ended, and all its tasks are being killed.
    if (!jobs.isOpen(app.job)) {
      this.#link.forget(task)
      return
    }
    const rollout = changes.rolloutOf(app)
    this.over(instance)
    const isWanted = !isSentenced && changes.excessOf(app) <= app.leaving
    app.beyond++
    if (rollout === undefined && isWanted) {
      this.away.add(instance)
      this.#cluster.growLater(app.job)
    } else {
      // One that failed its health checks is replaced. What takes its place comes first, so that the job is never without a task.
      if (rollout === undefined && changes.excessOf(app) < 0) this.#cluster.grow(app.job, 1)
      this.away.expunge(instance)
    }
    launcher.sync(app)
    changed(app)
  }

  ended(task: TaskId, outcome: TaskOutcome): void {
    if (this.away.orphanEnded(task)) return
    const { jobs, tasks, ending, now } = this.#cluster
    const { whenDone, flags } = this.#options
    const { launcher, changes, changed } = this.#books
    const job = tasks.job[task]!
    const instance = this.#byTask.get(task)!
    const { app, machine, isSentenced } = instance
    const wasAway = instance.lostAt >= 0
    const rollout = changes.rolloutOf(app)
    this.#byTask.delete(task)
    // One that is lost stays in the books, and its row goes to another task.
    instance.task = NONE
    if (wasAway && outcome === TaskOutcome.Lost && rollout === undefined) {
      this.away.died(instance)
      return
    }
    if (wasAway) this.away.takeBack(instance)
    this.over(instance)
    const status = statusOf(outcome, flags.era, this.#link.isGivenUp(machine))
    const isTooMany = changes.excessOf(app) > 0
    const isAway = status === 'unreachable' && rollout === undefined && !isSentenced && !isTooMany
    const isWaitedFor = isAway && this.away.add(instance)
    if (!isAway) this.leaves(instance)
    if (outcome === TaskOutcome.Finished && whenDone === 'remove' && !(wasAway && isTooMany)) {
      ending.finishTask(job)
      return
    }
    const action = actionOn(status, outcome === TaskOutcome.Drained, flags.era)
    // A delay is of the configuration that failed (NotifyRateLimiterStepImpl.scala, RateLimiter.scala).
    const configuration = app.configurationOf(instance)
    if (action === 'addDelay') configuration.addDelay(now)
    else if (action === 'resetDelay') configuration.backoff.reset()
    if (outcome === TaskOutcome.Failed) jobs.failures[job]!++
    if (rollout !== undefined) rollout.gone(instance)
    else if (isTooMany) ending.dropTask(job)
    else this.#cluster.relaunch(job, isWaitedFor ? NEVER : 0)
    launcher.sync(app)
    changed(app)
  }

  /** Mesos says of tasks on agents that have come back without them that they are gone: what they had reserved waits there. */
  reconciled(serves: (machine: MachineId) => boolean): void {
    const { launcher, changes, changed } = this.#books
    const { era } = this.#options.flags
    for (const instance of this.away.takeGone(serves)) {
      const { app, hasStandIn } = instance
      this.leaves(instance)
      if (era === 'head') app.configurationOf(instance).addDelay(this.#cluster.now)
      const rollout = changes.rolloutOf(app)
      // The upgrade has withdrawn the task that waited in its place, and launches one of its own.
      if (rollout !== undefined) rollout.expunged(instance)
      else if (hasStandIn) this.#cluster.resume(app.job)
      launcher.sync(app)
      changed(app)
    }
  }

  /** The app is gone. */
  forget(app: RunningApp): void {
    this.away.forget(app)
    for (const instance of app.instances.values()) {
      this.over(instance)
      this.#byTask.delete(instance.task)
      app.remove(instance)
    }
  }

  /** Its task is over, or nobody can reach it. */
  over(instance: AppInstance): void {
    this.#books.overdue.forget(instance)
    this.#books.checks.forget(instance)
    instance.app.ended(instance)
  }

  /** It leaves the books. */
  leaves(instance: AppInstance): void {
    instance.app.remove(instance)
    if (instance.app.definition.constraints.length > 0) this.#books.launcher.constraintsEased()
  }

  /** It was unreachable, and is not waited for any longer. */
  #expunged(instance: AppInstance): void {
    const { app, task } = instance
    this.#byTask.delete(task)
    instance.task = NONE
    this.leaves(instance)
    this.#books.changes.rolloutOf(app)?.expunged(instance)
    this.#books.changed(app)
  }
}
