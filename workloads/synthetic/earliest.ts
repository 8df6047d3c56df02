import { NEVER } from '../../sim/engine/time.ts'
import type { Source } from './source.ts'

/**
 * Which of many sources submits next; of several at one time, the one that stands first. A binary heap of their places: only
 * the source that submitted last has another time than before.
 */
export class Earliest {
  readonly #sources: readonly Source[]
  readonly #heap: Int32Array

  constructor(sources: readonly Source[]) {
    this.#sources = sources
    this.#heap = Int32Array.from(sources.keys())
    for (let i = (sources.length >> 1) - 1; i >= 0; i--) this.#sink(i)
  }

  /** The source; undefined when all have ended. */
  get source(): Source | undefined {
    const first = this.#sources[this.#heap[0] ?? -1]
    return first === undefined || first.next === NEVER ? undefined : first
  }

  /** The source has submitted and has another time now. */
  moved(): void {
    this.#sink(0)
  }

  #sink(from: number): void {
    const heap = this.#heap
    const place = heap[from]!
    let i = from
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && this.#before(heap[child + 1]!, heap[child]!)) child++
      if (!this.#before(heap[child]!, place)) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = place
  }

  #before(a: number, b: number): boolean {
    const difference = this.#sources[a]!.next - this.#sources[b]!.next
    return difference < 0 || (!(difference > 0) && a < b)
  }
}
