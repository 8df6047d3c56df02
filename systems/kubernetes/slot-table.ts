/**
 * Tables of whole numbers by a slot or a domain, which grow.
 */

/** A table of numbers that grows as it is written. */
export class Numbers {
  values: Int32Array<ArrayBuffer>

  constructor(length = 16) {
    this.values = new Int32Array(length)
  }

  add(index: number, amount: number): void {
    if (index >= this.values.length) this.values = larger(this.values, index + 1)
    this.values[index]! += amount
  }

  set(index: number, value: number): void {
    if (index >= this.values.length) this.values = larger(this.values, index + 1)
    this.values[index] = value
  }

  /** 0 where nothing was written. */
  at(index: number): number {
    return index < this.values.length ? this.values[index]! : 0
  }
}

/** The table with room for `length` entries, and not soon too small again. */
export function larger(table: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(Math.max(length, 2 * table.length))
  copy.set(table)
  return copy
}
