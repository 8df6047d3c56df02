/**
 * Columns of a table whose rows are handles: freed rows are used again, so memory follows what is alive.
 *
 * The table owns its typed arrays and gives a `grow` that replaces them by longer copies.
 */
export class Rows {
  /** Rows that can be handed out without growing. */
  capacity: number
  /** Rows handed out and not freed. */
  live = 0
  /** One more than the largest row ever handed out. */
  used = 0
  private free: Int32Array
  private freeCount = 0
  private readonly grow: (capacity: number) => void

  constructor(capacity: number, grow: (capacity: number) => void) {
    this.capacity = capacity
    this.free = new Int32Array(capacity)
    this.grow = grow
    grow(capacity)
  }

  /** A row to write; its columns hold what the last owner left. */
  take(): number {
    this.live++
    if (this.freeCount > 0) return this.free[--this.freeCount]!
    if (this.used === this.capacity) {
      this.capacity *= 2
      const free = new Int32Array(this.capacity)
      this.free = free
      this.grow(this.capacity)
    }
    return this.used++
  }

  /** Gives the row back. */
  release(row: number): void {
    this.live--
    this.free[this.freeCount++] = row
  }
}

/**
 * What a column is before it has rows. A field that never held anything but its kind of array spares the engine a check at every
 * look at it.
 */
export const NO_FLOATS = new Float64Array(0)
export const NO_INTS = new Int32Array(0)
export const NO_BYTES = new Uint8Array(0)

/** A longer copy of a column. */
export function longer<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(
  column: T,
  capacity: number,
): T {
  const copy = new (column.constructor as new (length: number) => T)(capacity)
  copy.set(column as never)
  return copy
}
