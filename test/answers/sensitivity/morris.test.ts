import { describe, expect, it } from 'vitest'
import { effectsOf, STEP, type Trajectory, trajectories } from '../../../answers/sensitivity/morris.ts'
import { Streams } from '../../../sim/chance/random.ts'

const random = () => new Streams('1').stream('test')
const outputsOf = (walked: readonly Trajectory[], model: (point: readonly number[]) => number) =>
  walked.map(({ points }) => points.map(model))

describe('trajectories', () => {
  it('change one input a step, each once, by the step of the grid', () => {
    expect(STEP).toBeCloseTo(2 / 3, 15)
    for (const { points, changed } of trajectories(5, 50, random())) {
      expect([...changed].sort()).toEqual([0, 1, 2, 3, 4])
      for (const [i, input] of changed.entries()) {
        const moved = points[i + 1]!.map((value, at) => value - points[i]![at]!)
        expect(Math.abs(moved[input]!)).toBeCloseTo(STEP, 12)
        expect(moved.filter(step => step !== 0)).toHaveLength(1)
      }
      for (const point of points) for (const x of point) expect([0, 1 / 3, 2 / 3, 1]).toContain(x)
    }
  })

  it('are the same from the same seed, and begin at every level', () => {
    const walked = trajectories(3, 40, random())
    expect(trajectories(3, 40, random())).toEqual(walked)
    expect(new Set(walked.map(({ points }) => points[0]![0])).size).toBe(4)
  })
})

describe('elementary effects', () => {
  it('of a linear model are its coefficients, without a spread', () => {
    // y = 3 a − 2 b + 0 c: a step of 2/3 changes y by 2, −4/3 and 0; divided by the step that is 3, −2 and 0 everywhere.
    const walked = trajectories(3, 10, random())
    const effects = effectsOf(
      3,
      walked,
      outputsOf(walked, ([a, b]) => 3 * a! - 2 * b!),
    )
    expect(effects.map(({ mu }) => mu)).toEqual([3, -2, 0].map(each => expect.closeTo(each, 12)))
    expect(effects.map(({ muStar }) => muStar)).toEqual([3, 2, 0].map(each => expect.closeTo(each, 12)))
    for (const { sigma, n } of effects) expect([sigma, n]).toEqual([expect.closeTo(0, 12), 10])
  })

  it('of a product depend on the other input', () => {
    // y = a · b from (0, 1/3): a rises to 2/3, y from 0 to 2/9; then b rises to 1, y to 2/3. Effects 1/3 and (4/9)/(2/3) = 2/3.
    // And from (1, 1): b falls to 1/3, y from 1 to 1/3; then a falls to 1/3, y to 1/9. Effects 1 of b, 1/3 of a.
    const third = 1 / 3
    const walked: Trajectory[] = [
      {
        changed: [0, 1],
        points: [
          [0, third],
          [2 * third, third],
          [2 * third, 1],
        ],
      },
      {
        changed: [1, 0],
        points: [
          [1, 1],
          [1, third],
          [third, third],
        ],
      },
    ]
    const [a, b] = effectsOf(
      2,
      walked,
      outputsOf(walked, ([x, y]) => x! * y!),
    )
    expect(a).toEqual({
      mu: expect.closeTo(1 / 3, 12),
      muStar: expect.closeTo(1 / 3, 12),
      sigma: expect.closeTo(0, 12),
      n: 2,
    })
    // Mean of 2/3 and 1; deviation (1 − 2/3) / √2.
    expect(b!.mu).toBeCloseTo(5 / 6, 12)
    expect(b!.sigma).toBeCloseTo(1 / 3 / Math.SQRT2, 12)
  })

  it('that cancel each other are seen by mu* and not by mu', () => {
    // y = (a − 1/2)²: from 0 to 2/3, 1/36 − 1/4 = −2/9, by 2/3 is −1/3; from 1/3 to 1 it is +1/3.
    const walked: Trajectory[] = [
      { changed: [0], points: [[0], [2 / 3]] },
      { changed: [0], points: [[1 / 3], [1]] },
    ]
    const [effect] = effectsOf(
      1,
      walked,
      outputsOf(walked, ([a]) => (a! - 0.5) ** 2),
    )
    expect(effect!.mu).toBeCloseTo(0, 12)
    expect(effect!.muStar).toBeCloseTo(1 / 3, 12)
    // Deviation of −1/3 and 1/3: √((1/9 + 1/9) / 1).
    expect(effect!.sigma).toBeCloseTo(Math.SQRT2 / 3, 12)
  })

  it('of a function of ten inputs single out the five that act', () => {
    // With w_i = 2 (x_i − 1/2), as in Morris's own example (1991), the eighth to the tenth input act by 20 w_i alone: an effect of 40, without a spread.
    const w = (x: number) => 2 * (x - 0.5)
    const walked = trajectories(10, 4, random())
    const model = (x: readonly number[]) =>
      20 * w(x[7]!) + 20 * w(x[8]!) + 20 * w(x[9]!) - 15 * w(x[0]!) * w(x[1]!)
    const effects = effectsOf(10, walked, outputsOf(walked, model))
    for (const i of [7, 8, 9]) {
      expect(effects[i]!.muStar).toBeCloseTo(40, 10)
      expect(effects[i]!.sigma).toBeCloseTo(0, 10)
    }
    for (const i of [2, 3, 4, 5, 6]) expect(effects[i]!.muStar).toBeCloseTo(0, 10)
    // w is ±1 or ±1/3, so that the effect of the first is −30 w of the second: 10 or 30 in size.
    for (const i of [0, 1]) expect(effects[i]!.muStar).toBeGreaterThanOrEqual(10 - 1e-9)
  })

  it('without a measured end is left out', () => {
    const walked: Trajectory[] = [{ changed: [0], points: [[0], [2 / 3]] }]
    expect(effectsOf(1, walked, [[Number.NaN, 1]])[0]!.n).toBe(0)
  })
})
