import { expect, it } from 'vitest'
import { Gains } from '../../../../policies/root/scheduler/gains.ts'

const told = ({ count, from, to, cpuMilli, memoryMiB }: Gains) =>
  Array.from({ length: count }, (_, i) => [from[i], to[i], cpuMilli[i], memoryMiB[i]])

it('are noted one by one, but for those of no length', () => {
  const gains = new Gains()
  gains.note(5, 9, 1000, 10)
  gains.note(7, 7, 4000, 40)
  gains.note(9, 8, 4000, 40)
  gains.note(2, 3, 2000, 20)
  expect(told(gains)).toEqual([
    [5, 9, 1000, 10],
    [2, 3, 2000, 20],
  ])
  gains.clear()
  expect(told(gains)).toEqual([])
})

it('beyond sixteen widen the last, so that none is missed', () => {
  const gains = new Gains()
  for (let i = 0; i < 16; i++) gains.note(10 * i, 10 * i + 5, 100, 1)
  gains.note(3, 7, 50, 4)
  gains.note(200, 300, 200, 2)
  expect(gains.count).toBe(16)
  expect(told(gains).slice(14)).toEqual([
    [140, 145, 100, 1],
    [3, 300, 200, 4],
  ])
})
