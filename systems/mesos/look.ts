/**
 * Numbers of the agents that one allocation looks at. One list serves all of them, one after the other.
 */
import type { Random } from '../../sim/chance/random.ts'
import { longer } from '../../sim/world/rows.ts'

export class Look {
  numbers = new Int32Array(16)
  count = 0

  clear(): void {
    this.count = 0
  }

  add(agent: number): void {
    if (this.count === this.numbers.length) this.numbers = longer(this.numbers, 2 * this.count)
    this.numbers[this.count++] = agent
  }

  /** Leaves those out of which `keep` is false; the others stay in their order. */
  filter(keep: (agent: number) => boolean): void {
    const { numbers, count } = this
    this.count = 0
    for (let i = 0; i < count; i++) if (keep(numbers[i]!)) numbers[this.count++] = numbers[i]!
  }

  /** Puts them into an order of chance, all orders alike (Fisher and Yates). */
  shuffle(random: Random): void {
    const { numbers } = this
    for (let i = this.count - 1; i > 0; i--) {
      const j = random.below(i + 1)
      const other = numbers[j]!
      numbers[j] = numbers[i]!
      numbers[i] = other
    }
  }

  /** Takes as many chances as `shuffle`, for nobody asks in which order they stand. */
  passOver(random: Random): void {
    for (let i = this.count - 1; i > 0; i--) random.below(i + 1)
  }
}
