/**
 * What a deployment does with an app: it is started, scaled or upgraded.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import { SwitchyardError } from '../../../sim/errors.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { TaskOutcome } from '../../../sim/world/lifecycle.ts'
import type { Era } from '../flags.ts'
import { killsByGroups } from '../kill-groups.ts'
import { propose } from '../scaling.ts'
import type { Change, Deployer } from './deployments.ts'
import type { Launcher } from './launcher.ts'
import { Rollout } from './rollout.ts'
import type { AppInstance, RunningApp } from './running-app.ts'

const NOBODY: ReadonlySet<string> = new Set()

export class AppChanges implements Deployer {
  readonly apps: Iterable<RunningApp>
  readonly #cluster: Cluster
  readonly #launcher: Launcher
  readonly #era: Era
  readonly #expunge: (instance: AppInstance) => void
  /** Upgrades under way. */
  readonly #rollouts = new Map<RunningApp, Rollout>()

  /** `expunge` takes out of the books an instance that is unreachable. */
  constructor(
    apps: Iterable<RunningApp>,
    cluster: Cluster,
    launcher: Launcher,
    era: Era,
    expunge: (instance: AppInstance) => void,
  ) {
    this.apps = apps
    this.#cluster = cluster
    this.#launcher = launcher
    this.#era = era
    this.#expunge = expunge
  }

  begin(app: RunningApp, change: Change): void {
    if (this.#isOver(app)) return
    if (change.kind === 'create') {
      app.isThere = true
      this.#cluster.makeReady(app.job)
    } else if (change.kind === 'scale') this.#scale(app, change.to)
    else this.#upgrade(app, change.failing)
  }

  isDone(app: RunningApp): boolean {
    if (this.#isOver(app)) return true
    return !this.#rollouts.has(app) && app.leaving === 0 && app.healthy >= app.definition.instances
  }

  /**
   * A kill goes to the agent as soon as Mesos has launched the instance. One that is unreachable is expunged instead: nobody could
   * kill it (KillAction.scala).
   */
  kill = (instance: AppInstance): void => {
    if (instance.lostAt >= 0) {
      this.#expunge(instance)
      return
    }
    instance.app.sentence(instance)
    if (instance.task !== NONE) this.#cluster.running.kill(instance.task, TaskOutcome.Scaled)
  }

  /** The upgrade of the app that is under way. */
  rolloutOf(app: RunningApp): Rollout | undefined {
    return this.#rollouts.get(app)
  }

  /** Something about the app is other than it was: its upgrade may be finished, or not be wanted any more. */
  changed(app: RunningApp): void {
    if (this.#isOver(app) || this.#rollouts.get(app)?.isFinished === true) this.#rollouts.delete(app)
  }

  #isOver({ job, generation }: RunningApp): boolean {
    const { jobs } = this.#cluster
    return jobs.generation[job] !== generation || !jobs.isOpen(job)
  }

  /** How many tasks the app has more than it is to have, those that are being killed included. */
  excessOf({ job, beyond }: RunningApp): number {
    const { jobs } = this.#cluster
    return jobs.tasks[job]! - beyond - jobs.wanted[job]!
  }

  #scale(app: RunningApp, to: number): void {
    app.scaleTo(to)
    this.#cluster.want(app.job, to)
    this.fit(app)
  }

  /**
   * The app is given as many instances as it is to have. Of too many, those go that are not launched; then constraints choose, and the
   * app's kill selection.
   */
  fit(app: RunningApp): void {
    if (this.#isOver(app)) return
    const { job } = app
    const tooMany = this.excessOf(app) - app.leaving
    if (tooMany < 0) {
      this.#cluster.grow(job, -tooMany)
      return
    }
    const excess = tooMany - this.#cluster.shrinkPending(job, tooMany)
    this.#launcher.sync(app)
    this.#cluster.recorder.tasksDropped(job, this.#cluster.now)
    if (this.#cluster.ending.closeIfDone(job)) return
    const { constraints, killSelection } = app.definition
    const instances = app.active
    const { decommission } = propose({
      instances,
      sentenced: NOBODY,
      scaleTo: instances.length - excess,
      killSelection,
      picked: (candidates, count) => killsByGroups(constraints, candidates, count, this.#era),
    })
    // All at once: the app is not as it should be before the last of them is gone.
    for (const instance of decommission) app.sentence(instance)
    for (const instance of decommission) this.kill(instance)
  }

  #upgrade(app: RunningApp, failing: number): void {
    const { jobs } = this.#cluster
    if (jobs.duration[app.job] !== NEVER)
      throw new SwitchyardError(
        `Job ${jobs.id[app.job]} ends by itself after ${jobs.duration[app.job]! / 1e6} s, and is to be upgraded: Marathon replaces instances of apps that go on. Give upgrades to services without a duration.`,
      )
    // What is queued is of the old configuration. To head it is to be replaced as what runs is; 1.3 forgets it as the new one is queued.
    const isHead = this.#era === 'head'
    app.reconfigure(failing, isHead ? jobs.unclaimed(app.job) : 0)
    if (isHead) this.#cluster.shrinkWaiting(app.job, Number.POSITIVE_INFINITY)
    else this.#cluster.shrink(app.job, Number.POSITIVE_INFINITY)
    for (const instance of app.instances.values()) instance.hasStandIn = false
    this.#launcher.sync(app)
    const rollout = new Rollout(app, this.#cluster, this.#era, this.kill, () => this.#launcher.sync(app))
    this.#rollouts.set(app, rollout)
    rollout.start()
  }
}
