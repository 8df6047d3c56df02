/**
 * Chance that is looked up instead of drawn: the n-th launch of a job has the same luck whenever and wherever a policy
 * launches it, so that policies are compared under the same failures.
 */
import { NEVER, type Time } from '../engine/time.ts'
import type { Random } from './random.ts'

/** 2^32 / golden ratio, odd: a Weyl step that keeps neighbouring counters far apart (Knuth, volume 3, section 6.4). */
const GOLDEN = 0x9e3779b9

/**
 * The 32-bit mixer `lowbias32` of Chris Wellons, "Prospecting for Hash Functions" (2018), with the multipliers found by
 * TheIronBorn: a bijection in which each bit of the input flips each bit of the output with a probability close to 1/2.
 */
function mix(value: number): number {
  let x = value
  x ^= x >>> 16
  x = Math.imul(x, 0x21f0aaad)
  x ^= x >>> 15
  x = Math.imul(x, 0x735a2d97)
  x ^= x >>> 15
  return x
}

/** 32 bits, a function of a seed and a number alone; both are taken modulo 2^32. */
function hash(seed32: number, number: number): number {
  // The constant keeps seed 0, number 0 away from the mixer's only fixed point that anybody would notice, 0.
  const start = mix((seed32 + GOLDEN) | 0)
  return mix((start + Math.imul(number, GOLDEN)) | 0) >>> 0
}

/**
 * A number in (0, 1), a function of a job's seed and the number of the launch alone. Both are taken modulo 2^32.
 *
 * The result is one of 2^32 values, never 0 and never 1, so its logarithm is always finite.
 */
export function chance(seed32: number, launch: number): number {
  return (hash(seed32, launch) + 0.5) * 2 ** -32
}

/**
 * How long this launch runs until it fails by itself: exponential with the given mean, at least 1 µs; NEVER if the mean
 * is NEVER.
 */
export function timeToFailure(seed32: number, launch: number, mean: Time): Time {
  if (mean === NEVER) return NEVER
  return Math.max(1, Math.round(-mean * Math.log(chance(seed32, launch))))
}

/**
 * Random numbers that are looked up: those of one thing that happens to a job do not depend on when it happens, or on what
 * else did. The seed of them all is drawn from the stream when the first number is asked for, and nothing before.
 */
export class LookedUp implements Random {
  private readonly stream: Random
  private seed: number | null = null
  private of = 0
  private number = 0

  constructor(stream: Random) {
    this.stream = stream
  }

  /** From here on, the numbers of the `time`-th time that it happens to the job that arrived as number `arrival`. */
  begin(arrival: number, time: number): this {
    this.of = hash(arrival, time)
    this.number = 0
    return this
  }

  uniform(): number {
    const low = this.next() >>> 11
    return this.next() * 2 ** -32 + low * 2 ** -53
  }

  below(n: number): number {
    return Math.floor(this.next() * 2 ** -32 * n)
  }

  private next(): number {
    this.seed ??= this.stream.below(2 ** 32)
    return hash((this.seed ^ this.of) | 0, this.number++)
  }
}
