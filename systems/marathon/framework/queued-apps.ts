/**
 * The launch queue of a simulation: apps in their configurations, each with its own delay.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { Backoff } from '../backoff.ts'
import { LaunchQueue } from '../launch-queue.ts'
import type { Configuration } from './configuration.ts'
import type { RunningApp } from './running-app.ts'

export class QueuedApps {
  readonly #cluster: Cluster
  #queue = new LaunchQueue()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  clear(): void {
    this.#queue = new LaunchQueue()
  }

  /**
   * As many instances are queued as tasks of the job are pending and not decided on. Says how many more than before; fewer: less
   * than 0.
   */
  sync(app: RunningApp): number {
    const { jobs } = this.#cluster
    const { former, configuration } = app
    const isOpen = jobs.generation[app.job] === app.generation && jobs.isOpen(app.job)
    const wanted = isOpen ? jobs.unclaimed(app.job) : 0
    if (former === null) return this.#resize(app.id, wanted, configuration.backoff)
    former.queued = Math.min(former.queued, wanted)
    return (
      this.#resize(beforeOf(app), former.queued, former.backoff) +
      this.#resize(app.id, wanted - former.queued, configuration.backoff)
    )
  }

  /** How many instances of the app are queued. */
  toLaunch(app: RunningApp): number {
    return app.queuedBefore + (this.#queue.get(app.id)?.toLaunch ?? 0)
  }

  /** In which configuration the next instance is launched: what is queued longer goes first. Null: there is none that may. */
  next(app: RunningApp): Configuration | null {
    const { now } = this.#cluster
    const { configuration, former, queuedBefore } = app
    if (queuedBefore > 0 && !former!.backoff.holdsAt(now)) return former
    return this.#isQueued(app) && !configuration.backoff.holdsAt(now) ? configuration : null
  }

  /** When the first delay ends of those that hold instances of the app; NEVER when none does. */
  heldUntil(app: RunningApp): Time {
    const { now } = this.#cluster
    const { configuration, former, queuedBefore } = app
    let until: Time = NEVER
    if (queuedBefore > 0 && former!.backoff.holdsAt(now)) until = former!.backoff.deadline!
    if (this.#isQueued(app) && configuration.backoff.holdsAt(now))
      until = Math.min(until, configuration.backoff.deadline!)
    return until
  }

  /** One instance of the configuration was launched. */
  launched(app: RunningApp, configuration: Configuration): void {
    if (configuration === app.former) {
      configuration.queued--
      this.#queue.launched(beforeOf(app))
    } else this.#queue.launched(app.id)
  }

  #isQueued({ id }: RunningApp): boolean {
    return this.#queue.get(id) !== null
  }

  #resize(id: string, toLaunch: number, backoff: Backoff): number {
    const more = toLaunch - (this.#queue.get(id)?.toLaunch ?? 0)
    if (more > 0) this.#queue.add(id, more, backoff)
    else this.#queue.withdraw(id, -more)
    return more
  }
}

/** What the queue calls the app in the configuration that it had before. */
const beforeOf = ({ id }: RunningApp): string => `${id} before`
