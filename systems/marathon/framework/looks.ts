/**
 * Apps that look at offers, one after the other: each look takes its time.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { LiveOffer } from './live-offer.ts'
import type { RunningApp } from './running-app.ts'

/** One app's look at one offer. */
export interface Look {
  readonly app: RunningApp
  readonly offer: LiveOffer
  /** Until when an answer is of use. */
  readonly deadline: Time
}

export interface LookListener {
  /** Whether nothing can come of it any more, asked when its turn comes. */
  isInVain(look: Look): boolean
  /** It was in vain, and takes no time. */
  notMade(look: Look): void
  /** It began at `begun`, and is over now. */
  over(look: Look, begun: Time): void
}

export class Looks {
  readonly #engine: Engine
  readonly #matchTime: Time
  readonly #listener: LookListener
  #waiting: Look[] = []
  /** The one that is being made; null: nothing comes of it. */
  #current: Look | null = null
  #begun: Time = 0
  #isBusy = false
  readonly #decides: number

  constructor(engine: Engine, matchTime: Time, listener: LookListener) {
    this.#engine = engine
    this.#matchTime = matchTime
    this.#listener = listener
    this.#decides = engine.on(() => this.#decide())
  }

  begin(look: Look): void {
    if (this.#matchTime === 0) {
      this.#listener.over(look, this.#engine.now)
      return
    }
    this.#waiting.push(look)
    this.#next()
  }

  /** Nothing comes of those that are not over. */
  clear(): void {
    this.#waiting = []
    this.#current = null
  }

  #next(): void {
    if (this.#isBusy) return
    // Whoever is told that a look was not made may ask for the next one.
    this.#isBusy = true
    for (let look = this.#waiting.shift(); look !== undefined; look = this.#waiting.shift()) {
      if (this.#listener.isInVain(look)) this.#listener.notMade(look)
      else {
        this.#current = look
        this.#begun = this.#engine.now
        this.#engine.at(this.#begun + this.#matchTime, this.#decides, 0, 0)
        return
      }
    }
    this.#isBusy = false
  }

  #decide(): void {
    const look = this.#current
    this.#current = null
    if (look !== null) this.#listener.over(look, this.#begun)
    this.#isBusy = false
    this.#next()
  }
}
