import { Streams } from '../../sim/chance/random.ts'
import type { Workload } from '../../sim/contracts.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import { NOTHING_MORE, type WrittenExtras } from '../../sim/world/extras.ts'
import type { MixSpec, Part, WorkloadSetting } from '../spec.ts'
import { CronSource } from './cron.ts'
import { Earliest } from './earliest.ts'
import { mixFaults } from './faults.ts'
import { JobsSource } from './jobs.ts'
import { gapFactor, isScaled } from './load.ts'
import { PipelinesSource } from './pipelines.ts'
import { ServicesSource } from './services.ts'
import { type Place, partStream, type Source } from './source.ts'
import { WrittenPipelinesSource } from './written-pipelines.ts'

/**
 * Opens a mix of generated parts, merged by time of submission; of two submissions at the same time, the one whose part
 * is written first comes first. Jobs are made as they are read, so memory does not grow with the length of the run.
 *
 * @throws SwitchyardError with all faults of the specification.
 */
export function openMix(spec: MixSpec, setting: WorkloadSetting): Workload {
  const faults = mixFaults(spec)
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  return new Mix(spec, setting)
}

/** Stages of one pipeline. All of them are in memory at once: about a gigabyte. */
const MOST_STAGES = 1_000_000

class Mix implements Workload {
  readonly name = 'mix'
  readonly classes: readonly string[]
  readonly extras: readonly WrittenExtras[]
  readonly streams: Streams
  readonly remarks: NonNullable<Workload['remarks']>
  readonly #earliest: Earliest

  constructor(spec: MixSpec, setting: WorkloadSetting) {
    const streams = new Streams(setting.seed)
    this.streams = streams
    const classes = [...new Set(spec.parts.map(part => part.jobClass))]
    const numbers = new Map(classes.map((name, number) => [name, number]))
    const extras: WrittenExtras[] = []
    const places = spec.parts.map((part, index): Place => {
      const own = extrasOf(part)
      const extra = own.length === 0 ? NOTHING_MORE : 1 + extras.length
      extras.push(...own)
      return {
        index,
        jobClass: numbers.get(part.jobClass)!,
        extra,
        until: spec.until,
        stream: partStream(streams, index, part),
      }
    })
    this.extras = extras
    this.remarks = [...remarksOf(spec.parts), ...(spec.remarks ?? [])]
    const { growth = 1 } = spec
    if (growth !== 1) this.remarks = [...this.remarks, ...notGrown(spec.parts)]
    const sources: Source[] = []
    let held = 0
    // Services first: what they hold decides how fast the others arrive.
    spec.parts.forEach((part, index) => {
      if (part.kind !== 'services') return
      const services = new ServicesSource(part, part.ofObject ? 1 : growth, places[index]!)
      held += services.heldCpuMilli
      sources[index] = services
    })
    const factor = gapFactor(spec, held, setting) / growth
    spec.parts.forEach((part, index) => {
      if (part.kind === 'jobs') sources[index] = new JobsSource(part, factor, places[index]!)
      if (part.kind === 'pipelines') sources[index] = new PipelinesSource(part, factor, places[index]!)
      if (part.kind === 'cron') sources[index] = new CronSource(part, places[index]!)
      if (part.kind === 'pipeline-files')
        sources[index] = new WrittenPipelinesSource(part, factor, places[index]!)
    })
    this.classes = classes
    this.#earliest = new Earliest(sources)
  }

  read(batch: JobBatch): number {
    batch.clear()
    for (;;) {
      const { source } = this.#earliest
      if (source === undefined) return batch.count
      if (batch.count + source.rows > batch.capacity) {
        if (batch.count > 0) return batch.count
        if (source.rows > MOST_STAGES) {
          throw new SwitchyardError(
            `A pipeline drawn for the mix has ${source.rows} stages, expected at most ${MOST_STAGES}. ` +
              'Make layers or width smaller, or their distribution less spread out.',
          )
        }
        batch.reserve(source.rows)
      }
      source.take(batch)
      this.#earliest.moved()
    }
  }
}

/** What the tasks of a part ask for beyond cores and memory: those of each stage, in their order. */
function extrasOf(part: Part): readonly WrittenExtras[] {
  if (part.kind === 'pipeline-files') return part.stages.flatMap(({ extras }) => extras ?? [])
  return part.extras === undefined ? [] : [part.extras]
}

/** Said once a file, however many parts run it. */
function remarksOf(parts: readonly Part[]): NonNullable<Workload['remarks']> {
  const remarks = parts.flatMap(part => (part.kind === 'pipeline-files' ? part.remarks : []))
  return [...new Map(remarks.map(each => [each.remark, { ...each, about: 'pipelines' as const }])).values()]
}

/** What runs by the clock stays as it is when the rest grows. */
function notGrown(parts: readonly Part[]): NonNullable<Workload['remarks']> {
  const count = parts.filter(part => part.kind !== 'services' && !isScaled(part)).length
  return count === 0 ? [] : [{ count, remark: 'by the clock and did not grow (growth)', about: 'parts' }]
}
