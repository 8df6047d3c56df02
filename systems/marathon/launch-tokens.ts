/**
 * Launch tokens: a limit on launches that are not yet known to run (Marathon 90619da,
 * OfferMatcherLaunchTokensActor.scala; the same in v1.3.6).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Flags } from './flags.ts'

export class LaunchTokens {
  readonly #full: number
  readonly #interval: Time
  #count: number
  #refreshAt: Time

  constructor(flags: Pick<Flags, 'launchTokens' | 'launchTokenRefreshInterval'>, now: Time) {
    this.#full = flags.launchTokens
    this.#interval = flags.launchTokenRefreshInterval
    this.#count = this.#full
    this.#refreshAt = now + this.#interval
  }

  get count(): number {
    return this.#count
  }

  /** When the count is next set to what it was at the start. */
  get refreshAt(): Time {
    return this.#refreshAt
  }

  refresh(now: Time): void {
    this.#count = this.#full
    this.#refreshAt = now + this.#interval
  }

  /** One for each launch; false, and nothing taken, when there is none. */
  take(): boolean {
    if (this.#count <= 0) return false
    this.#count -= 1
    return true
  }

  /**
   * Gives one back for a task that reports that it runs, unless it reports that it is unhealthy. Nothing limits the sum,
   * so that there may be more than at the start until the next refresh.
   *
   * @param healthy null: it says nothing of its health
   * @returns how many were given back, 0 or 1
   */
  running(healthy: boolean | null): number {
    const back = healthy === false ? 0 : 1
    this.#count += back
    return back
  }
}
