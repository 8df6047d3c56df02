import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { backoffDuration, defaultBackoff } from '../../../systems/kubernetes/backoff.ts'
import { BackoffQueue } from '../../../systems/kubernetes/backoff-queue.ts'

const pod = (name: string, at: number, failures: number, priority = 0, turn = 0) => ({
  name,
  timestamp: at * SECOND,
  failures,
  priority,
  turn,
})
const names = (pods: readonly { name: string }[]) => pods.map(({ name }) => name)

it('a back-off doubles up to ten seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 99].map(failures => backoffDuration(failures, defaultBackoff) / SECOND)).toEqual([
    0, 1, 2, 4, 8, 10, 10,
  ])
})

describe('the back-off queue', () => {
  it('gives pods back whose window is over, the more important first in each', () => {
    const queue = new BackoffQueue<ReturnType<typeof pod>>(defaultBackoff)
    // Ends 1.9 → window 1; 1.2 → window 1; 2.0 → window 2.
    queue.add(pod('late', 0.9, 1), false)
    queue.add(pod('important', 0.2, 1, 7), false)
    queue.add(pod('next', 0, 2), false)
    queue.add(pod('erred', 0, 1), true)
    expect(names(queue.completed(1.999 * SECOND))).toEqual([])
    expect(names(queue.completed(2 * SECOND))).toEqual(['important', 'late', 'erred'])
    expect(names(queue.completed(3 * SECOND))).toEqual(['next'])
    expect(queue.size).toBe(0)
  })

  it.each([
    ['within windows', defaultBackoff],
    ['to the instant', { ...defaultBackoff, window: 0 }],
  ])('gives pods that came at one moment back as they came, %s', (_, args) => {
    const queue = new BackoffQueue<ReturnType<typeof pod>>(args)
    const turns = Array.from({ length: 20 }, (_, turn) => turn)
    for (const turn of turns) queue.add(pod(`${turn}`, 0, 1, 0, turn), turn % 2 === 1)
    const odd = turns.filter(turn => turn % 2 === 1)
    const even = turns.filter(turn => turn % 2 === 0)
    expect(names(queue.completed(3 * SECOND)).map(Number)).toEqual([...even, ...odd])
  })

  it('gives pods early, but none that an error stopped', () => {
    const queue = new BackoffQueue<ReturnType<typeof pod>>(defaultBackoff)
    const [first, erred] = [pod('first', 0, 1), pod('erred', 0, 1)]
    queue.add(first, false)
    queue.add(erred, true)
    expect(queue.pop()).toBe(first)
    expect(queue.pop()).toBeUndefined()
    expect([queue.delete(erred), queue.delete(erred)]).toEqual([true, false])
  })

  it('keeps a pod whose back-off ends now, with windows or without', () => {
    for (const window of [SECOND, 0]) {
      const queue = new BackoffQueue<ReturnType<typeof pod>>({ ...defaultBackoff, window })
      queue.add(pod('p', 1, 1), false)
      expect(names(queue.completed(2 * SECOND))).toEqual([])
      // In the next second of the clock, or as soon as there is no window.
      expect(names(queue.completed(2 * SECOND + 1))).toEqual(window === 0 ? ['p'] : [])
      expect(names(queue.completed(3 * SECOND))).toEqual(window === 0 ? [] : ['p'])
    }
  })

  it('knows who is still backing off', () => {
    const queue = new BackoffQueue<ReturnType<typeof pod>>(defaultBackoff)
    expect(queue.isBackingOff(pod('new', 5, 0), 5 * SECOND)).toBe(false)
    expect(queue.isBackingOff(pod('failed', 5, 1), 6.5 * SECOND)).toBe(true)
    expect(queue.isBackingOff(pod('failed', 5, 1), 7 * SECOND)).toBe(false)
  })
})
