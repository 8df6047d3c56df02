import { inSeconds } from '../../sim/engine/time.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import type { LineBlockOptions } from './line-blocks.ts'
import { OmegaPass, omegaClasses } from './omega-pass.ts'
import type { Irregularity } from './trace-faults.ts'
import type { Spread } from './value-counts.ts'
import { ValueCounts } from './value-counts.ts'

/** One class of jobs of a list. */
export interface OmegaClassInfo {
  readonly name: string
  readonly jobs: number
  readonly tasks: number
  readonly tasksPerJob: Spread | null
  readonly durationS: Spread | null
  readonly cpuMilli: Spread | null
  readonly memoryMiB: Spread | null
  /** Cores that the class keeps busy on average: Σ tasks × duration × cores / span of all submissions; null without a span. */
  readonly offeredCores: number | null
}

/** Everything worth knowing about an Omega job list before it is replayed; plain data. */
export interface OmegaInfo {
  readonly format: 'omega-csv'
  readonly file: string
  readonly lines: number
  readonly jobs: number
  readonly malformed: { readonly count: number; readonly shown: readonly string[] }
  /** What a replay changes; reasons are those of `omegaReasons`. */
  readonly replay: readonly Irregularity[]
  readonly firstSubmitS: number | null
  readonly lastSubmitS: number | null
  readonly classes: readonly OmegaClassInfo[]
}

/** Reads an Omega job list once and says what is in it; bad lines are part of the answer. */
export async function omegaInfo(file: string, options: LineBlockOptions = {}): Promise<OmegaInfo> {
  const pass = new OmegaPass(file, options)
  const classes = omegaClasses.map(name => new ClassSums(name))
  const batch = new JobBatch()
  let jobs = 0
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  do {
    batch.clear()
    await pass.fill(batch)
    for (let row = 0; row < batch.count; row++) {
      classes[batch.jobClass[row]!]!.add(batch, row)
      first = Math.min(first, batch.submit[row]!)
      last = Math.max(last, batch.submit[row]!)
    }
    jobs += batch.count
  } while (batch.full)
  const span = last > first ? inSeconds(last - first) : null
  return {
    format: 'omega-csv',
    file,
    lines: pass.line,
    jobs,
    malformed: { count: pass.faults.total, shown: pass.faults.shown },
    replay: pass.tally.list(),
    firstSubmitS: jobs > 0 ? inSeconds(first) : null,
    lastSubmitS: jobs > 0 ? inSeconds(last) : null,
    classes: classes.map(sums => sums.summary(span)),
  }
}

class ClassSums {
  readonly #name: string
  readonly #tasksPerJob = new ValueCounts()
  readonly #durations = new ValueCounts()
  readonly #cpuMilli = new ValueCounts()
  readonly #memoryMiB = new ValueCounts()
  #jobs = 0
  #tasks = 0
  #coreSeconds = 0

  constructor(name: string) {
    this.#name = name
  }

  add(batch: JobBatch, row: number): void {
    const tasks = batch.tasks[row]!
    const duration = inSeconds(batch.duration[row]!)
    this.#jobs++
    this.#tasks += tasks
    this.#coreSeconds += (tasks * duration * batch.cpuMilli[row]!) / 1000
    this.#tasksPerJob.add(tasks)
    this.#durations.add(duration)
    this.#cpuMilli.add(batch.cpuMilli[row]!)
    this.#memoryMiB.add(batch.memoryMiB[row]!)
  }

  summary(span: number | null): OmegaClassInfo {
    return {
      name: this.#name,
      jobs: this.#jobs,
      tasks: this.#tasks,
      tasksPerJob: this.#tasksPerJob.spread(),
      durationS: this.#durations.spread(),
      cpuMilli: this.#cpuMilli.spread(),
      memoryMiB: this.#memoryMiB.spread(),
      offeredCores: span === null ? null : this.#coreSeconds / span,
    }
  }
}
