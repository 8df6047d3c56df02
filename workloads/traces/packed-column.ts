import { SECOND } from '../../sim/engine/time.ts'

/** Columns of a batch. */
export type Column = Float64Array | Int32Array | Uint8Array

/** What a column takes besides its steps: two objects of V8, about. */
export const OVERHEAD = 128

/** What the numbers of a log are multiples of: times are mostly whole seconds, cores whole cores. */
const UNITS = [SECOND, 1000, 1] as const

/**
 * Numbers of one column, each exactly, in few bytes: what is the same in all rows is one number, whole numbers are steps above the
 * smallest of them in one, two or four bytes each, and only what is neither takes eight.
 */
export class PackedColumn {
  readonly bytes: number
  readonly #least: number
  readonly #unit: number
  /** Null: all are the least. */
  readonly #steps: Float64Array | Uint32Array | Uint16Array | Uint8Array | null

  /** Of the first `count` values, at least one. */
  constructor(values: Column, count: number) {
    let least = values[0]!
    let row = 1
    // Most columns of most logs end here.
    while (row < count && values[row] === least) row++
    const same = row === count
    let most = least
    let whole = least === Math.floor(least)
    for (; row < count; row++) {
      const value = values[row]!
      if (value < least) least = value
      else if (value > most) most = value
      if (value !== Math.floor(value)) whole = false
    }
    // Sums and differences of the values are exact.
    const exact = whole && Math.max(most, -least, most - least) <= Number.MAX_SAFE_INTEGER
    const unit = exact && !same ? unitOf(values, count, least) : 0
    const Steps = unit === 0 ? Float64Array : arrayFor((most - least) / unit)
    this.#least = same || unit > 0 ? least : 0
    this.#unit = unit === 0 ? 1 : unit
    this.#steps = same ? null : new Steps(count)
    this.bytes = OVERHEAD + (this.#steps?.byteLength ?? 0)
    const steps = this.#steps
    if (steps === null) return
    for (let row = 0; row < count; row++) steps[row] = (values[row]! - this.#least) / this.#unit
  }

  at(row: number): number {
    return this.#steps === null ? this.#least : this.#least + this.#unit * this.#steps[row]!
  }

  /** Writes the values of rows `from` to `end` into a column, from its row `at` on. */
  copyTo(column: Column, from: number, end: number, at: number): void {
    const steps = this.#steps
    const least = this.#least
    const unit = this.#unit
    if (steps === null) for (let row = from; row < end; row++) column[at + row - from] = least
    else for (let row = from; row < end; row++) column[at + row - from] = least + unit * steps[row]!
  }
}

/** The largest unit of which all values are so many above the least. */
function unitOf(values: Column, count: number, least: number): number {
  return UNITS.find(unit => {
    for (let row = 0; row < count; row++) {
      const above = values[row]! - least
      // As exact as a remainder, and many times as fast.
      if (Math.round(above / unit) * unit !== above) return false
    }
    return true
  })!
}

function arrayFor(most: number) {
  if (most < 2 ** 8) return Uint8Array
  if (most < 2 ** 16) return Uint16Array
  return most < 2 ** 32 ? Uint32Array : Float64Array
}
