import { expect, test } from 'vitest'
import { marksAlong } from '../../../reports/charts/marks-along.ts'

const plot = { min: 1, max: 10, top: 100 }
/** Which points of a curve have a mark. */
const marked = (points: readonly { x: number; y: number }[], system: number, systems: number): number[] =>
  (marksAlong(points, plot, system, systems)['pointRadius'] as number[]).flatMap((radius, i) =>
    radius > 0 ? [i] : [],
  )

test('marks are an eighth of the curve apart, and those of two systems stand between each other', () => {
  // As high as the plot in 16 steps: two steps are an eighth, and the second of two systems begins half of that later.
  const steep = Array.from({ length: 17 }, (_, i) => ({ x: 3, y: i * 6.25 }))
  expect(marked(steep, 0, 2)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16])
  expect(marked(steep, 1, 2)).toEqual([1, 3, 5, 7, 9, 11, 13, 15])
})

test('a curve along the logarithmic axis is marked by what is seen of it', () => {
  // 1, 10 and 10: the whole width in one step, then nothing that could be seen.
  const flat = [
    { x: 1, y: 50 },
    { x: 10, y: 50 },
    { x: 10, y: 50.5 },
  ]
  expect(marked(flat, 0, 1)).toEqual([0, 1])
})

test('a curve that stops early has as many marks as have room, and one at least', () => {
  // Eight steps of a hundredth of the height: less than an eighth of it.
  const short = Array.from({ length: 9 }, (_, i) => ({ x: 3, y: i }))
  expect(marked(short, 0, 2)).toEqual([0])
  // The second system's first mark would stand a sixteenth of the height up, 6.25 %, on the first point from there.
  expect(marked(short, 1, 2)).toEqual([7])
  expect(marked(short.slice(0, 3), 1, 2)).toEqual([2])
})
