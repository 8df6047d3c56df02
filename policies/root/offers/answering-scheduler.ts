import type { Cluster } from '../../../sim/cluster.ts'
import type { Timers } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { Claims } from '../../../sim/world/claims.ts'
import { type FrameworkId, type JobId, NONE } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'
import { Scheduler } from '../scheduler/scheduler.ts'
import type { SchedulerParts } from '../scheduler/scheduler-parts.ts'
import { OfferRoom } from './offer-room.ts'
import type { Taker } from './taker.ts'

export interface AnswerOptions {
  /**
   * The Omega simulator's guard: a job is only placed while more cores are free in the offer than one task needs, and more
   * memory (GB) than it needs cores; a job that fails the guard costs think time, and counts nowhere.
   */
  readonly strictlyMoreCpu: boolean
  /** A job that is not placed costs no busy time (the Omega simulator). */
  readonly freeFailedAttempts: boolean
}

const MEBIBYTES_PER_THOUSANDTH = 1.024

/** Scratch of `answer`, which forgets what the offer before left. */
const room = new OfferRoom()

/** A scheduler with a queue that answers offers: it goes through the queue until the offer or the queue is used up. */
export class AnsweringScheduler extends Scheduler implements Taker {
  private readonly jobs: Cluster['jobs']
  private readonly engine: Cluster['engine']
  private readonly options: AnswerOptions

  constructor(
    cluster: Cluster,
    framework: FrameworkId,
    parts: SchedulerParts,
    timers: Timers,
    options: AnswerOptions,
  ) {
    super(cluster, framework, parts, timers)
    this.jobs = cluster.jobs
    this.engine = cluster.engine
    this.options = options
  }

  get isShort(): boolean {
    return this.shortGang.waits
  }

  answer(view: View, claims: Claims): Time {
    const { jobs, measured } = this
    const { now } = this.engine
    const { strictlyMoreCpu, freeFailedAttempts } = this.options
    let thought: Time = 0
    room.forget()
    this.changedAll()
    while (!this.isUsedUp(view)) {
      const job = this.next(view)
      if (job === NONE) break
      const generation = jobs.generation[job]!
      const roomy = this.hasRoom(view, job)
      if (!roomy && !strictlyMoreCpu) {
        // It is not looked at again before there is more; somebody must know that a gang waits for that.
        if (jobs.gang[job] === 1 && jobs.unclaimed(job) > 1) this.shortGang.note(job)
        this.putBack(job, generation)
        continue
      }
      const before = thought
      thought += this.thinkTime(job)
      this.claims.clear()
      const placed = roomy ? this.attempt(view, job) : 0
      claims.append(this.claims)
      jobs.claimed[job]! += placed
      if (placed > 0) measured.transactionsOk++
      else if (roomy) measured.attemptsWithoutRoom++
      if (placed > 0 || (roomy && !freeFailedAttempts)) measured.decided(now + before, now + thought, false)
      this.settle(job, generation, false)
    }
    return thought
  }

  private isUsedUp(view: View): boolean {
    return this.options.strictlyMoreCpu
      ? view.freeCpu === 0 || view.freeMemory === 0
      : view.freeCpu === 0 && view.freeMemory === 0
  }

  private hasRoom(view: View, job: JobId): boolean {
    const { jobs } = this
    const cpuMilli = jobs.cpuMilli[job]!
    return this.options.strictlyMoreCpu
      ? view.freeCpu > cpuMilli && view.freeMemory > cpuMilli * MEBIBYTES_PER_THOUSANDTH
      : room.has(view, cpuMilli, jobs.memoryMiB[job]!, jobs.extra[job]!)
  }
}
