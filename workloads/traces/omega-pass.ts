import { SECOND } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import { decimal } from './decimal.ts'
import type { LineBlockOptions } from './line-blocks.ts'
import { lineBlocks } from './line-blocks.ts'
import type { LogPass } from './log-survey.ts'
import type { LinePlace } from './trace-faults.ts'
import { excerpt, LineFaults, Tally, TraceError } from './trace-faults.ts'

/** First line of a job list of the Omega simulator. */
export const OMEGA_HEADER = 'workload,job_id,submit_s,num_tasks,task_duration_s,cpus_per_task,mem_gb_per_task'

/** Values of the column `workload`, in the order of `omegaClasses`. */
const workloads: readonly string[] = ['Batch', 'Service']
/** Names of the classes of its jobs. */
export const omegaClasses: readonly string[] = ['batch', 'service']

/** What an irregular job of a list is. */
export const omegaReasons = {
  rounded: 'fractions of a thousandth core, a MiB or a microsecond, rounded but not to 0',
  'out-of-order': 'behind a job that was submitted later',
} as const

const columns = OMEGA_HEADER.split(',')
const MIB_PER_GB = 1024
const LONGEST_SECONDS = Math.floor(Number.MAX_SAFE_INTEGER / SECOND)
const MOST_TASKS = 2 ** 31 - 1
/** What each column should hold, for messages. */
const expectations: readonly string[] = [
  "'Batch' or 'Service'",
  'a whole number',
  `seconds, 0 to ${LONGEST_SECONDS}`,
  `a whole number, 1 to ${MOST_TASKS}`,
  `seconds, more than 0 and at most ${LONGEST_SECONDS}`,
  'cores, 0 or more',
  'gigabytes, 0 or more',
]

/** One reading of a job list written by the Omega simulator. */
export class OmegaPass implements LogPass, LinePlace {
  readonly file: string
  readonly tally = new Tally()
  readonly faults: LineFaults
  line = 0
  readonly #blocks: AsyncGenerator<Buffer>
  #text = ''
  #at = 0
  #current = ''
  #latest = Number.NEGATIVE_INFINITY
  #ended = false

  constructor(file: string, options: LineBlockOptions = {}) {
    this.file = file
    this.#blocks = lineBlocks(file, options)
    this.faults = new LineFaults(file)
  }

  async fill(batch: JobBatch): Promise<void> {
    while (!this.#ended && !batch.full) {
      if (this.#at < this.#text.length) {
        this.#nextLine(batch)
        continue
      }
      const next = await this.#blocks.next()
      if (next.done) {
        this.#ended = true
      } else {
        this.#text = next.value.toString('utf8')
        this.#at = 0
      }
    }
  }

  text(): string {
    return this.#current
  }

  #nextLine(batch: JobBatch): void {
    const end = this.#text.indexOf('\n', this.#at)
    const line = this.#text.slice(this.#at, end).trim()
    this.#at = end + 1
    this.#current = line
    this.line++
    if (this.line === 1) this.#checkHeader(line)
    else if (line !== '') this.#addJob(line, batch)
  }

  #checkHeader(line: string): void {
    if (line === OMEGA_HEADER) return
    throw new TraceError(this.file, [
      `${this.file}:1: found ${excerpt(line)}, expected the header '${OMEGA_HEADER}' of an Omega job list`,
    ])
  }

  #addJob(line: string, batch: JobBatch): void {
    const cells = line.split(',')
    if (cells.length !== columns.length) {
      this.faults.add(
        this.line,
        () => `found ${cells.length} columns, expected ${columns.length}: ${excerpt(line)}`,
      )
      return
    }
    const jobClass = workloads.indexOf(cells[0]!)
    const id = decimal(cells[1]!)
    const submit = decimal(cells[2]!)
    const tasks = decimal(cells[3]!)
    const duration = decimal(cells[4]!)
    const cpus = decimal(cells[5]!)
    const memory = decimal(cells[6]!)
    const wrong = impossibleColumn(jobClass, id, submit, tasks, duration, cpus, memory)
    if (wrong >= 0) {
      this.faults.add(
        this.line,
        () => `found ${excerpt(cells[wrong]!)} in column ${columns[wrong]}, expected ${expectations[wrong]}`,
      )
      return
    }

    const time = Math.round(submit * SECOND)
    if (time < this.#latest) this.tally.count('out-of-order', 'changed', this)
    else this.#latest = time
    const runs = Math.max(1, Math.round(duration * SECOND))
    const row = batch.add(time, runs)
    batch.id[row] = id
    batch.jobClass[row] = jobClass
    batch.tasks[row] = tasks
    batch.cpuMilli[row] = wholeUnits(cpus * 1000)
    batch.memoryMiB[row] = wholeUnits(memory * MIB_PER_GB)
    const exact = isWhole(cpus * 1000) && isWhole(memory * MIB_PER_GB) && duration * SECOND >= 0.5
    if (!exact) this.tally.count('rounded', 'changed', this)
  }
}

/** The first column whose value cannot be one, or −1; NaN is never possible. */
function impossibleColumn(
  jobClass: number,
  id: number,
  submit: number,
  tasks: number,
  duration: number,
  cpus: number,
  memory: number,
): number {
  if (jobClass < 0) return 0
  if (!Number.isSafeInteger(id)) return 1
  if (!(submit >= 0 && submit <= LONGEST_SECONDS)) return 2
  if (!(Number.isInteger(tasks) && tasks >= 1 && tasks <= MOST_TASKS)) return 3
  if (!(duration > 0 && duration <= LONGEST_SECONDS)) return 4
  if (!(cpus >= 0)) return 5
  return memory >= 0 ? -1 : 6
}

/** The nearest whole amount; at least 1 of something that is asked for at all. */
function wholeUnits(amount: number): number {
  return amount > 0 ? Math.max(1, Math.round(amount)) : 0
}

/** Whole but for the rounding of a product: 0.7 cores × 1000 is 700. */
function isWhole(amount: number): boolean {
  return Math.abs(amount - Math.round(amount)) <= 1e-6
}
