/**
 * Sums and differences that were calculated lately: most agents of a cluster are alike, and so are most tasks, so that the same
 * two are added and subtracted again and again. It holds no state of a run: what is forgotten is calculated anew.
 */
import { interned } from './interned.ts'
import type { Resources } from './resources.ts'

/** The last ones, each at the place that its operands give; a new one takes the place of an older. */
const SIZE = 1 << 12

export class Remembered {
  readonly #calculate: (a: Resources, b: Resources) => Resources
  readonly #a = new Array<Resources | undefined>(SIZE)
  readonly #b = new Array<Resources | undefined>(SIZE)
  readonly #results = new Array<Resources | undefined>(SIZE)

  constructor(calculate: (a: Resources, b: Resources) => Resources) {
    this.#calculate = calculate
  }

  of(a: Resources, b: Resources): Resources {
    const place = (Math.imul(a.id, 0x9e3779b1) ^ b.id) & (SIZE - 1)
    if (this.#a[place] === a && this.#b[place] === b) return this.#results[place]!
    const result = interned(this.#calculate(a, b))
    this.#a[place] = a
    this.#b[place] = b
    this.#results[place] = result
    return result
  }
}
