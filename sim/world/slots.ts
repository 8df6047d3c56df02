import type { JobId } from './handles.ts'
import { longer } from './rows.ts'

/** The slots of one job: which are taken, and where to look for the next. */
interface Taken {
  slots: Uint8Array
  /** No slot below is free. */
  from: number
}

/**
 * Numbers that tell the tasks of a job apart, from 0. A task has the lowest that is free when it gets its row, and keeps it until
 * the row is freed: the task that is launched in the place of another has its slot again.
 */
export class Slots {
  private readonly jobs = new Map<JobId, Taken>()

  take(job: JobId): number {
    const taken = this.jobs.get(job) ?? { slots: new Uint8Array(8), from: 0 }
    this.jobs.set(job, taken)
    let slot = taken.from
    while (taken.slots[slot] === 1) slot++
    if (slot >= taken.slots.length) taken.slots = longer(taken.slots, 2 * taken.slots.length)
    taken.slots[slot] = 1
    taken.from = slot + 1
    return slot
  }

  /** The slot is free again. Of a job that is over nothing is kept, and the row of its last task is freed after its own. */
  release(job: JobId, slot: number): void {
    const taken = this.jobs.get(job)
    if (taken === undefined) return
    taken.slots[slot] = 0
    taken.from = Math.min(taken.from, slot)
  }

  /** The job is over. */
  forget(job: JobId): void {
    this.jobs.delete(job)
  }
}
