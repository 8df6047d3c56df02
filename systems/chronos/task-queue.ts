/**
 * Tasks that wait for an offer, those of high priority before all others (TaskManager.scala, 0a154c3 to c1348dd).
 */
import type { Flags } from './era.ts'

export class TaskQueue {
  readonly #flags: Pick<Flags, 'reviveOffersForNewJobs'>
  readonly #high: string[] = []
  readonly #normal: string[] = []

  constructor(flags: Pick<Flags, 'reviveOffersForNewJobs'>) {
    this.#flags = flags
  }

  get size(): number {
    return this.#high.length + this.#normal.length
  }

  /** True: Mesos is to be asked for offers. */
  enqueue(taskId: string, highPriority: boolean): boolean {
    if (highPriority) this.#high.push(taskId)
    else this.#normal.push(taskId)
    return this.#flags.reviveOffersForNewJobs
  }

  /**
   * The next task that may run. Of one whose job is gone or disabled nothing more is heard; Chronos then looks at the other
   * queue, once, and not at what stands behind it.
   */
  take(mayRun: (taskId: string) => boolean): string | null {
    for (const queue of [this.#high, this.#normal]) {
      const taskId = queue.shift()
      if (taskId !== undefined && mayRun(taskId)) return taskId
    }
    return null
  }
}
