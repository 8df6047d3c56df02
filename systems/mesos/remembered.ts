/**
 * Sums and differences that were calculated lately: most agents of a cluster are alike, and so are most tasks, so that the same
 * two are added and subtracted again and again. It holds no state of a run: what is forgotten is calculated anew.
 */

/** What has a number of its own. */
interface Numbered {
  readonly id: number
}

/** The last ones, each at the place that its operands give; a new one takes the place of an older. */
const SIZE = 1 << 12

export class Remembered<T extends Numbered> {
  readonly #calculate: (a: T, b: T) => T
  readonly #a = new Array<T | undefined>(SIZE)
  readonly #b = new Array<T | undefined>(SIZE)
  readonly #results = new Array<T | undefined>(SIZE)

  constructor(calculate: (a: T, b: T) => T) {
    this.#calculate = calculate
  }

  of(a: T, b: T): T {
    const place = (Math.imul(a.id, 0x9e3779b1) ^ b.id) & (SIZE - 1)
    if (this.#a[place] === a && this.#b[place] === b) return this.#results[place]!
    const result = this.#calculate(a, b)
    this.#a[place] = a
    this.#b[place] = b
    this.#results[place] = result
    return result
  }
}
