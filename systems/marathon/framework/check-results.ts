/**
 * What comes of checks: an instance is served, takes part in its upgrade, or is killed.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { AppChanges } from './app-changes.ts'
import type { ChecksListener } from './checks.ts'
import type { AppInstance, RunningApp } from './running-app.ts'

export class CheckResults implements ChecksListener {
  readonly #cluster: Cluster
  readonly #changes: AppChanges
  readonly #changed: (app: RunningApp) => void

  /** `changed` hears that something about the app is other than it was. */
  constructor(cluster: Cluster, changes: AppChanges, changed: (app: RunningApp) => void) {
    this.#cluster = cluster
    this.#changes = changes
    this.#changed = changed
  }

  healthy(instance: AppInstance): void {
    this.becomesHealthy(instance)
    this.#changes.rolloutOf(instance.app)?.healthy(instance)
    this.#changed(instance.app)
  }

  /** Whoever sends requests to instances (marathon-lb) sends them to those that are healthy. */
  becomesHealthy(instance: AppInstance): void {
    instance.app.becomesHealthy(instance)
    this.#cluster.running.setReady(instance.task, true)
  }

  unhealthy(instance: AppInstance): void {
    this.#changes.kill(instance)
  }

  ready(instance: AppInstance): void {
    this.#changes.rolloutOf(instance.app)?.ready(instance)
    this.#changed(instance.app)
  }
}
