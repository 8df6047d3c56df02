import type { JobBatch } from '../../sim/batch.ts'
import { uniform } from '../../sim/distributions.ts'
import { NEVER, type Time } from '../../sim/time.ts'
import type { ServicesPart } from '../spec.ts'
import { numberOf, type Place, type Source } from './source.ts'
import { amount, count, type Variate } from './variate.ts'

/** Services: jobs without an end, one row each, whose tasks are the instances. */
export class ServicesSource implements Source {
  next: Time
  readonly rows = 1
  readonly #part: ServicesPart
  readonly #place: Place
  /** Moments of submission in order. All are kept: a service stays for the whole run and takes far more room there. */
  readonly #moments: Float64Array
  readonly #instances: Variate
  readonly #cpuMilli: Variate
  readonly #memoryMiB: Variate
  #taken = 0

  constructor(part: ServicesPart, place: Place) {
    this.#part = part
    this.#place = place
    const moment = place.stream('moment')
    this.#moments = new Float64Array(part.count).map(() => Math.round(uniform(moment, 0, part.within))).sort()
    this.#instances = count(part.instances, place.stream('instances'))
    this.#cpuMilli = amount(part.cpuMilli, place.stream('cpu'), 1)
    this.#memoryMiB = amount(part.memoryMiB, place.stream('memory'), 0)
    this.next = this.#moments[0] ?? NEVER
  }

  take(batch: JobBatch): void {
    const row = batch.add(this.next, NEVER)
    batch.id[row] = numberOf(this.#place.index, ++this.#taken)
    batch.jobClass[row] = this.#place.jobClass
    batch.tasks[row] = this.#instances()
    batch.cpuMilli[row] = this.#cpuMilli()
    batch.memoryMiB[row] = this.#memoryMiB()
    batch.meanTimeToFailure[row] = this.#part.meanTimeToFailure
    batch.priority[row] = this.#part.priority
    this.next = this.#moments[this.#taken] ?? NEVER
  }
}
