import { expect } from 'vitest'
import { EventQueue } from '../../../sim/engine/queue.ts'

/** An event as the arguments of `push`. */
export type Event = readonly [time: number, kind: number, a: number, b: number]

/** What the queue must do, in the plainest words: a list kept in order of time, equal times in order of pushing. */
class SortedList {
  private readonly waiting: Event[] = []

  get size(): number {
    return this.waiting.length
  }

  push(event: Event): void {
    let low = 0
    let high = this.waiting.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.waiting[middle]![0] <= event[0]) low = middle + 1
      else high = middle
    }
    this.waiting.splice(low, 0, event)
  }

  peekTime(): number {
    return this.waiting[0]?.[0] ?? Number.POSITIVE_INFINITY
  }

  pop(): Event | undefined {
    return this.waiting.shift()
  }

  clear(): void {
    this.waiting.length = 0
  }
}

/** The queue and the list side by side: whatever is done to both must be seen alike on both. */
export class QueueAndList {
  readonly queue = new EventQueue()
  private readonly list = new SortedList()
  private pushed = 0

  get size(): number {
    return this.list.size
  }

  push(time: number): void {
    const number = this.pushed++
    const event: Event = [time, number & 0xffff, number, ~number]
    this.queue.push(...event)
    this.list.push(event)
    expect(this.queue.size).toBe(this.list.size)
  }

  pop(): void {
    const expected = this.list.pop()
    expect(this.queue.pop()).toBe(expected !== undefined)
    if (expected !== undefined) expect(leaving(this.queue)).toEqual(expected)
    expect(this.queue.size).toBe(this.list.size)
  }

  peek(): void {
    expect(this.queue.peekTime()).toBe(this.list.peekTime())
  }

  clear(): void {
    this.queue.clear()
    this.list.clear()
  }

  popAll(): void {
    while (this.size > 0) this.pop()
    this.pop()
    this.peek()
  }
}

/** The event that was popped last. */
export function leaving(queue: EventQueue): Event {
  return [queue.time, queue.kind, queue.a, queue.b]
}
