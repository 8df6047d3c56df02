import { type Column, OVERHEAD } from './packed-column.ts'

/** Numbers of one column as a batch had them: more bytes than packed, and no time. */
export class PlainColumn {
  readonly bytes: number
  readonly #values: Column

  /** Of the first `count` values. */
  constructor(values: Column, count: number) {
    this.#values = values.slice(0, count)
    this.bytes = OVERHEAD + this.#values.byteLength
  }

  at(row: number): number {
    return this.#values[row]!
  }

  /** Writes the values of rows `from` to `end` into a column, from its row `at` on. */
  copyTo(column: Column, from: number, end: number, at: number): void {
    // A view costs more than one value does.
    if (end - from === 1) column[at] = this.#values[from]!
    else column.set(this.#values.subarray(from, end), at)
  }

  /** All its values. */
  get values(): Column {
    return this.#values
  }
}
