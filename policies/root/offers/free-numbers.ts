/** Numbers that are given out again, the smallest first: a binary heap of those that came back. */
export class FreeNumbers {
  private readonly heap: number[] = []
  private next = 0

  /** The smallest number that nobody has. */
  take(): number {
    const { heap } = this
    if (heap.length === 0) return this.next++
    const smallest = heap[0]!
    const last = heap.pop()!
    if (heap.length > 0) this.sink(last)
    return smallest
  }

  /** The number is free again. */
  release(number: number): void {
    const { heap } = this
    let i = heap.push(number) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (heap[parent]! < number) break
      heap[i] = heap[parent]!
      i = parent
    }
    heap[i] = number
  }

  private sink(number: number): void {
    const { heap } = this
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++
      if (heap[child]! > number) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = number
  }
}
