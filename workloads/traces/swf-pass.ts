import type { Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { SwfSpec, WorkloadSetting } from '../spec.ts'
import type { LineBlockOptions } from './line-blocks.ts'
import { lineBlocks } from './line-blocks.ts'
import type { LogPass } from './log-survey.ts'
import { SwfHeader } from './swf-header.ts'
import { SwfRules } from './swf-rules.ts'
import { LineKind, SwfScanner } from './swf-scanner.ts'
import { LineFaults, Tally, TraceError } from './trace-faults.ts'

/** One reading of a log in the Standard Workload Format: lines in, rows of a `JobBatch` out. */
export class SwfPass implements LogPass {
  readonly file: string
  readonly tally = new Tally()
  readonly faults: LineFaults
  /** Known once the first job line was read. */
  header = new SwfHeader([])
  /** Was the log read only up to the last of the jobs that are wanted? */
  cut = false
  readonly #spec: SwfSpec
  readonly #setting: WorkloadSetting
  readonly #startsAfter: Time
  readonly #blocks: AsyncGenerator<Buffer>
  readonly #scanner = new SwfScanner()
  readonly #comments: string[] = []
  #rules: SwfRules | null = null
  #jobs = 0
  #latest = Number.NEGATIVE_INFINITY
  #ended = false

  /** @param startsAfter How long after the first job in the window the replay begins. */
  constructor(
    spec: SwfSpec,
    setting: WorkloadSetting,
    options: LineBlockOptions = {},
    startsAfter: Time = 0,
  ) {
    this.file = spec.file
    this.#spec = spec
    this.#setting = setting
    this.#startsAfter = startsAfter
    this.#blocks = lineBlocks(spec.file, options)
    this.faults = new LineFaults(spec.file)
  }

  async fill(batch: JobBatch): Promise<void> {
    while (!this.#ended && !this.#fillFromBlock(batch)) {
      const next = await this.#blocks.next()
      if (next.done) this.#ended = true
      else this.#scanner.feed(next.value)
    }
  }

  /** False when the block is used up before the batch is full. */
  #fillFromBlock(batch: JobBatch): boolean {
    const scanner = this.#scanner
    while (!batch.full) {
      switch (scanner.next()) {
        case LineKind.End:
          return false
        case LineKind.Comment:
          if (this.#rules === null) this.#comments.push(scanner.text())
          break
        case LineKind.Malformed:
          this.faults.add(scanner.line, () => scanner.problem())
          break
        case LineKind.Job:
          this.#rules ??= this.#begin()
          if (this.#rules.judge(scanner.fields, scanner)) this.#add(batch, this.#rules)
          if (this.#jobs === this.#spec.jobs) {
            this.#ended = true
            this.cut = true
            return true
          }
      }
    }
    return true
  }

  #add(batch: JobBatch, job: SwfRules): void {
    const { taskPer, cpuMilliPerProcessor, memoryMiBPerProcessor, gang } = this.#spec.shape
    if (job.submit < this.#latest) this.tally.count('out-of-order', 'changed', this.#scanner)
    else this.#latest = job.submit
    const row = batch.add(job.submit, job.duration)
    const perTask = taskPer === 'job' ? job.processors : 1
    batch.id[row] = job.id
    batch.tasks[row] = job.processors / perTask
    batch.cpuMilli[row] = perTask * cpuMilliPerProcessor
    batch.memoryMiB[row] = perTask * memoryMiBPerProcessor
    batch.estimate[row] = job.estimate
    batch.user[row] = job.user
    batch.gang[row] = gang ? 1 : 0
    this.#jobs++
  }

  /** Everything above the first job is the header; the machine's size must be known from here on. */
  #begin(): SwfRules {
    this.header = new SwfHeader(this.#comments)
    const { shape, processors = this.header.processors } = this.#spec
    if (processors === undefined) {
      throw new TraceError(this.file, [
        `${this.file}:${this.#scanner.line}: found the first job and no size of the machine above it, expected a line ` +
          "'; MaxProcs: n' or '; MaxNodes: n'; give the workload 'processors: n' instead",
      ])
    }
    const atOnce = shape.gang || shape.taskPer === 'job'
    const mostAtOnce = atOnce ? this.#setting.cpuMilli / shape.cpuMilliPerProcessor : Number.POSITIVE_INFINITY
    return new SwfRules(this.#spec, processors, mostAtOnce, this.tally, this.#startsAfter)
  }
}
