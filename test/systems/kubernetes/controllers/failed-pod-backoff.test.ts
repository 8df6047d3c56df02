import { expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { FailedPodBackoff } from '../../../../systems/kubernetes/controllers/failed-pod-backoff.ts'

const at = (backoff: FailedPodBackoff, seconds: number, node = 'n') => {
  const again = backoff.holdsUp(node, seconds * SECOND)
  return again === null ? null : again / SECOND
}

it('the first pod that failed goes at once, on every node', () => {
  const backoff = new FailedPodBackoff()
  expect(at(backoff, 0)).toBeNull()
  expect(at(backoff, 0, 'm')).toBeNull()
})

it('the next waits for the pause from when it is noticed, unless somebody looks when the pause is over', () => {
  const backoff = new FailedPodBackoff()
  at(backoff, 0)
  // The pause is 1 s. Noticed at 0.5 s it waits to 1.5 s, also when it is looked at again at 0.75 s; at 1 s it may go.
  expect([at(backoff, 0.5), at(backoff, 0.75), at(backoff, 1)]).toEqual([1.5, 1.5, null])
  // Then it is 2 s, and 4 s after the next.
  expect([at(backoff, 1), at(backoff, 3), at(backoff, 6), at(backoff, 7)]).toEqual([3, null, 10, null])
})

it('the pause is a quarter of an hour at most, and is forgotten half an hour after the last', () => {
  const backoff = new FailedPodBackoff()
  let now = 0
  // Pauses of 1, 2, 4, … 512 s, of 900 s from the eleventh on.
  for (let failed = 0; failed < 12; failed++, now += 1800) expect(at(backoff, now)).toBeNull()
  const last = now - 1800
  expect(at(backoff, last + 899)).toBe(last + 899 + 900)
  expect(at(backoff, last + 900)).toBeNull()
  // Exactly 30 min later the pause still doubles (and stays); a second after that it begins anew.
  expect(at(backoff, last + 900 + 1801)).toBeNull()
  expect(at(backoff, last + 900 + 1801 + 1)).toBeNull()
})
