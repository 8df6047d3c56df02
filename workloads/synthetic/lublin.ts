import { hyperGamma, twoStageUniform } from '../../sim/chance/distributions.ts'
import { type Random, Streams } from '../../sim/chance/random.ts'
import type { Workload } from '../../sim/contracts.ts'
import { SECOND } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { LublinSpec, WorkloadSetting } from '../spec.ts'
import { DailyCycle } from './daily-cycle.ts'
import { FEWEST_PROCESSORS, MOST_PROCESSORS } from './lublin-size.ts'

/** Share of jobs with one processor, and of jobs with a power of two above that. */
const SERIAL = 0.244
const POWER_OF_TWO = 0.576
/** log2 of a parallel job's size: two-stage uniform between LOW and log2 of the machine, breaking MIDDLE below it. */
const SIZE_LOW = 0.8
const SIZE_MIDDLE = 2.5
const SIZE_P = 0.86
/** ln of the run time in seconds: short jobs and long jobs, each a gamma. */
const SHORT_SHAPE = 4.2
const SHORT_SCALE = 0.94
const LONG_SHAPE = 312
const LONG_SCALE = 0.03
/** Probability of a short job: PER_PROCESSOR × processors + NONE, kept within [0, 1]. */
const SHORT_P_PER_PROCESSOR = -0.0054
const SHORT_P_NONE = 0.78
/** Logarithms of run times above this are drawn again: e^12 s is 45 hours. */
const LONGEST_RUN = 12

/**
 * Opens the model of Lublin and Feitelson (2003) for rigid jobs of one type, with the parameters of the authors' program
 * for a machine that does not tell batch from interactive jobs (INCLUDE_JOBS_TYPE 0).
 *
 * Three things differ from the program. Times are whole microseconds where it cuts to whole seconds. The generator is
 * ours, and gammas are drawn by another method, so single jobs differ and distributions do not. On a machine whose size
 * is not a power of two, a size that was rounded up beyond the machine becomes the power of two below.
 * `interarrivalFactor` stretches the whole time axis, and with it the day.
 *
 * Source: JPDC 63(11), 1105-1122, 2003; m_lublin99.c in the Parallel Workloads Archive.
 *
 * @throws SwitchyardError with all faults of the specification.
 */
export function openLublin(spec: LublinSpec, setting: WorkloadSetting): Workload {
  const faults: string[] = []
  if (!Number.isSafeInteger(spec.jobs) || spec.jobs < 1)
    faults.push(`workload.jobs: found ${spec.jobs}, expected a whole number of at least 1.`)
  const { processors } = spec
  if (!Number.isSafeInteger(processors) || processors < FEWEST_PROCESSORS || processors > MOST_PROCESSORS) {
    faults.push(
      `workload.processors: found ${processors}, expected a whole number from ${FEWEST_PROCESSORS} to ${MOST_PROCESSORS}. ` +
        'The model has no sizes for smaller machines.',
    )
  }
  if (!(spec.interarrivalFactor > 0 && Number.isFinite(spec.interarrivalFactor)))
    faults.push(`workload.interarrivalFactor: found ${spec.interarrivalFactor}, expected a number above 0.`)
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  return new Lublin(spec, setting)
}

class Lublin implements Workload {
  readonly name = 'lublin'
  readonly classes: readonly string[]
  readonly streams: Streams
  readonly #spec: LublinSpec
  readonly #arrivals: DailyCycle
  readonly #size: Random
  readonly #runTime: Random
  #made = 0

  constructor(spec: LublinSpec, setting: WorkloadSetting) {
    const streams = new Streams(setting.seed)
    this.streams = streams
    this.classes = [spec.jobClass]
    this.#spec = spec
    this.#arrivals = new DailyCycle(streams.stream('workload/lublin/interarrival'))
    this.#size = streams.stream('workload/lublin/size')
    this.#runTime = streams.stream('workload/lublin/duration')
  }

  read(batch: JobBatch): number {
    batch.clear()
    const { interarrivalFactor, jobs, processors, shape } = this.#spec
    while (this.#made < jobs && !batch.full) {
      const submit = Math.round(this.#arrivals.next() * interarrivalFactor)
      const size = drawSize(this.#size, processors)
      const row = batch.add(submit, Math.round(drawRunSeconds(this.#runTime, size) * SECOND))
      batch.id[row] = ++this.#made
      batch.gang[row] = shape.gang ? 1 : 0
      const perTask = shape.taskPer === 'processor' ? 1 : size
      batch.tasks[row] = size / perTask
      batch.cpuMilli[row] = perTask * shape.cpuMilliPerProcessor
      batch.memoryMiB[row] = perTask * shape.memoryMiBPerProcessor
    }
    return batch.count
  }
}

/** Processors of a job: 1, a power of two, or anything up to the machine. */
export function drawSize(random: Random, processors: number): number {
  const kind = random.uniform()
  if (kind <= SERIAL) return 1
  const high = Math.log2(processors)
  const log2 = twoStageUniform(random, SIZE_LOW, high - SIZE_MIDDLE, high, SIZE_P)
  // e^(x ln 2) and a shift rather than 2 ** x, whose last bit may differ between machines.
  if (kind > SERIAL + POWER_OF_TWO) return Math.round(Math.exp(log2 * Math.LN2))
  return 1 << Math.min(Math.round(log2), Math.floor(high))
}

/** Run time of a job of this size, in seconds and not rounded; never below 1. */
export function drawRunSeconds(random: Random, processors: number): number {
  const p = Math.min(1, Math.max(0, SHORT_P_PER_PROCESSOR * processors + SHORT_P_NONE))
  for (;;) {
    const logarithm = hyperGamma(random, SHORT_SHAPE, SHORT_SCALE, LONG_SHAPE, LONG_SCALE, p)
    if (logarithm <= LONGEST_RUN) return Math.exp(logarithm)
  }
}
