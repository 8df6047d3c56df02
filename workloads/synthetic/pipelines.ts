import type { Random } from '../../sim/chance/random.ts'
import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { PipelinesPart } from '../spec.ts'
import { Arrivals } from './arrivals.ts'
import { DrawnJob } from './drawn-job.ts'
import { numberOf, type Place, type Source } from './source.ts'
import { count, type Variate } from './variate.ts'

/**
 * Random layered pipelines: one row a stage, layer after layer, so that parents stand before their children.
 *
 * Each stage below the first layer has between 1 and `parents` different parents in the layer before it (fewer where
 * that layer is narrower), every number and every choice as likely as the others.
 */
export class PipelinesSource implements Source {
  next: Time
  rows = 0
  readonly #part: PipelinesPart
  readonly #place: Place
  readonly #arrivals: Arrivals
  readonly #layers: Variate
  readonly #width: Variate
  readonly #parents: Random
  readonly #stage: DrawnJob
  /** Widths of the layers of the next pipeline; refilled by `#plan`. */
  readonly #widths: number[] = []
  #pipelines = 0

  /** @param gapFactor Multiplies the inter-arrival times of the specification. */
  constructor(part: PipelinesPart, gapFactor: number, place: Place) {
    this.#part = part
    this.#place = place
    this.#arrivals = new Arrivals(part.interarrival, gapFactor, place)
    this.#layers = count(part.layers, place.stream('layers'))
    this.#width = count(part.width, place.stream('width'))
    this.#parents = place.stream('parents')
    this.#stage = new DrawnJob(part, place)
    this.next = this.#arrivals.next()
    this.#plan()
  }

  take(batch: JobBatch): void {
    const pipeline = numberOf(this.#place.index, ++this.#pipelines)
    let above = batch.count
    let widthAbove = 0
    for (const width of this.#widths) {
      const first = batch.count
      for (let i = 0; i < width; i++) {
        batch.pipeline[this.#stage.addTo(batch, this.next)] = pipeline
        if (widthAbove > 0) this.#addParents(batch, above, widthAbove)
      }
      above = first
      widthAbove = width
    }
    this.next = this.#arrivals.next()
    this.#plan()
  }

  /** Draws the shape of the next pipeline: its rows must be known before a batch can take it. */
  #plan(): void {
    this.#widths.length = 0
    this.rows = 0
    if (this.next === NEVER) return
    for (let layers = this.#layers(); layers > 0; layers--) {
      const width = this.#width()
      this.#widths.push(width)
      this.rows += width
    }
  }

  /**
   * Different parents without a list of those left: Floyd's sampling, in Bentley and Floyd, "Programming pearls: a sample
   * of brilliance", CACM 30(9), 1987. A choice made before is replaced by the newest candidate.
   */
  #addParents(batch: JobBatch, first: number, width: number): void {
    const wanted = 1 + this.#parents.below(Math.min(this.#part.parents, width))
    const start = batch.parentStart[batch.count - 1]!
    for (let newest = width - wanted; newest < width; newest++) {
      const choice = first + this.#parents.below(newest + 1)
      const end = batch.parentStart[batch.count]!
      let parent = choice
      for (let at = start; at < end; at++) if (batch.parents[at] === choice) parent = first + newest
      batch.addParent(parent)
    }
  }
}
