/**
 * Which waiting tasks are launched on which offers (MesosJobFramework.scala, 09ac19c to c1348dd).
 */
import type { Attribute } from '../marathon/offer.ts'
import { attributesOf } from './constraint.ts'
import type { Job } from './job.ts'
import type { TaskQueue } from './task-queue.ts'

/** What an offer still has. Amounts in whole thousandths; they are taken from as tasks are placed. */
export interface OpenOffer {
  readonly hostname: string
  readonly attributes: readonly Attribute[]
  cpus: number
  mem: number
  disk: number
}

export interface Launch<O extends OpenOffer> {
  readonly taskId: string
  readonly job: Job
  readonly offer: O
}

/** What Chronos knows of the jobs. */
export interface Jobs {
  /** Null for a task whose job is gone or disabled. */
  jobOf(taskId: string): Job | null
  isRunning(job: Job): boolean
  /** A task is not launched, now or later. */
  dropped(taskId: string): void
  /** None of the offers has what a task of the job needs; it waits on. */
  unplaced?(taskId: string): void
}

/**
 * Tasks are taken from the queue until one finds no offer; that one goes back to the end. A task is forgotten whose job is launched in
 * this very round, or runs already; in 3.x the latter only where it is not concurrent.
 */
export function launchable<O extends OpenOffer>(
  queue: TaskQueue,
  offers: readonly O[],
  jobs: Jobs,
): Launch<O>[] {
  const launches: Launch<O>[] = []
  for (;;) {
    const taskId = queue.take(id => jobs.jobOf(id) !== null)
    if (taskId === null) return launches
    const job = jobs.jobOf(taskId)!
    if (isTaken(job, launches, jobs)) {
      jobs.dropped(taskId)
      continue
    }
    const offer = offers.find(each => fits(job, each))
    if (offer === undefined) {
      jobs.unplaced?.(taskId)
      queue.enqueue(taskId, job.highPriority)
      return launches
    }
    offer.cpus -= job.needs.cpus
    offer.mem -= job.needs.mem
    offer.disk -= job.needs.disk
    launches.push({ taskId, job, offer })
  }
}

function isTaken(job: Job, launches: readonly Launch<OpenOffer>[], jobs: Jobs): boolean {
  if (launches.some(launch => launch.job.name === job.name)) return true
  return !job.concurrent && jobs.isRunning(job)
}

function fits(job: Job, offer: OpenOffer): boolean {
  return misfit(job, offer) === null
}

/** Why the offer is of no use to the job; null where it is. */
export function misfit({ needs, constraints }: Job, offer: OpenOffer): string | null {
  if (offer.cpus < needs.cpus) return 'too few cpus'
  if (offer.mem < needs.mem) return 'too little mem'
  if (offer.disk < needs.disk) return 'too little disk'
  const attributes = attributesOf(offer)
  return constraints.every(constraint => constraint.isMetBy(attributes)) ? null : 'a constraint is not met'
}
