import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
import type { Scheduler } from '../scheduler/scheduler.ts'
import type { Offer } from './offer.ts'
import { OfferRoom } from './offer-room.ts'

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

/**
 * What a framework makes of an offer: it goes through its queue until the offer or the queue is used up, claiming inside
 * the offer. Returns how long it thought, which is how long everything stays locked.
 */
export function answer(
  offer: Pick<Offer, 'view' | 'claims'>,
  scheduler: Scheduler,
  options: AnswerOptions,
  cluster: Cluster,
): Time {
  const { jobs, now } = cluster
  const { view, claims } = offer
  const { measured } = scheduler
  let thought: Time = 0
  room.forget()
  scheduler.changedAll()
  const { strictlyMoreCpu } = options
  const usedUp = () =>
    strictlyMoreCpu
      ? view.freeCpu === 0 || view.freeMemory === 0
      : view.freeCpu === 0 && view.freeMemory === 0
  while (!usedUp()) {
    const job = scheduler.next(view)
    if (job === NONE) break
    const generation = jobs.generation[job]!
    const roomy = strictlyMoreCpu
      ? view.freeCpu > jobs.cpuMilli[job]! && view.freeMemory > jobs.cpuMilli[job]! * MEBIBYTES_PER_THOUSANDTH
      : room.has(view, jobs.cpuMilli[job]!, jobs.memoryMiB[job]!, jobs.extra[job]!)
    if (!roomy && !strictlyMoreCpu) {
      // It is not looked at again before there is more; somebody must know that a gang waits for that.
      if (jobs.gang[job] === 1 && jobs.unclaimed(job) > 1) scheduler.shortGang.note(job)
      scheduler.putBack(job, generation)
      continue
    }
    const before = thought
    thought += scheduler.thinkTime(job)
    scheduler.claims.clear()
    const placed = roomy ? scheduler.attempt(view, job) : 0
    for (let i = 0; i < scheduler.claims.count; i++) claims.copy(scheduler.claims, i)
    jobs.claimed[job]! += placed
    if (placed > 0) measured.transactionsOk++
    else if (roomy) measured.attemptsWithoutRoom++
    if (placed > 0 || (roomy && !options.freeFailedAttempts))
      measured.decided(now + before, now + thought, false)
    scheduler.settle(job, generation, false)
  }
  return thought
}
