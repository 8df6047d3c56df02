/** Numbered blocks in an order of their own; numbers of blocks that were taken out are given again. */
export class BlockOrder {
  /** The blocks from place `first` to before `end`; what lies outside is over. */
  ids = new Int32Array(0)
  first = 0
  end = 0
  /** Numbers that were ever given are below this. */
  count = 0
  private spare: number[] = []

  /** A block at a place, before the one that is there now; returns its number. */
  insert(place: number): number {
    const at = this.end < this.ids.length ? place : place - this.makeRoom()
    this.ids.copyWithin(at + 1, at, this.end++)
    const block = this.spare.pop() ?? this.count++
    this.ids[at] = block
    return block
  }

  removeAt(place: number): void {
    this.spare.push(this.ids[place]!)
    if (place === this.first) this.first++
    else this.ids.copyWithin(place, place + 1, this.end--)
  }

  clear(): void {
    while (this.first < this.end) this.removeAt(this.first)
    this.first = 0
    this.end = 0
  }

  /** Moves the places to the front of a longer list, and says how far. */
  private makeRoom(): number {
    const moved = this.first
    const ids = new Int32Array(Math.max(16, (this.end - moved) * 2))
    ids.set(this.ids.subarray(moved, this.end))
    this.ids = ids
    this.first = 0
    this.end -= moved
    return moved
  }
}
