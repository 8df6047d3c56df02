import { describe, expect, it } from 'vitest'
import {
  exponential,
  gamma,
  hyperGamma,
  lognormal,
  normal,
  twoStageUniform,
  uniform,
} from '../../../sim/chance/distributions.ts'
import { type Random, Streams } from '../../../sim/chance/random.ts'

const COUNT = 100_000

/** Mean and variance of many draws. */
function moments(draw: (random: Random) => number): { mean: number; variance: number } {
  const random = new Streams('oak').stream('x')
  let sum = 0
  let squares = 0
  for (let i = 0; i < COUNT; i++) {
    const value = draw(random)
    sum += value
    squares += value * value
  }
  const mean = sum / COUNT
  return { mean, variance: squares / COUNT - mean * mean }
}

/** A stream that says what it is told to. */
function saying(...values: number[]): Random {
  const next = () => {
    const value = values.shift()
    if (value === undefined) throw new Error('more numbers were drawn than expected')
    return value
  }
  return { uniform: next, below: n => Math.floor(next() * n) }
}

// Five standard errors of the mean, √(variance / COUNT), and 5 % for variances.
it.each([
  { what: 'uniform on [2, 6)', draw: (r: Random) => uniform(r, 2, 6), mean: 4, variance: 16 / 12 },
  { what: 'exponential with mean 3', draw: (r: Random) => exponential(r, 3), mean: 3, variance: 9 },
  { what: 'standard normal', draw: normal, mean: 0, variance: 1 },
  // Variance = (mean × cv)².
  {
    what: 'log-normal with mean 10 and cv 0.5',
    draw: (r: Random) => lognormal(r, 10, 0.5),
    mean: 10,
    variance: 25,
  },
  // Mean = shape × scale, variance = shape × scale².
  { what: 'gamma(4.2, 0.94)', draw: (r: Random) => gamma(r, 4.2, 0.94), mean: 3.948, variance: 3.71112 },
  { what: 'gamma(312, 0.03)', draw: (r: Random) => gamma(r, 312, 0.03), mean: 9.36, variance: 0.2808 },
  {
    what: 'gamma(0.5, 2), which is a squared normal',
    draw: (r: Random) => gamma(r, 0.5, 2),
    mean: 1,
    variance: 2,
  },
  // Mean 0.25 × 2 + 0.75 × 12; variance = Σ p (variance + mean²) - mean² = 0.25 × 6 + 0.75 × 180 - 90.25.
  {
    what: 'hyper-gamma, a quarter gamma(2, 1) and the rest gamma(4, 3)',
    draw: (r: Random) => hyperGamma(r, 2, 1, 4, 3, 0.25),
    mean: 9.5,
    variance: 46.25,
  },
  // Mean 0.86 × 3 + 0.14 × 7; variance = 0.86 × (16/12 + 9) + 0.14 × (16/12 + 49) - 3.56², intervals [1,5) and [5,9).
  {
    what: 'two-stage uniform on [1, 5) and [5, 9)',
    draw: (r: Random) => twoStageUniform(r, 1, 5, 9, 0.86),
    mean: 3.56,
    variance: 0.86 * (16 / 12 + 9) + 0.14 * (16 / 12 + 49) - 3.56 ** 2,
  },
])('$what has its mean and variance', ({ draw, mean, variance }) => {
  const found = moments(draw)
  expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / COUNT))
  expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.05)
})

describe('inversion', () => {
  it('makes an exponential of the smallest and the largest uniform', () => {
    expect(exponential(saying(0), 3)).toBeCloseTo(0, 15)
    // 1 - u = 2^-53 at the largest u: 53 ln 2 = 36.7 means.
    expect(exponential(saying(1 - 2 ** -53), 1)).toBeCloseTo(53 * Math.LN2, 12)
    expect(exponential(saying(0.5), 2)).toBeCloseTo(2 * Math.LN2, 12)
  })
})

describe('the polar method', () => {
  it('draws again outside the unit circle and in its centre', () => {
    // (0.9, 0.9) lies outside; (0, 0) in the centre; then x = 0.6, y = 0: s = 0.36, x √(-2 ln s / s).
    const value = normal(saying(0.95, 0.95, 0.5, 0.5, 0.8, 0.5))
    expect(value).toBeCloseTo(0.6 * Math.sqrt((-2 * Math.log(0.36)) / 0.36), 12)
  })

  it('has the tails of a normal distribution', () => {
    const random = new Streams('elm').stream('x')
    const values = Array.from({ length: COUNT }, () => normal(random))
    // P(Z > 1.96) = 2.5 %, five standard errors are 0.25 %.
    expect(Math.abs(values.filter(z => z > 1.959964).length / COUNT - 0.025)).toBeLessThan(0.0025)
    expect(Math.abs(values.filter(z => z < -1.959964).length / COUNT - 0.025)).toBeLessThan(0.0025)
  })
})

describe('mixtures', () => {
  it('take the first stage up to and with p', () => {
    expect(twoStageUniform(saying(0.86, 0.5), 1, 5, 9, 0.86)).toBe(3)
    expect(twoStageUniform(saying(0.87, 0.5), 1, 5, 9, 0.86)).toBe(7)
  })

  it('take the second gamma always when p is 0', () => {
    // Gamma(1000, 1) lies around 1000, gamma(1, 1) around 1.
    const random = new Streams('oak').stream('x')
    for (let i = 0; i < 100; i++) expect(hyperGamma(random, 1, 1, 1000, 1, 0)).toBeGreaterThan(500)
  })
})

it('a log-normal without spread is its mean', () => {
  expect(lognormal(new Streams('oak').stream('x'), 7, 0)).toBe(7)
})
