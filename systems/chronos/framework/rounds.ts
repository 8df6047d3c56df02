/**
 * Which rounds the runs of dependent jobs belong to, so that joins can be counted whose parents' results do not belong together.
 *
 * A round begins when a job by the clock falls due, and is called by that time; whatever runs because of it is of the same round.
 * Chronos knows nothing of rounds: this measures, and decides nothing.
 */
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import type { Instant } from '../../calendar/zone.ts'
import type { Job } from '../job.ts'
import type { JobBook } from '../job-book.ts'

export class Rounds {
  readonly #measured: MeasuredScheduler
  /** By book and job, the round of its last success. */
  readonly #last = new WeakMap<JobBook, Map<string, Instant>>()

  /** @param jobs those by the clock, and after them: where some of them join others, none so far is a number too */
  constructor(measured: MeasuredScheduler, jobs: readonly { readonly definition: Job }[]) {
    this.#measured = measured
    if (jobs.some(({ definition: { runs } }) => runs.by === 'parents' && runs.parents.length > 1))
      measured.joins = 0
  }

  /** A run of the job in this round has succeeded. */
  succeeded(book: JobBook, job: string, round: Instant): void {
    const last = this.#last.get(book) ?? new Map<string, Instant>()
    this.#last.set(book, last.set(job, round))
  }

  /** A job is started because a parent has succeeded in this round; with several parents it is a join. */
  starts(book: JobBook, job: string, round: Instant): void {
    const parents = book.graph.parentsOf(job)
    if (parents.length < 2) return
    const last = this.#last.get(book)
    this.#measured.joined(parents.some(parent => last?.get(parent) !== round))
  }
}
