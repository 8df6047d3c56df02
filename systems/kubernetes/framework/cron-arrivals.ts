/**
 * Runs of cron jobs that the workload submits, as a CronJob starts them: beside each other, one instead of the other, or the last
 * that came when the one before it ends.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { Concurrency } from '../../../sim/world/batch.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { NEXT_SCHEDULE_DELTA } from '../controllers/cron-job.ts'

const OVERTAKEN = 'a later run of its cron job was due before it could start'
const TOO_LATE = 'the starting deadline of its cron job was over before it could start'
const REPLACED = 'the next cron run took its place'

interface CronBook {
  active: JobId
  /** Forbidden beside the active one. */
  waiting: JobId
  /** When it is too late for the waiting one. */
  deadline: Time
}

export class CronArrivals {
  readonly #cluster: Cluster
  readonly #deadlineOf: (job: JobId) => Time
  readonly #start: (job: JobId) => void
  readonly #books = new Map<number, CronBook>()
  readonly #expires: number

  /** @param deadlineOf how long after its time a run may start, in µs; NEVER: as late as may be */
  constructor(cluster: Cluster, deadlineOf: (job: JobId) => Time, start: (job: JobId) => void) {
    this.#cluster = cluster
    this.#deadlineOf = deadlineOf
    this.#start = start
    this.#expires = cluster.engine.on(cron => {
      const book = this.#books.get(cron)
      if (book !== undefined && book.waiting !== NONE && book.deadline === cluster.now) this.#expire(book)
    })
  }

  /** A job came; one that is no cron run starts at once. */
  arrived(job: JobId): void {
    const { jobs, ending, engine, failures, now } = this.#cluster
    const cron = jobs.cron[job]!
    const concurrency = jobs.concurrency[job]!
    if (cron === NONE) {
      this.#start(job)
      return
    }
    const deadline = this.#deadlineOf(job)
    if (deadline < NEXT_SCHEDULE_DELTA) {
      ending.cancel(job, failures.add(now, jobs.id[job]!, NONE, TOO_LATE))
      return
    }
    if (concurrency === Concurrency.Allow) {
      this.#start(job)
      return
    }
    const book = this.#books.get(cron)
    if (book === undefined) {
      this.#books.set(cron, { active: job, waiting: NONE, deadline: NEVER })
      this.#start(job)
    } else if (concurrency === Concurrency.Forbid) {
      const overtaken = book.waiting
      book.waiting = job
      book.deadline = deadline === NEVER ? NEVER : now + deadline
      if (overtaken !== NONE) ending.cancel(overtaken, failures.add(now, jobs.id[job]!, NONE, OVERTAKEN))
      if (deadline !== NEVER) engine.at(book.deadline, this.#expires, cron, 0)
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
    if (book.waiting !== NONE && book.deadline <= this.#cluster.now) this.#expire(book)
    const next = book.waiting
    if (next === NONE) {
      this.#books.delete(cron)
      return
    }
    book.active = next
    book.waiting = NONE
    this.#start(next)
  }

  #expire(book: CronBook): void {
    const { jobs, ending, failures, now } = this.#cluster
    const late = book.waiting
    book.waiting = NONE
    ending.cancel(late, failures.add(now, jobs.id[late]!, NONE, TOO_LATE))
  }
}
