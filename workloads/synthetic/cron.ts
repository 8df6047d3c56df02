import type { Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { CronPart } from '../spec.ts'
import { RunClock } from './run-times.ts'
import { numberOf, type Place, type Source } from './source.ts'
import { SureFailures } from './sure-failures.ts'
import { amount, count, type Variate } from './variate.ts'

/** Runs of a cron job as they are due, one row each; whether a run begins is for its framework to say. */
export class CronSource implements Source {
  next: Time
  readonly rows = 1
  readonly #part: CronPart
  readonly #place: Place
  readonly #clock: RunClock
  readonly #tasks: Variate
  readonly #duration: Variate
  readonly #cpuMilli: Variate
  readonly #memoryMiB: Variate
  readonly #failures: SureFailures | null
  #taken = 0

  constructor(part: CronPart, place: Place) {
    this.#part = part
    this.#place = place
    this.#clock = new RunClock(part.runs, 1, place)
    this.#tasks = count(part.tasks, place.stream('tasks'))
    this.#duration = amount(part.duration, place.stream('duration'), 1)
    this.#cpuMilli = amount(part.cpuMilli, place.stream('cpu'), 1)
    this.#memoryMiB = amount(part.memoryMiB, place.stream('memory'), 0)
    this.#failures = part.fails === undefined ? null : new SureFailures(part.fails, place.stream)
    this.next = this.#clock.next()
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
    batch.gang[row] = this.#part.gang ? 1 : 0
    batch.cron[row] = this.#place.index
    batch.concurrency[row] = this.#part.concurrency
    this.#failures?.draw(batch, row)
    this.next = this.#clock.next()
  }
}
