import { basename } from 'node:path'
import type { Workload } from '../../sim/contracts.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { OmegaCsvSpec } from '../spec.ts'
import type { JobSource, LogReading } from './log-survey.ts'
import { survey } from './log-survey.ts'
import { OmegaPass, omegaClasses, omegaReasons } from './omega-pass.ts'
import type { Irregularity } from './trace-faults.ts'
import { remarksOn, TraceError } from './trace-faults.ts'

/**
 * Opens a job list of the Omega simulator, plain or gzip. 1 GB is taken as 1024 MiB; times are rounded to microseconds.
 *
 * Reads it to the end once. Throws a TraceError that names every line that cannot be read.
 */
export async function openOmegaCsv(spec: OmegaCsvSpec, reading: LogReading = {}): Promise<OmegaCsvWorkload> {
  const surveyed = await survey(() => new OmegaPass(spec.file, reading), reading.keepBytes)
  if (surveyed.jobs === 0) {
    throw new TraceError(spec.file, [`${spec.file}: found a header and no job, expected at least one`])
  }
  return new OmegaCsvWorkload(spec, surveyed, surveyed.jobs, surveyed.pass.tally.list())
}

/** The jobs of a list, in order of submission: not gangs, no estimates but the durations, no users. */
export class OmegaCsvWorkload implements Workload {
  readonly name: string
  readonly classes = omegaClasses
  readonly jobs: number
  /** What was changed; `omegaReasons` says what each reason means. */
  readonly faults: readonly Irregularity[]
  readonly remarks: NonNullable<Workload['remarks']>
  readonly #source: JobSource

  readonly #factor: number

  constructor(
    { file, interarrivalFactor = 1 }: OmegaCsvSpec,
    source: JobSource,
    jobs: number,
    faults: readonly Irregularity[],
  ) {
    this.name = basename(file)
    this.#factor = interarrivalFactor
    this.#source = source
    this.jobs = jobs
    this.faults = faults
    this.remarks = remarksOn(faults, omegaReasons)
  }

  read(batch: JobBatch): number | Promise<number> {
    const count = this.#source.read(batch)
    if (this.#factor === 1) return count
    return typeof count === 'number' ? this.#stretch(batch) : count.then(() => this.#stretch(batch))
  }

  #stretch(batch: JobBatch): number {
    for (let row = 0; row < batch.count; row++)
      batch.submit[row] = Math.round(batch.submit[row]! * this.#factor)
    return batch.count
  }
}
