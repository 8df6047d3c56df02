import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { DistributionSpec } from '../spec.ts'
import type { Place } from './source.ts'
import { type Variate, variate } from './variate.ts'

/**
 * Moments of submission, one gap after the other; the first comes one gap after the start, as in a Poisson process.
 *
 * The clock runs unrounded and only what it shows is rounded, so that rounding does not stretch the gaps.
 */
export class Arrivals {
  readonly #gap: Variate
  readonly #factor: number
  readonly #until: Time
  #clock = 0

  /** @param gapFactor Multiplies every gap. */
  constructor(interarrival: DistributionSpec, gapFactor: number, place: Place) {
    this.#gap = variate(interarrival, place.stream('interarrival'))
    this.#factor = gapFactor
    this.#until = place.until
  }

  /** The next moment, or NEVER when it would not lie before the end of submissions. */
  next(): Time {
    this.#clock += this.#gap() * this.#factor
    const moment = Math.round(this.#clock)
    return moment < this.#until ? moment : NEVER
  }
}
