/**
 * A rolling upgrade of one app: the orders of `Upgrade`, carried out on a cluster.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Era } from '../flags.ts'
import { killOrder } from '../scaling.ts'
import { Upgrade } from '../upgrade.ts'
import type { AppInstance, RunningApp } from './running-app.ts'

export class Rollout {
  readonly #app: RunningApp
  readonly #cluster: Cluster
  readonly #upgrade: Upgrade
  readonly #old: ReadonlySet<string>
  readonly #withdrawn: () => void
  /** Old ones that are to be launched still, by the names that they have in the upgrade. */
  readonly #queued: string[]
  /** Those that were launched since, by these names and by their own. */
  readonly #launched = new Map<string, AppInstance>()
  readonly #names = new Map<string, string>()
  /** The task that is being launched again takes the place of one that is over. */
  #replaces = false

  /**
   * The app has its new configuration already, and nothing is queued for it.
   *
   * @param withdrawn hears that an instance of the old one was taken out of the queue
   */
  constructor(
    app: RunningApp,
    cluster: Cluster,
    era: Era,
    kill: (instance: AppInstance) => void,
    withdrawn: () => void,
  ) {
    this.#app = app
    this.#cluster = cluster
    this.#withdrawn = withdrawn
    const { instances, upgrade, killSelection, healthChecks, readiness } = app.definition
    // Those that are being killed already make room when they are gone.
    const old = [...killOrder(app.active, killSelection), ...app.leavers]
    if (era === 'head') {
      // One that was replaced may be back some day, in the old configuration.
      for (const instance of app.instances.values())
        if (instance.condition === 'UnreachableInactive' && !instance.isSentenced) old.push(instance)
      // Those go first that are not healthy.
      old.sort((one, other) => Number(one.isHealthy) - Number(other.isHealthy))
    }
    this.#queued = Array.from({ length: app.queuedBefore }, (_, index) => `${app.id} queued ${index}`)
    this.#old = new Set([...this.#queued, ...old.map(({ id }) => id)])
    this.#upgrade = new Upgrade(
      {
        instances,
        strategy: upgrade,
        isResident: app.isResident,
        healthy: era === 'head' ? app.healthy : old.length,
        old: [...this.#old],
        hasHealthChecks: healthChecks.length > 0,
        hasReadinessChecks: readiness !== null,
      },
      era,
      {
        kill: id => {
          const at = this.#queued.indexOf(id)
          const instance = this.#launched.get(id) ?? app.instances.get(id)
          if (at >= 0) this.#withdraw(at)
          else if (instance !== undefined && app.instances.has(instance.id)) kill(instance)
        },
        launch: count => this.#launch(count),
      },
    )
  }

  start(): void {
    this.#upgrade.start()
  }

  get isFinished(): boolean {
    return this.#upgrade.isFinished
  }

  /** An old instance that was queued is launched, in the old configuration. */
  launched(instance: AppInstance): void {
    const name = this.#queued.shift()
    if (name === undefined) return
    this.#launched.set(name, instance)
    this.#names.set(instance.id, name)
  }

  running(instance: AppInstance): void {
    this.#upgrade.running(this.#nameOf(instance))
  }

  healthy(instance: AppInstance): void {
    this.#upgrade.healthy(this.#nameOf(instance))
  }

  ready(instance: AppInstance): void {
    this.#upgrade.ready(this.#nameOf(instance))
  }

  /** The instance is over, and so is its task: an old one leaves, a new one is launched again. */
  gone(instance: AppInstance): void {
    const { job } = this.#app
    const id = this.#nameOf(instance)
    if (this.#old.has(id)) {
      // What takes its place comes first, so that the job is never without a task.
      this.#upgrade.gone(id)
      this.#cluster.ending.dropTask(job)
      return
    }
    this.#replaces = true
    this.#upgrade.gone(id)
    this.#replaces = false
  }

  /** It is unreachable, and no task waits to be launched in its place. One that was replaced before the upgrade is none of it. */
  expunged(instance: AppInstance): void {
    const id = this.#nameOf(instance)
    if (this.#old.has(id) || instance.version === this.#app.version) this.#upgrade.gone(id)
  }

  /** Mesos did not launch it: its task is pending still. A new one is launched from there, an old one is not wanted. */
  dropped(instance: AppInstance): void {
    const id = this.#nameOf(instance)
    if (!this.#old.has(id)) return
    this.#upgrade.gone(id)
    this.#cluster.shrink(this.#app.job, 1)
  }

  #nameOf({ id }: AppInstance): string {
    return this.#names.get(id) ?? id
  }

  /** An old one that waits to be launched is not wanted. */
  #withdraw(at: number): void {
    const [name] = this.#queued.splice(at, 1)
    this.#app.former!.queued--
    this.#cluster.shrinkPending(this.#app.job, 1)
    this.#withdrawn()
    this.#upgrade.gone(name!)
  }

  #launch(count: number): void {
    const { job } = this.#app
    if (this.#replaces) this.#cluster.relaunch(job, 0)
    else this.#cluster.grow(job, count)
  }
}
