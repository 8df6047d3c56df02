/**
 * Which nodes changed, in order: whoever keeps sums over nodes reads on from where it stopped.
 */
import type { PodTemplate } from './pod.ts'

/** Readers that are further behind than this look at every node again. */
const CAPACITY = 1 << 14

export class ChangeLog {
  readonly #slots = new Int32Array(CAPACITY)
  readonly #templates: (PodTemplate | null)[] = new Array<PodTemplate | null>(CAPACITY).fill(null)
  #length = 0

  /** How many changes there were. */
  get length(): number {
    return this.#length
  }

  /** A pod of the template came or went on the node; null: the node itself changed. */
  append(slot: number, template: PodTemplate | null): void {
    const at = this.#length++ % CAPACITY
    this.#slots[at] = slot
    this.#templates[at] = template
  }

  /** Whether everything after this position is still known. */
  reaches(position: number): boolean {
    return this.#length - position <= CAPACITY
  }

  /** Of a change that is still known. */
  slotAt(position: number): number {
    return this.#slots[position % CAPACITY]!
  }

  /** Of a change that is still known. */
  templateAt(position: number): PodTemplate | null {
    return this.#templates[position % CAPACITY]!
  }
}
