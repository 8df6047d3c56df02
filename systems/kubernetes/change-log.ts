/**
 * Which nodes changed, in order: whoever keeps sums over nodes reads on from where it stopped.
 */
/** Readers that are further behind than this look at every node again. */
const CAPACITY = 1 << 14

/** In place of a template's number. */
export const NODE_ITSELF = -1

export class ChangeLog {
  readonly #slots = new Int32Array(CAPACITY)
  readonly #templates = new Int32Array(CAPACITY)
  #length = 0

  /** How many changes there were. */
  get length(): number {
    return this.#length
  }

  /** A pod of the template with this number came or went on the node; `NODE_ITSELF`: that changed. */
  append(slot: number, template: number): void {
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
  templateAt(position: number): number {
    return this.#templates[position % CAPACITY]!
  }
}
