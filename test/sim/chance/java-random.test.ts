import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JavaRandom } from '../../../sim/chance/java-random.ts'

/** The algorithm as the documentation of java.util.Random words it, on 64-bit integers. */
class Documented {
  #seed: bigint

  constructor(seed: number) {
    this.#seed = (BigInt(seed) ^ 0x5deece66dn) & (2n ** 48n - 1n)
  }

  next(bits: number): number {
    this.#seed = (this.#seed * 0x5deece66dn + 0xbn) & (2n ** 48n - 1n)
    return Number(BigInt.asIntN(32, this.#seed >> BigInt(48 - bits)))
  }

  nextInt(n: number): number {
    if ((n & -n) === n) return Number((BigInt(n) * BigInt(this.next(31))) >> 31n)
    for (;;) {
      const bits = this.next(31)
      const value = bits % n
      if (((bits - value + (n - 1)) | 0) >= 0) return value
    }
  }

  nextDouble(): number {
    return (this.next(26) * 2 ** 27 + this.next(27)) / 2 ** 53
  }
}

const draw = (count: number, next: () => number) => Array.from({ length: count }, next)

describe('the generator of Java', () => {
  it('gives the numbers that a JVM gives', () => {
    const one = new JavaRandom(1)
    expect(draw(10, () => one.below(250))).toEqual([235, 88, 97, 63, 4, 154, 184, 106, 228, 248])
    const zero = new JavaRandom(0)
    expect(draw(10, () => zero.below(10_000))).toEqual([
      1360, 5948, 8029, 6447, 3515, 1053, 4491, 9761, 8719, 2854,
    ])
    const answer = new JavaRandom(42)
    expect(draw(2, () => answer.uniform())).toEqual([0.7275636800328681, 0.6832234717598454])
  })

  it('follows the documented algorithm for every seed and bound', () => {
    const bound = fc.oneof(
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      // Powers of two take another path, and just above 2^30 nearly half of all draws are repeated.
      fc.integer({ min: 0, max: 30 }).map(power => 2 ** power),
      fc.integer({ min: 2 ** 30 + 1, max: 2 ** 30 + 1000 }),
    )
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.array(bound, { minLength: 1, maxLength: 20 }), (seed, bounds) => {
        const ours = new JavaRandom(seed)
        const documented = new Documented(seed)
        for (const n of bounds) {
          expect(ours.below(n)).toBe(documented.nextInt(n))
          expect(ours.uniform()).toBe(documented.nextDouble())
        }
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('takes a negative seed as its two’s complement, as a long is', () => {
    const random = new JavaRandom(-1)
    const documented = new Documented(-1)
    expect(draw(5, () => random.below(100))).toEqual(draw(5, () => documented.nextInt(100)))
  })

  it('refuses a seed that a double cannot hold', () => {
    expect(() => new JavaRandom(0.5)).toThrow(
      'The seed of a Java generator must be a whole number between ±(2^53 - 1), found 0.5.',
    )
  })
})
