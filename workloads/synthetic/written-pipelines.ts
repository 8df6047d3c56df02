import type { Random } from '../../sim/chance/random.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import { NOTHING_MORE } from '../../sim/world/extras.ts'
import type { DistributionSpec, StageSpec, WrittenPipelinePart } from '../spec.ts'
import { RunClock } from './run-times.ts'
import { numberOf, type Place, type Source } from './source.ts'
import { SureFailures } from './sure-failures.ts'
import { amount, count, type Variate } from './variate.ts'

/** A stage, ready to be drawn. */
interface Stage {
  readonly parents: readonly number[]
  readonly tasks: Variate
  readonly duration: Variate
  readonly cpuMilli: Variate
  readonly memoryMiB: Variate
  readonly meanTimeToFailure: Time
  readonly failures: SureFailures | null
  readonly gang: 0 | 1
  readonly extra: number
}

/** In the place of a stream that nobody draws from: a recorded workflow may have thousands of stages, and no chance in them. */
const UNUSED: Random = {
  uniform: () => {
    throw new Error('A constant has drawn a random number.')
  },
  below: () => {
    throw new Error('A constant has drawn a random number.')
  },
}

/** Runs of a pipeline that is written down: one row a stage, in the order of its list. */
export class WrittenPipelinesSource implements Source {
  next: Time
  readonly rows: number
  readonly #part: WrittenPipelinePart
  readonly #place: Place
  readonly #clock: RunClock
  readonly #stages: readonly Stage[]
  #runs = 0

  /** @param gapFactor Multiplies inter-arrival times of the specification. */
  constructor(part: WrittenPipelinePart, gapFactor: number, place: Place) {
    this.#part = part
    this.#place = place
    this.rows = part.stages.length
    let extra = place.extra
    this.#stages = part.stages.map(stage =>
      drawn(stage, part.meanTimeToFailure, stage.extras === undefined ? NOTHING_MORE : extra++, place),
    )
    this.#clock = new RunClock(part.runs, gapFactor, place)
    this.next = this.#clock.next()
  }

  take(batch: JobBatch): void {
    const first = batch.count
    const pipeline = numberOf(this.#place.index, ++this.#runs)
    const before = (this.#runs - 1) * this.rows
    for (const [place, stage] of this.#stages.entries()) {
      const row = batch.add(this.next, stage.duration())
      batch.id[row] = numberOf(this.#place.index, before + place + 1)
      batch.jobClass[row] = this.#place.jobClass
      batch.extra[row] = stage.extra
      batch.tasks[row] = stage.tasks()
      batch.cpuMilli[row] = stage.cpuMilli()
      batch.memoryMiB[row] = stage.memoryMiB()
      batch.meanTimeToFailure[row] = stage.meanTimeToFailure
      batch.priority[row] = this.#part.priority
      stage.failures?.draw(batch, row)
      batch.gang[row] = stage.gang
      batch.pipeline[row] = pipeline
      for (const parent of stage.parents) batch.addParent(first + parent)
    }
    this.next = this.#clock.next()
  }
}

/** Every quantity of every stage draws from a stream of its own: changing one leaves all others as they are. */
function drawn(spec: StageSpec, usualMeanTimeToFailure: Time, extra: number, place: Place): Stage {
  const stream = (quantity: string, of: DistributionSpec) =>
    of.kind === 'constant' ? UNUSED : place.stream(`${spec.name}/${quantity}`)
  return {
    parents: spec.parents,
    tasks: count(spec.tasks, stream('tasks', spec.tasks)),
    duration: amount(spec.duration, stream('duration', spec.duration), isNothing(spec.duration) ? 0 : 1),
    cpuMilli: amount(spec.cpuMilli, stream('cpu', spec.cpuMilli), 1),
    memoryMiB: amount(spec.memoryMiB, stream('memory', spec.memoryMiB), 0),
    meanTimeToFailure: spec.meanTimeToFailure ?? usualMeanTimeToFailure,
    failures:
      spec.fails === undefined
        ? null
        : new SureFailures(spec.fails, quantity => place.stream(`${spec.name}/${quantity}`)),
    gang: spec.gang ? 1 : 0,
    extra,
  }
}

/** A recorded task of no length stays one. */
function isNothing(duration: DistributionSpec): boolean {
  return duration.kind === 'constant' && duration.value === 0
}
