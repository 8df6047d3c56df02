/**
 * When the queue is looked through for pods whose back-off is over, and for those that have waited too long: by clocks that began with
 * the run, and only while there are any.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { FLUSH_BACKOFF, FLUSH_UNSCHEDULABLE, type SchedulingQueue } from '../queue.ts'

interface Flush {
  readonly place: 'backing-off' | 'unschedulable'
  readonly every: Time
  readonly event: number
  isSet: boolean
}

export class Flushes {
  readonly #engine: Engine
  readonly #queue: SchedulingQueue
  readonly #flushes: readonly Flush[]

  /** `flushed` is called after each. */
  constructor(engine: Engine, queue: SchedulingQueue, flushed: () => void) {
    this.#engine = engine
    this.#queue = queue
    const flush = (place: Flush['place'], every: Time, look: () => void): Flush => {
      const event = engine.on(() => {
        made.isSet = false
        look()
        flushed()
      })
      const made: Flush = { place, every, event, isSet: false }
      return made
    }
    this.#flushes = [
      flush('backing-off', FLUSH_BACKOFF, () => queue.flushBackoff(engine.now)),
      flush('unschedulable', FLUSH_UNSCHEDULABLE, () => queue.flushUnschedulable(engine.now)),
    ]
  }

  /** Sets what is missing; to be called when pods may have come into either part. */
  set(): void {
    const { now } = this.#engine
    for (const flush of this.#flushes) {
      if (flush.isSet || this.#queue.sizeOf(flush.place) === 0) continue
      flush.isSet = true
      this.#engine.at((Math.floor(now / flush.every) + 1) * flush.every, flush.event, 0, 0)
    }
  }
}
