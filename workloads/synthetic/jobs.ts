import type { Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { JobsPart } from '../spec.ts'
import { Arrivals } from './arrivals.ts'
import { DrawnJob } from './drawn-job.ts'
import type { Place, Source } from './source.ts'

/** Independent jobs, one row each. */
export class JobsSource implements Source {
  next: Time
  readonly rows = 1
  readonly #gang: number
  readonly #arrivals: Arrivals
  readonly #job: DrawnJob

  /** @param gapFactor Multiplies the inter-arrival times of the specification. */
  constructor(part: JobsPart, gapFactor: number, place: Place) {
    this.#gang = part.gang ? 1 : 0
    this.#arrivals = new Arrivals(part.interarrival, gapFactor, place)
    this.#job = new DrawnJob(part, place)
    this.next = this.#arrivals.next()
  }

  take(batch: JobBatch): void {
    const row = this.#job.addTo(batch, this.next)
    batch.gang[row] = this.#gang
    this.next = this.#arrivals.next()
  }
}
