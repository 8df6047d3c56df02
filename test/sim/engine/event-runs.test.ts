import { describe, expect, test } from 'vitest'
import { EventRuns, NO_EVENT } from '../../../sim/engine/event-runs.ts'
import { EventQueue } from '../../../sim/engine/queue.ts'
import { type Event, leaving } from './sorted-list.ts'

/** Takes all events of a run out; kind and payloads of each. */
function drain(runs: EventRuns, first: number): number[][] {
  const events: number[][] = []
  for (let at = first; at !== NO_EVENT; ) {
    at = runs.take(at)
    events.push([runs.kind, runs.a, runs.b])
  }
  return events
}

test('runs that grow in turn are told apart, and each gives its events back in the order in which they came', () => {
  const runs = new EventRuns()
  const one = runs.add(NO_EVENT, 1, 10, -10)
  const two = runs.add(NO_EVENT, 2, 20, -20)
  const oneEnd = runs.add(one, 3, 11, -11)
  runs.add(two, 4, 21, -21)
  runs.add(oneEnd, 5, 12, -12)

  expect(drain(runs, two)).toEqual([
    [2, 20, -20],
    [4, 21, -21],
  ])
  expect(drain(runs, one)).toEqual([
    [1, 10, -10],
    [3, 11, -11],
    [5, 12, -12],
  ])
})

test('places of events that were taken out are used again, so that memory follows the most that were there at once', () => {
  const runs = new EventRuns()
  const events = (count: number) => Array.from({ length: count }, (_, i) => [i & 7, i, ~i])
  const fill = (count: number) => {
    let last = NO_EVENT
    const first = events(count).map(([kind, a, b]) => (last = runs.add(last, kind!, a!, b!)))[0]!
    return first
  }
  expect(drain(runs, fill(1000))).toEqual(events(1000))
  const memory = runs['events']
  for (let i = 0; i < 5; i++) expect(drain(runs, fill(1000))).toEqual(events(1000))
  runs.clear()
  expect(drain(runs, fill(1000))).toEqual(events(1000))
  expect(runs['events']).toBe(memory)
})

/** Pops everything; the `a` of each event in order. */
function popAll(queue: EventQueue): number[] {
  const order: number[] = []
  while (queue.pop()) order.push(queue.a)
  return order
}

describe('events of one time that are pushed one right after the other', () => {
  test('leave in their order, and others of that time that were pushed later leave behind them', () => {
    const queue = new EventQueue()
    for (const a of [1, 2, 3]) queue.push(70, a, a, -a)
    queue.push(90, 0, 6, 0)
    for (const a of [4, 5]) queue.push(70, a, a, -a)

    const seen: Event[] = []
    for (let i = 0; i < 5; i++) {
      queue.pop()
      seen.push(leaving(queue))
    }

    expect(seen).toEqual([1, 2, 3, 4, 5].map(a => [70, a, a, -a]))
    expect([queue.size, queue.peekTime()]).toEqual([1, 90])
    expect(popAll(queue)).toEqual([6])
  })

  test('are counted one by one, and the next of them is due as long as there is one, whatever comes for later', () => {
    const queue = new EventQueue()
    for (const a of [1, 2, 3]) queue.push(70, 0, a, 0)
    queue.pop()
    queue.push(71, 0, 4, 0)
    expect([queue.size, queue.peekTime()]).toEqual([3, 70])
    queue.pop()
    queue.push(71, 0, 5, 0)
    queue.pop()
    queue.push(71, 0, 6, 0)
    expect([queue.size, queue.peekTime()]).toEqual([3, 71])
    expect(popAll(queue)).toEqual([4, 5, 6])
  })

  test.each([
    ['far from it', 2 ** 40],
    ['in the same bucket of level 0', 10],
  ])(
    'wait for an earlier one, %s, that is pushed when some have left, and stay before later ones',
    (_where, late) => {
      const queue = new EventQueue()
      for (const a of [1, 2, 3]) queue.push(late, 0, a, 0)
      queue.push(late + 1, 0, 6, 0)
      queue.pop()
      for (const a of [4, 5]) queue.push(late, 0, a, 0)
      queue.push(8, 0, 0, 0)
      expect([queue.size, queue.peekTime()]).toEqual([6, 8])
      expect(popAll(queue)).toEqual([0, 2, 3, 4, 5, 6])
    },
  )

  test('are forgotten with all others when some of them have left', () => {
    const queue = new EventQueue()
    for (const a of [1, 2, 3]) queue.push(70, 0, a, 0)
    queue.pop()
    queue.clear()
    expect([queue.size, queue.peekTime(), queue.pop()]).toEqual([0, Number.POSITIVE_INFINITY, false])
    for (const a of [4, 5]) queue.push(70, 0, a, 0)
    expect(popAll(queue)).toEqual([4, 5])
  })
})
