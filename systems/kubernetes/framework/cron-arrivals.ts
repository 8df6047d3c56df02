/**
 * Runs of cron jobs that the workload submits, as a CronJob starts them: beside each other, one instead of the other, or the last
 * that came when the one before it ends.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Concurrency } from '../../../sim/world/batch.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'

const OVERTAKEN = 'a later run of its cron job was due before it could start'
const REPLACED = 'the next cron run took its place'

interface CronBook {
  active: JobId
  /** Forbidden beside the active one. */
  waiting: JobId
}

export class CronArrivals {
  readonly #cluster: Cluster
  readonly #start: (job: JobId) => void
  readonly #books = new Map<number, CronBook>()

  constructor(cluster: Cluster, start: (job: JobId) => void) {
    this.#cluster = cluster
    this.#start = start
  }

  /** A job came; one that is no cron run starts at once. */
  arrived(job: JobId): void {
    const { jobs, ending, failures, now } = this.#cluster
    const cron = jobs.cron[job]!
    const concurrency = jobs.concurrency[job]!
    if (cron === NONE || concurrency === Concurrency.Allow) {
      this.#start(job)
      return
    }
    const book = this.#books.get(cron)
    if (book === undefined) {
      this.#books.set(cron, { active: job, waiting: NONE })
      this.#start(job)
    } else if (concurrency === Concurrency.Forbid) {
      const overtaken = book.waiting
      book.waiting = job
      if (overtaken !== NONE) ending.cancel(overtaken, failures.add(now, jobs.id[job]!, NONE, OVERTAKEN))
    } else {
      const replaced = book.active
      book.active = job
      if (jobs.isOpen(replaced)) ending.cancel(replaced, failures.add(now, jobs.id[job]!, NONE, REPLACED))
      this.#start(job)
    }
  }

  /** The job is over. */
  over(job: JobId): void {
    const cron = this.#cluster.jobs.cron[job]!
    const book = cron === NONE ? undefined : this.#books.get(cron)
    if (book?.waiting === job) book.waiting = NONE
    if (book?.active !== job) return
    const next = book.waiting
    if (next === NONE) {
      this.#books.delete(cron)
      return
    }
    book.active = next
    book.waiting = NONE
    this.#start(next)
  }
}
