import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { CronPart } from '../spec.ts'
import { DrawnJob } from './drawn-job.ts'
import { RunClock } from './run-times.ts'
import type { Place, Source } from './source.ts'

/** Runs of a cron job as they are due, one row each; whether a run begins is for its framework to say. */
export class CronSource implements Source {
  next: Time
  readonly rows = 1
  readonly #part: CronPart
  readonly #number: number
  readonly #clock: RunClock
  readonly #job: DrawnJob

  constructor(part: CronPart, place: Place) {
    this.#part = part
    this.#number = place.index
    this.#clock = new RunClock(part.runs, 1, place)
    this.#job = new DrawnJob(part, place)
    this.next = this.#clock.next()
  }

  take(batch: JobBatch): void {
    const row = this.#job.addTo(batch, this.next)
    batch.gang[row] = this.#part.gang ? 1 : 0
    if (!isOnce(this.#part)) {
      batch.cron[row] = this.#number
      batch.concurrency[row] = this.#part.concurrency
    }
    this.next = this.#clock.next()
  }
}

/** Does it stand for a job that begins once? */
export function isOnce({ ofObject, runs }: CronPart): boolean {
  return ofObject === true && runs.kind === 'fixed' && runs.every === NEVER
}
