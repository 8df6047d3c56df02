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
  /** The task that is being launched again takes the place of one that is over. */
  #replaces = false

  /** The app has its new configuration already, and nothing is queued for it. */
  constructor(app: RunningApp, cluster: Cluster, era: Era, kill: (instance: AppInstance) => void) {
    this.#app = app
    this.#cluster = cluster
    const { instances, upgrade, killSelection, healthChecks, readiness } = app.definition
    // Those that are being killed already make room when they are gone.
    const old = [...killOrder(app.active, killSelection), ...app.leavers]
    // Head kills those first that are not healthy.
    if (era === 'head') old.sort((one, other) => Number(one.isHealthy) - Number(other.isHealthy))
    this.#old = new Set(old.map(({ id }) => id))
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
          const instance = app.instances.get(id)
          if (instance !== undefined) kill(instance)
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

  running({ id }: AppInstance): void {
    this.#upgrade.running(id)
  }

  healthy({ id }: AppInstance): void {
    this.#upgrade.healthy(id)
  }

  ready({ id }: AppInstance): void {
    this.#upgrade.ready(id)
  }

  /** The instance is over, and so is its task: an old one leaves, a new one is launched again. */
  gone({ id }: AppInstance): void {
    const { job } = this.#app
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
  expunged({ id, version }: AppInstance): void {
    if (this.#old.has(id) || version === this.#app.version) this.#upgrade.gone(id)
  }

  /** Mesos did not launch it: its task is pending still. A new one is launched from there, an old one is not wanted. */
  dropped({ id }: AppInstance): void {
    if (!this.#old.has(id)) return
    this.#upgrade.gone(id)
    this.#cluster.shrink(this.#app.job, 1)
  }

  #launch(count: number): void {
    const { job } = this.#app
    if (this.#replaces) this.#cluster.relaunch(job, 0)
    else this.#cluster.grow(job, count)
  }
}
