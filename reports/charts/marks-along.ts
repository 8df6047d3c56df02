/**
 * Where the marks of a curve stand that may rise steeply, or stop early: at equal distances along it, as it is drawn.
 */
import type { JsonObject } from './chart-document.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** The ends of the axes: a logarithmic one of x, and one of y from 0. */
interface Plot {
  readonly min: number
  readonly max: number
  readonly top: number
}

/** Marks of a curve at most. */
const MARKS = 8
/** Of the height, or of the width: closer, marks lie on each other. */
const APART = 1 / MARKS

/**
 * The radii of the points: about eight of a long curve show the system's shape, staggered so that those of two systems do not
 * lie on each other where their curves do; of a short one as many as have room, and one at least.
 */
export function marksAlong(
  points: readonly Point[],
  { min, max, top }: Plot,
  system: number,
  systems: number,
): JsonObject {
  // Where all waits are the same there is no width.
  const width = Math.log(max / min) || 1
  const lengths: number[] = []
  let length = 0
  points.forEach(({ x, y }, i) => {
    const before = points[i - 1]
    if (before !== undefined)
      length += Math.abs(Math.log(x / before.x)) / width + Math.abs(y - before.y) / top
    lengths.push(length)
  })
  const every = Math.max(APART, length / MARKS)
  let next = (every * system) / systems
  let last = Number.NEGATIVE_INFINITY
  const radii = lengths.map(at => {
    if (at < next) return 0
    next += every * Math.ceil((at - next) / every + 1e-9)
    // After a long step the next place of a mark may be near.
    if (at - last < every / 2) return 0
    last = at
    return 5
  })
  if (radii.length > 0 && !radii.includes(5)) radii[radii.length - 1] = 5
  return { pointBorderWidth: 2, pointRadius: radii, pointHoverRadius: 6, clip: 8 }
}
