import type { JobBatch } from '../../sim/world/batch.ts'
import { PackedColumn } from './packed-column.ts'
import { PlainColumn } from './plain-column.ts'

/** The columns that a log writes; all others of a batch hold what `JobBatch.add` puts there. */
const columns = [
  'id',
  'submit',
  'jobClass',
  'tasks',
  'cpuMilli',
  'memoryMiB',
  'duration',
  'estimate',
  'meanTimeToFailure',
  'priority',
  'user',
  'gang',
] as const

/** Jobs that were kept together, one column for each of `columns`. */
type Block = readonly (PackedColumn | PlainColumn)[]

const SUBMIT = columns.indexOf('submit')

/** Most jobs that stay as they came: some 1.5 MB. Packing so few takes more time than a run of them has to lose. */
const PLAIN = 20_480

/**
 * Jobs of a log held in memory, to be sorted by submission and read again. Without pipelines: no job has a parent.
 *
 * Few are kept as they came, in 73 bytes each. Where they become many, all are packed: then a job of a log in whole seconds takes
 * 12 to 20 bytes, and one that is as odd as can be 74.
 */
export class KeptJobs {
  count = 0
  bytes = 0
  readonly #blocks: Block[] = []
  #packs = false
  /** Jobs in each block but the last. */
  #size = 1
  #order: Uint32Array | null = null
  #next = 0

  /** Keeps what is in a batch; all batches but the last must be full and of one capacity. */
  keep(batch: JobBatch): void {
    this.#size = batch.capacity
    this.count += batch.count
    if (!this.#packs && this.count > PLAIN) this.#packAll()
    const Kept = this.#packs ? PackedColumn : PlainColumn
    this.#add(columns.map(name => new Kept(batch[name], batch.count)))
  }

  #packAll(): void {
    this.#packs = true
    this.bytes = 0
    for (const block of this.#blocks.splice(0) as (readonly PlainColumn[])[])
      this.#add(block.map(({ values }) => new PackedColumn(values, values.length)))
  }

  #add(block: Block): void {
    this.#blocks.push(block)
    for (const { bytes } of block) this.bytes += bytes
  }

  /** Lets go of all jobs. */
  drop(): void {
    this.#blocks.length = 0
    this.count = 0
    this.bytes = 0
  }

  /** Puts the jobs into order of submission; jobs submitted together keep the order of the log. */
  sort(): void {
    const submits = new Float64Array(this.count)
    for (let job = 0; job < this.count; job++) submits[job] = this.#block(job)[SUBMIT]!.at(job % this.#size)
    this.#order = Uint32Array.from({ length: this.count }, (_, job) => job)
    this.#order.sort((a, b) => submits[a]! - submits[b]! || a - b)
  }

  /** Appends the job that was kept as this one, from 0, to a batch that has room; returns its row. */
  copy(job: number, batch: JobBatch): number {
    const row = batch.count
    this.#append(job, 1, batch)
    return row
  }

  /** Fills the batch with the next jobs. */
  read(batch: JobBatch): number {
    batch.clear()
    const end = Math.min(this.count, this.#next + batch.capacity)
    while (this.#next < end) {
      const job = this.#next
      const left = this.#order === null ? Math.min(end - job, this.#size - (job % this.#size)) : 1
      this.#append(this.#order === null ? job : this.#order[job]!, left, batch)
      this.#next += left
    }
    return batch.count
  }

  /** Appends so many jobs, which stand one after the other in one block. */
  #append(job: number, count: number, batch: JobBatch): void {
    const block = this.#block(job)
    const from = job % this.#size
    const at = batch.count
    if (count === 1) batch.add(0, 0)
    else batch.addRows(count)
    for (let i = 0; i < columns.length; i++) block[i]!.copyTo(batch[columns[i]!], from, from + count, at)
  }

  #block(job: number): Block {
    return this.#blocks[Math.floor(job / this.#size)]!
  }
}
