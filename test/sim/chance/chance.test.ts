import { describe, expect, it } from 'vitest'
import { chance, LookedUp, timeToFailure } from '../../../sim/chance/chance.ts'
import { Streams } from '../../../sim/chance/random.ts'
import { HOUR, NEVER } from '../../../sim/engine/time.ts'
import { chiSquare, chiSquareLimit } from './chi-square.ts'

/** Counts of the pairs (a(i), b(i)) in 16 × 16 cells of the unit square. */
function pairCells(count: number, a: (i: number) => number, b: (i: number) => number): Float64Array {
  const cells = new Float64Array(256)
  for (let i = 0; i < count; i++) {
    const cell = 16 * Math.floor(16 * a(i)) + Math.floor(16 * b(i))
    cells[cell] = cells[cell]! + 1
  }
  return cells
}

describe('the chance of a launch', () => {
  it('depends on the seed and the number of the launch alone, for ever', () => {
    expect(chance(0, 0)).toBe(0.07926223648246378)
    expect(chance(0, 1)).toBe(0.7882781057851389)
    expect(chance(1, 0)).toBe(0.08862659626174718)
    // In any order, and as often as one likes.
    expect(chance(0, 0)).toBe(0.07926223648246378)
  })

  it('takes seeds modulo 2^32', () => {
    expect(chance(-1, 3)).toBe(chance(2 ** 32 - 1, 3))
  })

  it('is never 0 and never 1: the hash’s least and greatest values give half a step from either end', () => {
    // The two seeds were found by trying all 2^32; the first is -0x9e3779b9, which the mixer maps to 0 and 0 again.
    expect(chance(1640531527, 0)).toBe(2 ** -33)
    expect(chance(4032287268, 0)).toBe(1 - 2 ** -33)
  })

  it.each([
    ['launches of one job', (i: number) => chance(12345, i)],
    ['first launches of neighbouring jobs', (i: number) => chance(i, 0)],
    ['jobs whose seeds differ in the upper bits only', (i: number) => chance(i << 12, 0)],
  ])('falls evenly over %s', (_, value) => {
    const cells = new Float64Array(1000)
    for (let i = 0; i < 100_000; i++) {
      const cell = Math.floor(1000 * value(i))
      cells[cell] = cells[cell]! + 1
    }
    expect(chiSquare(cells)).toBeLessThan(chiSquareLimit(1000))
  })

  it.each([
    ['one launch and the next', (i: number) => chance(7, i), (i: number) => chance(7, i + 1)],
    ['a job and the next', (i: number) => chance(i, 0), (i: number) => chance(i + 1, 0)],
    ['first and second launches', (i: number) => chance(i, 0), (i: number) => chance(i, 1)],
    [
      'a second launch and the next job’s first',
      (i: number) => chance(i, 1),
      (i: number) => chance(i + 1, 0),
    ],
  ])('is independent between %s', (_, a, b) => {
    expect(chiSquare(pairCells(100_000, a, b))).toBeLessThan(chiSquareLimit(256))
  })
})

describe('the time to failure of a launch', () => {
  it('is -mean × ln(chance), in whole microseconds', () => {
    // chance(0, 1) = 0.788278…, so an hour gives 3.6e9 × 0.237904… µs.
    expect(timeToFailure(0, 1, HOUR)).toBe(Math.round(-3.6e9 * Math.log(0.7882781057851389)))
  })

  it('is NEVER if nothing fails', () => {
    expect(timeToFailure(0, 1, NEVER)).toBe(NEVER)
  })

  it('is at least one microsecond', () => {
    const times = Array.from({ length: 1000 }, (_, launch) => timeToFailure(1, launch, 0.5))
    expect(Math.min(...times)).toBe(1)
  })

  it('has the mean and the tail of an exponential distribution', () => {
    const count = 100_000
    let sum = 0
    let beyondThreeMeans = 0
    for (let job = 0; job < count; job++) {
      const time = timeToFailure(job, 0, HOUR)
      sum += time
      if (time > 3 * HOUR) beyondThreeMeans++
    }
    // Standard error of the mean: 1/√100000 = 0.3 %; P(X > 3 means) = e^-3 = 4.98 %, ± 0.07 %.
    expect(Math.abs(sum / count / HOUR - 1)).toBeLessThan(0.015)
    expect(Math.abs(beyondThreeMeans / count - Math.exp(-3))).toBeLessThan(0.0035)
  })
})

describe('numbers that are looked up', () => {
  const streams = () => new Streams('oak').stream('steps')

  it('are those of the job and the time that they are for, whatever was asked for before', () => {
    const luck = new LookedUp(streams())
    const first = [luck.begin(3, 0).uniform(), luck.uniform()]
    luck.begin(4, 0).uniform()
    luck.begin(3, 1).uniform()
    expect([luck.begin(3, 0).uniform(), luck.uniform()]).toEqual(first)
    expect([new LookedUp(streams()).begin(3, 0).uniform()]).toEqual(first.slice(0, 1))
    expect(new Set([first[0], first[1], luck.begin(4, 0).uniform(), luck.begin(3, 1).uniform()]).size).toBe(4)
  })

  it('draw their seed when the first of them is asked for', () => {
    const of = new Streams('oak')
    const luck = new LookedUp(of.stream('steps'))
    luck.begin(0, 0)
    expect(of.drawn).toEqual([])
    luck.below(10)
    expect(of.drawn).toEqual(['steps'])
  })

  it('fill the unit square evenly from one time to the next and from one job to the next', () => {
    const luck = new LookedUp(streams())
    const count = 100_000
    for (const of of [
      (i: number) => luck.begin(7, i).uniform(),
      (i: number) => luck.begin(i, 0).uniform(),
      (i: number) => {
        luck.begin(i, 1).uniform()
        return luck.uniform()
      },
    ]) {
      const cells = pairCells(count, of, i => of(i + 1))
      expect(chiSquare(cells)).toBeLessThan(chiSquareLimit(256))
    }
  })
})

it('a number that is looked up is made of 53 bits: 32 of the second draw, above the upper 21 of the first', () => {
  const drawn = new LookedUp(new Streams('oak').stream('luck')).begin(3, 1)
  const first = drawn.below(2 ** 32)
  const second = drawn.below(2 ** 32)
  const expected = second / 2 ** 32 + Math.floor(first / 2 ** 11) / 2 ** 53
  expect(new LookedUp(new Streams('oak').stream('luck')).begin(3, 1).uniform()).toBe(expected)
})
