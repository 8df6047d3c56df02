import type { JobBatch } from '../../sim/world/batch.ts'

/**
 * Jobs of a log held in memory, to be sorted by submission and read again. Without pipelines: no job has a parent.
 *
 * Costs 86 bytes a job.
 */
export class KeptJobs {
  count = 0
  readonly #batches: JobBatch[] = []
  #order: Uint32Array | null = null
  #next = 0

  /** Takes over a batch; all but the last must be full and of the default capacity. */
  keep(batch: JobBatch): void {
    this.#batches.push(batch)
    this.count += batch.count
  }

  /** Puts the jobs into order of submission; jobs submitted together keep the order of the log. */
  sort(): void {
    const submits = new Float64Array(this.count)
    let at = 0
    for (const batch of this.#batches) {
      submits.set(batch.submit.subarray(0, batch.count), at)
      at += batch.count
    }
    this.#order = Uint32Array.from({ length: this.count }, (_, job) => job)
    this.#order.sort((a, b) => submits[a]! - submits[b]! || a - b)
  }

  /** Appends the job that was kept as this one, from 0, to a batch that has room; returns its row. */
  copy(job: number, batch: JobBatch): number {
    const size = this.#batches[0]!.capacity
    const slot = job % size
    return copyJob(this.#batches[(job - slot) / size]!, slot, batch)
  }

  /** Fills the batch with the next jobs. */
  read(batch: JobBatch): number {
    batch.clear()
    const end = Math.min(this.count, this.#next + batch.capacity)
    const size = this.#batches[0]?.capacity ?? 1
    for (let job = this.#next; job < end; job++) {
      const index = this.#order === null ? job : this.#order[job]!
      const slot = index % size
      copyJob(this.#batches[(index - slot) / size]!, slot, batch)
    }
    this.#next = end
    return batch.count
  }
}

function copyJob(from: JobBatch, slot: number, to: JobBatch): number {
  const row = to.add(from.submit[slot]!, from.duration[slot]!)
  to.id[row] = from.id[slot]!
  to.jobClass[row] = from.jobClass[slot]!
  to.tasks[row] = from.tasks[slot]!
  to.cpuMilli[row] = from.cpuMilli[slot]!
  to.memoryMiB[row] = from.memoryMiB[slot]!
  to.estimate[row] = from.estimate[slot]!
  to.meanTimeToFailure[row] = from.meanTimeToFailure[slot]!
  to.priority[row] = from.priority[slot]!
  to.user[row] = from.user[slot]!
  to.gang[row] = from.gang[slot]!
  return row
}
