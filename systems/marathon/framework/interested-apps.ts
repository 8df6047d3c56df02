/**
 * Apps that look at offers: those with instances to launch and no delay.
 */
import type { RunningApp } from './running-app.ts'

export class InterestedApps {
  readonly #apps = new Set<RunningApp>()
  /** How many instances have wanted offers, some of them again when their delay was over. */
  #wishes = 0

  get size(): number {
    return this.#apps.size
  }

  has(app: RunningApp): boolean {
    return this.#apps.has(app)
  }

  add(app: RunningApp): void {
    this.#apps.add(app)
  }

  /** False where it was none of them. */
  delete(app: RunningApp): boolean {
    return this.#apps.delete(app)
  }

  clear(): void {
    this.#apps.clear()
  }

  [Symbol.iterator](): Iterator<RunningApp> {
    return this.#apps.values()
  }

  /** One more instance of the app wants offers. */
  wantsMore(app: RunningApp): void {
    app.offersVersion = ++this.#wishes
  }

  /** Of the newest instance that wants offers. */
  get newest(): number {
    let newest = 0
    for (const { offersVersion } of this.#apps) newest = Math.max(newest, offersVersion)
    return newest
  }
}
