import type { Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { JobsPart } from '../spec.ts'
import { numberOf, type Place } from './source.ts'
import { SureFailures } from './sure-failures.ts'
import { amount, count, type Variate } from './variate.ts'

/** What a part says of each of its jobs, or of each stage. */
type Description = Pick<
  JobsPart,
  'tasks' | 'duration' | 'cpuMilli' | 'memoryMiB' | 'meanTimeToFailure' | 'fails' | 'priority'
> & { readonly ofObject?: true }

/** Draws one job after the other, as a part describes them. */
export class DrawnJob {
  readonly #part: Description
  readonly #place: Place
  readonly #tasks: Variate
  readonly #duration: Variate
  readonly #cpuMilli: Variate
  readonly #memoryMiB: Variate
  readonly #failures: SureFailures | null
  #added = 0

  constructor(part: Description, place: Place) {
    this.#part = part
    this.#place = place
    this.#tasks = count(part.tasks, place.stream('tasks'))
    this.#duration = amount(part.duration, place.stream('duration'), 1)
    this.#cpuMilli = amount(part.cpuMilli, place.stream('cpu'), part.ofObject ? 0 : 1)
    this.#memoryMiB = amount(part.memoryMiB, place.stream('memory'), 0)
    this.#failures = part.fails === undefined ? null : new SureFailures(part.fails, place.stream)
  }

  /** Adds a job that is submitted at that time; returns its row. */
  addTo(batch: JobBatch, submitted: Time): number {
    const row = batch.add(submitted, this.#duration())
    batch.id[row] = numberOf(this.#place.index, ++this.#added)
    batch.jobClass[row] = this.#place.jobClass
    batch.extra[row] = this.#place.extra
    batch.tasks[row] = this.#tasks()
    batch.cpuMilli[row] = this.#cpuMilli()
    batch.memoryMiB[row] = this.#memoryMiB()
    batch.meanTimeToFailure[row] = this.#part.meanTimeToFailure
    batch.priority[row] = this.#part.priority
    this.#failures?.draw(batch, row)
    return row
  }
}
