import type { Random } from './random.ts'

const TWO_24 = 2 ** 24
const TWO_31 = 2 ** 31
const TWO_48 = 2 ** 48
/** The multiplier 0x5DEECE66D in halves of 24 bits. */
const MULTIPLIER_HIGH = 0x5de
const MULTIPLIER_LOW = 0xece66d

/**
 * `java.util.Random`, number for number: a 48-bit linear congruential generator, x' = 0x5DEECE66D x + 11 mod 2^48.
 *
 * It exists to repeat runs of simulators written for the JVM, such as Omega's. For anything else take a stream of
 * `Streams`: the low bits of this generator are poor.
 *
 * The state is two halves of 24 bits, so that all products stay below 2^53 and no BigInt is needed.
 * Source: the documentation of java.util.Random (Java SE), which prescribes the algorithm of `nextInt(n)` and
 * `nextDouble()`; generator of Knuth, The Art of Computer Programming, volume 2, section 3.2.1.
 */
export class JavaRandom implements Random {
  #high: number
  #low: number

  /** @throws RangeError if the seed is not a whole number that a double holds exactly. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) {
      throw new RangeError(
        `The seed of a Java generator must be a whole number between ±(2^53 - 1), found ${seed}.`,
      )
    }
    const bits = ((seed % TWO_48) + TWO_48) % TWO_48
    this.#high = Math.floor(bits / TWO_24) ^ MULTIPLIER_HIGH
    this.#low = (bits % TWO_24) ^ MULTIPLIER_LOW
  }

  #step(): void {
    const low = this.#low * MULTIPLIER_LOW + 11
    const carry = Math.floor(low / TWO_24)
    const high = this.#high * MULTIPLIER_LOW + this.#low * MULTIPLIER_HIGH + carry
    // `%` of doubles is five times slower than this, which is as exact: dividing by a power of two never rounds.
    this.#low = low - carry * TWO_24
    this.#high = high - Math.floor(high / TWO_24) * TWO_24
  }

  /** `next(31)` of Java: the upper 31 bits of the next state. */
  #next31(): number {
    this.#step()
    return this.#high * 128 + (this.#low >>> 17)
  }

  /** `nextInt(n)` of Java, for 1 ≤ n < 2^31; not checked. */
  below(n: number): number {
    let bits = this.#next31()
    // A power of two takes the upper bits, which are the good ones; the product is exact.
    if ((n & (n - 1)) === 0) return Math.floor((n * bits) / TWO_31)
    // The last, incomplete stretch of n values is drawn again; Java sees it as an overflow of 32 bits.
    let value = bits % n
    while (bits - value + n - 1 >= TWO_31) {
      bits = this.#next31()
      value = bits % n
    }
    return value
  }

  /** `nextDouble()` of Java: uniform in [0, 1), 53 bits from two steps. */
  uniform(): number {
    this.#step()
    const upper26 = this.#high * 4 + (this.#low >>> 22)
    this.#step()
    const lower27 = this.#high * 8 + (this.#low >>> 21)
    return (upper26 * 2 ** 27 + lower27) * 2 ** -53
  }
}
