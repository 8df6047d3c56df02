import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { EventQueue } from '../../../sim/engine/queue.ts'
import { type Event, leaving, QueueAndList } from './sorted-list.ts'

/** Pops everything; the `a` of each event in order. */
function drain(queue: EventQueue): number[] {
  const order: number[] = []
  while (queue.pop()) order.push(queue.a)
  return order
}

describe('an event queue', () => {
  test('gives events back in order of time, and equal times in order of pushing', () => {
    const queue = new EventQueue()
    queue.push(30, 1, 100, -1)
    queue.push(10, 2, 101, -2)
    queue.push(30, 3, 102, -3)
    queue.push(20, 4, 103, -4)
    queue.push(10, 5, 104, -5)

    const seen: Event[] = []
    while (queue.pop()) seen.push(leaving(queue))

    expect(seen).toEqual([
      [10, 2, 101, -2],
      [10, 5, 104, -5],
      [20, 4, 103, -4],
      [30, 1, 100, -1],
      [30, 3, 102, -3],
    ])
  })

  test('puts an event pushed while its own time is handled behind those that wait for that time', () => {
    const queue = new EventQueue()
    for (const a of [1, 2, 3]) queue.push(5, 0, a, 0)
    queue.pop()
    queue.push(5, 0, 4, 0)
    expect(drain(queue)).toEqual([2, 3, 4])
  })

  test('says that it is empty, and leaves the event popped last where it is', () => {
    const queue = new EventQueue()
    expect([queue.size, queue.peekTime(), queue.pop()]).toEqual([0, Number.POSITIVE_INFINITY, false])
    queue.push(7, 1, 2, 3)
    queue.pop()
    expect([queue.size, queue.peekTime(), queue.pop()]).toEqual([0, Number.POSITIVE_INFINITY, false])
    expect(leaving(queue)).toEqual([7, 1, 2, 3])
  })

  test('looks at the next time without committing to it: an earlier event may still come', () => {
    const queue = new EventQueue()
    queue.push(40, 0, 1, 0)
    queue.pop()
    queue.push(1_000_000, 0, 2, 0)
    expect(queue.peekTime()).toBe(1_000_000)
    queue.push(50, 0, 3, 0)
    expect(queue.peekTime()).toBe(50)
    expect(drain(queue)).toEqual([3, 2])
  })

  test('carries the whole range of each field', () => {
    const queue = new EventQueue()
    const last: Event = [2 ** 53, 65535, 2 ** 31 - 1, -(2 ** 31)]
    const first: Event = [0, 0, -(2 ** 31), 2 ** 31 - 1]
    queue.push(...last)
    queue.push(...first)
    queue.pop()
    expect(leaving(queue)).toEqual(first)
    queue.pop()
    expect(leaving(queue)).toEqual(last)
  })

  test('refuses what it could not give back unchanged, says all that is wrong, and stays as it was', () => {
    const queue = new EventQueue()
    queue.push(3, 0, 1, 0)
    for (const time of [1.5, -1, 2 ** 53 + 2, Number.POSITIVE_INFINITY, Number.NaN])
      expect(() => queue.push(time, 0, 0, 0)).toThrow(
        `its time is ${time}, expected whole microseconds from 0 to 2^53`,
      )
    expect(() => queue.push(4, 2 ** 31, 0, 0)).toThrow('its kind is 2147483648')
    expect(() => queue.push(4, 0, -(2 ** 31) - 1, 0)).toThrow('its a is -2147483649')
    expect(() => queue.push(4, 0, 0, Number.NaN)).toThrow('its b is NaN')
    expect(() => queue.push(4, -1, 2 ** 31, 0.5)).toThrow(
      'This event cannot be queued: its kind is -1, expected an integer from 0 to 2147483647; ' +
        'its a is 2147483648, expected a 32-bit integer; its b is 0.5, expected a 32-bit integer.',
    )
    expect(drain(queue)).toEqual([1])
  })

  test('takes a time before the one popped last, and keeps the order of equal times over it', () => {
    const queue = new EventQueue()
    const late = 2 ** 40
    queue.push(late, 0, 1, 0)
    for (const a of [2, 3, 4]) queue.push(late + 1, 0, a, 0)
    queue.push(late + 5000, 0, 5, 0)
    queue.pop()
    queue.push(8, 0, 6, 0)
    queue.push(late + 1, 0, 7, 0)
    queue.push(late, 0, 8, 0)
    expect(drain(queue)).toEqual([6, 8, 2, 3, 4, 7, 5])
  })
})

describe('an event queue agrees with a sorted list', () => {
  /** Times near every boundary at which a digit of ten bits changes, and anywhere between. */
  const anyTime = fc.oneof(
    fc.nat(5),
    fc.nat(3000),
    fc.tuple(fc.integer({ min: 1, max: 53 }), fc.integer({ min: -2, max: 2 })).map(([power, off]) => {
      return Math.min(Math.max(2 ** power + off, 0), 2 ** 53)
    }),
    fc.maxSafeNat(),
  )
  const step = (push: fc.Arbitrary<{ push: number }>) =>
    fc.oneof(
      { weight: 10, arbitrary: push },
      { weight: 8, arbitrary: fc.constant('pop' as const) },
      { weight: 3, arbitrary: fc.constant('peek' as const) },
    )

  test('when time only goes on', () => {
    const increment = fc.oneof(
      fc.nat(1),
      fc.constant(1_000_000),
      fc.nat(5000),
      fc.nat(2 ** 32),
      fc.nat(2 ** 45),
    )
    const steps = fc.array(step(increment.map(push => ({ push }))), { size: '+1', maxLength: 150 })
    fc.assert(
      fc.property(steps, list => {
        const pair = new QueueAndList()
        for (const what of list) {
          if (what === 'pop') pair.pop()
          else if (what === 'peek') pair.peek()
          else pair.push(pair.queue.time + what.push)
        }
        pair.popAll()
      }),
      { numRuns: 200 },
    )
  })

  test('when times come in any order, before the one popped last too, and it is cleared now and then', () => {
    const any = fc.oneof(
      { weight: 30, arbitrary: step(anyTime.map(push => ({ push }))) },
      { weight: 1, arbitrary: fc.constant('clear' as const) },
    )
    fc.assert(
      fc.property(fc.array(any, { size: '+1', maxLength: 150 }), list => {
        const pair = new QueueAndList()
        for (const what of list) {
          if (what === 'pop') pair.pop()
          else if (what === 'peek') pair.peek()
          else if (what === 'clear') pair.clear()
          else pair.push(what.push)
        }
        pair.popAll()
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    ['increments of 0 and 1', (uniform: number) => 2 * uniform],
    ['increments up to 5 ms', (uniform: number) => 5000 * uniform],
    [
      'heavy-tailed increments (Pareto, shape 0.5)',
      (uniform: number) => 1 + Math.min(1000 / uniform ** 2, 2 ** 40),
    ],
  ])('through 3000 events pending and growth, with %s', (_name, increment) => {
    const random = new Streams('oak').stream('times')
    const pair = new QueueAndList()
    for (let i = 0; i < 12_000; i++) {
      // Grows to about 3000 pending, then shrinks to none.
      if (random.uniform() < (i < 6000 ? 0.75 : 0.25))
        pair.push(pair.queue.time + Math.floor(increment(1 - random.uniform())))
      else pair.pop()
    }
    pair.popAll()
  })

  test('when small and oscillating between 1 and 50 events', () => {
    const random = new Streams('elm').stream('times')
    const pair = new QueueAndList()
    for (let round = 0; round < 60; round++) {
      while (pair.size < 50) pair.push(pair.queue.time + random.below(round % 2 === 0 ? 20 : 10_000_000))
      while (pair.size > 1) pair.pop()
    }
    pair.popAll()
  })
})

describe('an event queue is not hurt by its structure', () => {
  test('10^5 events at one time leave first in, first out, while as many are pushed behind them', () => {
    const queue = new EventQueue()
    const count = 100_000
    for (let a = 0; a < count; a++) queue.push(60_000_000, 0, a, 0)
    let expected = 0
    for (; expected < count; expected++) {
      queue.pop()
      if (queue.a !== expected) break
      queue.push(60_000_000, 0, count + expected, 0)
    }
    expect(expected).toBe(count)
    expect(queue.size).toBe(count)
    expect(drain(queue)).toEqual(Array.from({ length: count }, (_, i) => count + i))
  })

  test('times from 0 over every power of two to 2^53 come in order', () => {
    const queue = new EventQueue()
    const times = [0, ...Array.from({ length: 54 }, (_, power) => 2 ** power)]
    for (let i = times.length - 1; i >= 0; i--) queue.push(times[i]!, 0, i, 0)
    expect(drain(queue)).toEqual(times.map((_, i) => i))
  })

  test('one event of the far future stays behind a million near ones', () => {
    const queue = new EventQueue()
    queue.push(2 ** 53, 9, 0, 0)
    queue.push(0, 1, 0, 0)
    for (let i = 0; i < 1_000_000; i++) {
      queue.pop()
      queue.push(queue.time + 1009, 1, i, 0)
    }
    expect(queue.pop()).toBe(true)
    // A million steps of 1009 µs were pushed, one after the other; the last of them leaves now.
    expect(leaving(queue)).toEqual([1_009_000_000, 1, 999_999, 0])
    queue.pop()
    expect(leaving(queue)).toEqual([2 ** 53, 9, 0, 0])
  })

  test('it is as new after it was cleared, at any moment', () => {
    const queue = new EventQueue()
    for (const before of [0, 1, 7, 8, 9, 64, 1000]) {
      for (let i = 0; i < before; i++) queue.push(2 ** 50 + (i >> 1), 1, -1, -1)
      for (let i = 0; i < before >> 2; i++) queue.pop()
      queue.clear()
      expect([queue.size, queue.peekTime(), queue.pop()]).toEqual([0, Number.POSITIVE_INFINITY, false])
      for (let a = 0; a < 20; a++) queue.push(5 - (a % 3), 0, a, 0)
      // Times are 5, 4, 3, 5, 4, 3 …: first all with a ≡ 2 (mod 3), then 1, then 0.
      const expected = [2, 5, 8, 11, 14, 17, 1, 4, 7, 10, 13, 16, 19, 0, 3, 6, 9, 12, 15, 18]
      expect(drain(queue)).toEqual(expected)
    }
  })

  test('it keeps its memory in steady state, and that is bounded by what was pending', () => {
    const random = new Streams('ash').stream('times')
    const queue = new EventQueue()
    const pending = 20_000
    const hold = (times: number) => {
      for (let i = 0; i < times; i++) {
        queue.pop()
        queue.push(queue.time + random.below(10_000_000), 0, i, 0)
      }
    }
    for (let i = 0; i < pending; i++) queue.push(random.below(10_000_000), 0, i, 0)
    hold(100_000)
    const memory = queue['times']
    hold(300_000)
    expect(queue['times']).toBe(memory)
    // At most a first and a last chunk of 8, partly filled, in each of 6144 buckets; capacity doubles.
    expect(memory.length).toBeLessThanOrEqual(2 * (pending + 2 * 8 * 6144))
    queue.clear()
    for (let i = 0; i < pending; i++) queue.push(random.below(10_000_000), 0, i, 0)
    expect(queue['times']).toBe(memory)
  })
})
