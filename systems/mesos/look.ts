/**
 * Numbers of the agents that one allocation looks at. One list serves all of them, one after the other.
 */
import type { Lots } from '../../sim/chance/lots.ts'
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

  addAll(agents: Int32Array): void {
    const count = this.count + agents.length
    if (count > this.numbers.length) this.numbers = longer(this.numbers, Math.max(count, 2 * this.count))
    this.numbers.set(agents, this.count)
    this.count = count
  }

  /** Leaves those out of which `keep` is false; the others stay in their order. */
  filter(keep: (agent: number) => boolean): void {
    const { numbers, count } = this
    this.count = 0
    for (let i = 0; i < count; i++) if (keep(numbers[i]!)) numbers[this.count++] = numbers[i]!
  }

  /** Puts them into the order of their lots. */
  arrange(lots: Lots): void {
    const { count } = this
    const numbers = this.numbers.slice(0, count)
    const places = new Int32Array(count)
    for (let place = 0; place < count; place++) places[place] = place
    lots.arrange(places, count, numbers)
    for (let i = 0; i < count; i++) this.numbers[i] = numbers[places[i]!]!
  }
}
