import { expect, it } from 'vitest'
import { Round } from '../../../sim/engine/round.ts'

it('gives back what was put in, first in, first out, however it grows and goes round', () => {
  // Two in, one out: after n steps n are left, and the ring has grown several times with its first slot anywhere.
  const round = new Round()
  let put = 0
  let taken = 0
  const take = () => {
    round.pop()
    expect([round.kind, round.a, round.b]).toEqual([taken % 3, taken, taken + 1])
    taken++
  }
  for (let step = 0; step < 200; step++) {
    for (let i = 0; i < 2; i++, put++) round.push(put % 3, put, put + 1)
    take()
  }
  expect(round.size).toBe(200)
  while (round.size > 0) take()
  expect(taken).toBe(400)
})
