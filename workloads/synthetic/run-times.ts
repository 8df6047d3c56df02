import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { RunTimes } from '../spec.ts'
import { Arrivals } from './arrivals.ts'
import type { Place } from './source.ts'

/** Moments at which the runs of a pipeline are submitted, one after the other. */
export class RunClock {
  readonly #draw: () => Time
  readonly #most: number
  #runs = 0

  /** @param gapFactor Multiplies inter-arrival times; a timetable stays as it is. */
  constructor(times: RunTimes, gapFactor: number, place: Place) {
    this.#most = times.most ?? Number.POSITIVE_INFINITY
    if (times.kind === 'drawn') {
      const arrivals = new Arrivals(times.interarrival, gapFactor, place)
      this.#draw = () => arrivals.next()
    } else if (times.kind === 'listed') {
      this.#draw = () => {
        const moment = times.times[this.#runs] ?? NEVER
        return moment < place.until ? moment : NEVER
      }
    } else {
      const { first, every } = times
      // Multiplied, not added up, and nothing times NEVER.
      this.#draw = () => {
        const moment = this.#runs === 0 ? first : first + this.#runs * every
        return moment < place.until ? moment : NEVER
      }
    }
  }

  /** The next moment, or NEVER when there are no more runs before the end of submissions. */
  next(): Time {
    const moment = this.#runs < this.#most ? this.#draw() : NEVER
    this.#runs++
    return moment
  }
}

/** How many runs begin by the clock before the end of submissions. */
export function fixedRuns(times: RunTimes & { kind: 'fixed' | 'listed' }, until: Time): number {
  const { most = Number.POSITIVE_INFINITY } = times
  if (times.kind === 'listed') return Math.min(most, times.times.filter(time => time < until).length)
  const { first, every } = times
  if (first >= until) return 0
  return Math.min(most, every === NEVER ? 1 : Math.ceil((until - first) / every))
}
