import { uniform } from '../../sim/chance/distributions.ts'
import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { ServicesPart } from '../spec.ts'
import { growing } from './growing.ts'
import { numberOf, type Place, type Source } from './source.ts'
import { amount, count } from './variate.ts'

/**
 * Services: jobs without an end, one row each, whose tasks are the instances.
 *
 * All are drawn at once, because what they hold together decides how fast the other parts of a mix may arrive. They stay
 * for the whole run, so that the simulation keeps them in memory anyway.
 */
export class ServicesSource implements Source {
  next: Time
  readonly rows = 1
  /** Thousandths of a core that all services hold together once all have arrived, as they are written: before they grow. */
  readonly heldCpuMilli: number
  readonly #part: ServicesPart
  readonly #place: Place
  /** Moments of submission, in order. */
  readonly #moments: Float64Array
  readonly #instances: Float64Array
  readonly #cpuMilli: Float64Array
  readonly #memoryMiB: Float64Array
  #taken = 0

  /** @param growth Multiplies the instances of the part: see `growing`. */
  constructor(part: ServicesPart, growth: number, place: Place) {
    this.#part = part
    this.#place = place
    const drawn = (draw: () => number) => new Float64Array(part.count).map(draw)
    const moment = place.stream('moment')
    this.#moments =
      part.within === 0
        ? new Float64Array(part.count)
        : drawn(() => Math.round(uniform(moment, 0, part.within))).sort()
    this.#instances = drawn(count(part.instances, place.stream('instances')))
    this.#cpuMilli = drawn(amount(part.cpuMilli, place.stream('cpu'), part.ofObject ? 0 : 1))
    this.#memoryMiB = drawn(amount(part.memoryMiB, place.stream('memory'), 0))
    this.heldCpuMilli = this.#instances.reduce((sum, tasks, i) => sum + tasks * this.#cpuMilli[i]!, 0)
    if (growth !== 1) this.#instances = this.#instances.map(growing(growth))
    this.next = this.#moments[0] ?? NEVER
  }

  take(batch: JobBatch): void {
    const row = batch.add(this.next, NEVER)
    const service = this.#taken++
    batch.id[row] = numberOf(this.#place.index, this.#taken)
    batch.jobClass[row] = this.#place.jobClass
    batch.extra[row] = this.#place.extra
    batch.tasks[row] = this.#instances[service]!
    batch.cpuMilli[row] = this.#cpuMilli[service]!
    batch.memoryMiB[row] = this.#memoryMiB[service]!
    batch.meanTimeToFailure[row] = this.#part.meanTimeToFailure
    batch.priority[row] = this.#part.priority
    this.next = this.#moments[this.#taken] ?? NEVER
  }
}
