import type { Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { JobsPart } from '../spec.ts'
import { Arrivals } from './arrivals.ts'
import { numberOf, type Place, type Source } from './source.ts'
import { SureFailures } from './sure-failures.ts'
import { amount, count, type Variate } from './variate.ts'

/** Independent jobs, one row each. */
export class JobsSource implements Source {
  next: Time
  readonly rows = 1
  readonly #part: JobsPart
  readonly #place: Place
  readonly #arrivals: Arrivals
  readonly #tasks: Variate
  readonly #duration: Variate
  readonly #cpuMilli: Variate
  readonly #memoryMiB: Variate
  readonly #failures: SureFailures | null
  #taken = 0

  /** @param gapFactor Multiplies the inter-arrival times of the specification. */
  constructor(part: JobsPart, gapFactor: number, place: Place) {
    this.#part = part
    this.#place = place
    this.#arrivals = new Arrivals(part.interarrival, gapFactor, place)
    this.#tasks = count(part.tasks, place.stream('tasks'))
    this.#duration = amount(part.duration, place.stream('duration'), 1)
    this.#cpuMilli = amount(part.cpuMilli, place.stream('cpu'), 1)
    this.#memoryMiB = amount(part.memoryMiB, place.stream('memory'), 0)
    this.#failures = part.fails === undefined ? null : new SureFailures(part.fails, place.stream)
    this.next = this.#arrivals.next()
  }

  take(batch: JobBatch): void {
    const row = batch.add(this.next, this.#duration())
    batch.id[row] = numberOf(this.#place.index, ++this.#taken)
    batch.jobClass[row] = this.#place.jobClass
    batch.extra[row] = this.#place.extra
    batch.tasks[row] = this.#tasks()
    batch.cpuMilli[row] = this.#cpuMilli()
    batch.memoryMiB[row] = this.#memoryMiB()
    batch.meanTimeToFailure[row] = this.#part.meanTimeToFailure
    batch.priority[row] = this.#part.priority
    this.#failures?.draw(batch, row)
    batch.gang[row] = this.#part.gang ? 1 : 0
    this.next = this.#arrivals.next()
  }
}
