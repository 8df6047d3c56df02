/**
 * Apps that look at offers, one after the other: each look takes its time.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { LiveOffer } from './live-offer.ts'
import type { RunningApp } from './running-app.ts'

export class Looks {
  readonly #engine: Engine
  readonly #matchTime: Time
  readonly #over: (app: RunningApp, offer: LiveOffer, begun: Time) => void
  /** Those that are not over, by number. */
  readonly #open = new Map<number, readonly [LiveOffer, RunningApp, Time]>()
  #next = 0
  #busyUntil: Time = 0
  readonly #decides: number

  /** `over` is told of each that is over, and when it began. */
  constructor(
    engine: Engine,
    matchTime: Time,
    over: (app: RunningApp, offer: LiveOffer, begun: Time) => void,
  ) {
    this.#engine = engine
    this.#matchTime = matchTime
    this.#over = over
    this.#decides = engine.on(look => this.#decide(look))
  }

  begin(app: RunningApp, offer: LiveOffer): void {
    const { now } = this.#engine
    if (this.#matchTime === 0) {
      this.#over(app, offer, now)
      return
    }
    const begins = Math.max(now, this.#busyUntil)
    this.#busyUntil = begins + this.#matchTime
    this.#open.set(this.#next, [offer, app, begins])
    this.#engine.at(this.#busyUntil, this.#decides, this.#next++, 0)
  }

  /** Nothing comes of those that are not over. */
  clear(): void {
    this.#open.clear()
  }

  #decide(look: number): void {
    const looked = this.#open.get(look)
    if (looked === undefined) return
    this.#open.delete(look)
    const [offer, app, begun] = looked
    this.#over(app, offer, begun)
  }
}
