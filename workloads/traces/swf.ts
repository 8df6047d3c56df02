import { basename } from 'node:path'
import { Streams } from '../../sim/chance/random.ts'
import type { Workload } from '../../sim/contracts.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { SwfSpec, WorkloadSetting } from '../spec.ts'
import type { JobSource, LogReading, Survey } from './log-survey.ts'
import { survey } from './log-survey.ts'
import { RedrawnJobs } from './redrawn-jobs.ts'
import type { SwfHeader } from './swf-header.ts'
import { SwfPass } from './swf-pass.ts'
import { swfReasons } from './swf-rules.ts'
import type { Irregularity } from './trace-faults.ts'
import { remarksOn, TraceError } from './trace-faults.ts'

/**
 * Opens a log in the Standard Workload Format, plain or gzip.
 *
 * Reads it to the end once (to the `jobs`-th usable job if the spec has a limit). Throws a TraceError that names every
 * line that cannot be read; jobs that the rules drop or change are counted in `faults`.
 */
export async function openSwf(
  spec: SwfSpec,
  setting: WorkloadSetting,
  reading: LogReading = {},
): Promise<SwfWorkload> {
  const streams = new Streams(setting.seed)
  const { startWithin = 0 } = spec
  const startsAfter =
    startWithin === 0 ? 0 : Math.floor(streams.stream('workload/trace/start').uniform() * startWithin)
  const surveyed = await survey(() => new SwfPass(spec, setting, reading, startsAfter), reading.keepBytes)
  if (surveyed.jobs === 0) {
    const reasons = surveyed.pass.tally.list().map(({ reason, count }) => `${count} ${reason}`)
    const found = reasons.length > 0 ? `no usable job (${reasons.join(', ')})` : 'no job at all'
    throw new TraceError(spec.file, [`${spec.file}: found ${found}, expected at least one`])
  }
  const redrawn =
    spec.resample === undefined && spec.jitter === undefined
      ? undefined
      : await RedrawnJobs.from(surveyed, spec, streams)
  const source = redrawn ?? surveyed
  const span = (source.lastSubmit - source.firstSubmit) * spec.interarrivalFactor
  if (!(spec.interarrivalFactor > 0 && source.firstSubmit + span <= Number.MAX_SAFE_INTEGER)) {
    throw new TraceError(spec.file, [
      `${spec.file}: found an inter-arrival factor of ${spec.interarrivalFactor}, expected a positive number that keeps the last ` +
        'submission within 285 years',
    ])
  }
  return new SwfWorkload(spec, surveyed, source, streams, redrawn?.remarks)
}

/** Jobs in order of submission, and when the first and the last of them is submitted. */
interface Ordered extends JobSource {
  readonly jobs: number
  readonly firstSubmit: Time
  readonly lastSubmit: Time
}

/** The usable jobs of a log, in order of submission. */
export class SwfWorkload implements Workload {
  /** The file's name without its folder. */
  readonly name: string
  readonly classes: readonly string[]
  readonly header: SwfHeader
  /** Usable jobs, all of which `read` will give. */
  readonly jobs: number
  /** What was dropped, changed or left strange, complete from the start; `swfReasons` says what each reason means. */
  readonly faults: readonly Irregularity[]
  readonly remarks: NonNullable<Workload['remarks']>
  readonly streams: Streams
  readonly #source: Ordered
  readonly #factor: number
  /** When the first job is submitted. */
  readonly #start: Time

  constructor(
    spec: SwfSpec,
    { pass, jobs }: Survey<SwfPass>,
    source: Ordered,
    streams: Streams,
    redrawn: SwfWorkload['remarks'] = [],
  ) {
    this.name = basename(spec.file)
    this.classes = [spec.jobClass]
    this.header = pass.header
    this.jobs = source.jobs
    this.faults = pass.tally.list()
    const first = { count: jobs, remark: 'taken: the first that can be used (trace.jobs); no more was read' }
    this.remarks = [...remarksOn(this.faults, swfReasons), ...(pass.cut ? [first] : []), ...redrawn]
    this.streams = streams
    this.#source = source
    this.#factor = spec.interarrivalFactor
    this.#start = spec.fromFirstSubmit ? 0 : source.firstSubmit
  }

  /** Fills the batch; a promise only where the log is too long to be kept in memory. */
  read(batch: JobBatch): number | Promise<number> {
    const count = this.#source.read(batch)
    return typeof count === 'number' ? this.#place(batch) : count.then(() => this.#place(batch))
  }

  /** Moves and stretches the submissions: the gaps are scaled, so the first job stays where the clock starts. */
  #place(batch: JobBatch): number {
    const first = this.#source.firstSubmit
    if (this.#factor === 1 && this.#start === first) return batch.count
    for (let row = 0; row < batch.count; row++) {
      batch.submit[row] = this.#start + Math.round((batch.submit[row]! - first) * this.#factor)
    }
    return batch.count
  }
}
